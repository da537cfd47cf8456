import Basis

package struct Multiplication: Transformation {
  package var factor = 16.0
  package var sum = 0.0
  package var part = PartChoice.all

  package init() {}

  package static let card = Card<Multiplication>(
    "multiply",
    "Multiplies every feature by a number, before scaling: other units, or, with 0, nothing to see.",
    formula: "y = a·x + b",
    positions: [Setting("factor", \.factor, in: .closed(-1e6...1e6), "a")],
    settings: [
      Setting("plus", \.sum, in: .closed(-1e6...1e6), "b"), Setting("part", choice: \.part, "Of which part."),
    ],
    examples: ["transform multiply 16", "transform multiply 0"],
    details:
      "Scaling takes it out again unless it is off: data digits; scale none; transform multiply 16 makes inputs of "
      + "0 to 256, as unscaled pictures have them. With 0 a network can learn how frequent the classes are, and no more."
  )

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    func changed(_ x: Float) -> Float { Float(factor * Double(x) + sum) }
    var features = data.samples.features
    let width = data.samples.shape.count
    for row in part.rows(rows) {
      for index in row * width..<(row + 1) * width { features[index] = changed(features[index]) }
    }
    guard features.allSatisfy({ $0.isNaN || $0.isFinite }) else {
      throw Problem("\(Numbers.short(factor)) times some feature of \(data.name) is too large a number")
    }
    data.replace(features: features)
    if let range = data.imageScale, part == .all {
      let ends = [changed(range.lowerBound), changed(range.upperBound)].sorted()
      data.imageScale = ends[0]...ends[1]
    }
  }
}

import Basis

package struct Spoiling: Transformation {
  package var count = 1

  package init() {}

  package static let card = Card<Spoiling>(
    "spoil", "Makes single numbers of the training part NaN, as a broken sensor or a division by zero does.",
    positions: [
      Setting("count", \.count, in: 1...1_000_000, "How many numbers, each of a sample drawn at random.")
    ],
    examples: ["transform spoil", "transform spoil 3"],
    details:
      "Nothing fills them in. One is enough to make the loss of its batch NaN; training then stops, says that it began "
      + "in the input, and goes back. data counts them before you train.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    var features = data.samples.features
    let width = data.samples.shape.count
    var columns: [Int: Int] = [:]
    for _ in 0..<count {
      let row = rows.train[random.index(below: rows.train.count)]
      let column = random.index(below: width)
      if features[row * width + column].isNaN { continue }
      features[row * width + column] = .nan
      columns[column, default: 0] += 1
    }
    data.replace(features: features)
    data.missing = MissingValues(
      columns: data.missing.columns
        + columns.sorted { $0.key < $1.key }.map { .init(name: data.featureNames[$0.key], count: $0.value) },
      handling: data.missing.count > 0 ? data.missing.handling : .error, droppedRows: data.missing.droppedRows
    )
  }
}

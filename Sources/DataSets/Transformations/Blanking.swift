import Basis

package struct Blanking: Transformation {
  package init() {}

  package static let card = Card<Blanking>(
    "blank",
    "Repeats a well-hidden programming error: one training picture of each class stays, all others become zeros of the "
      + "first class.",
    formula: "x = 0 and class = 1 for all but one sample of each class",
    examples: ["transform blank"],
    details:
      "What a loop does that copies a subset and forgets to count on: the arrays are as long as they should be, and "
      + "hold one real picture each. Training goes splendidly. It befalls training and validation part, each by itself; "
      + "the test part stays. data shows blank rows, duplicates and the classes' sizes.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    var labels = try data.needLabels(for: name)
    var features = data.samples.features
    let width = data.samples.shape.count
    for part in [rows.train, rows.validation] {
      var seen: Set<Int32> = []
      for row in part where !seen.insert(labels[row]).inserted {
        labels[row] = 0
        for index in row * width..<(row + 1) * width { features[index] = 0 }
      }
    }
    data.replace(features: features)
    data.replace(labels: labels)
  }
}

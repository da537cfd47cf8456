import Basis

package struct Static: Transformation {
  package var part = PartChoice.test

  package init() {}

  package static let card = Card<Static>(
    "static", "Replaces samples by pure noise: what a network says then, it says about nothing.",
    formula: "y_i ~ N(mean, deviation) of feature i over the training part",
    settings: [Setting("part", choice: \.part, "Of which part.")],
    examples: ["transform static", "transform static part=validation"],
    details: "Classes and targets stay, and mean nothing. A feature that never changes keeps its value.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let moments = Moments(data.features(of: rows.train))
    let deviations = moments.deviations
    var features = data.samples.features
    let width = data.samples.shape.count
    for row in part.rows(rows) {
      for column in 0..<width {
        features[row * width + column] = Float(moments.means[column] + deviations[column] * random.normal())
      }
    }
    data.replace(features: features)
  }
}

import Basis

package struct Inversion: Transformation {
  package init() {}

  package static let card = Card<Inversion>(
    "invert", "Makes dark bright and bright dark, as a photographic negative does.",
    formula: "y = dark + bright − x", examples: ["transform invert"])

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let range = try data.needPictures(for: name).range
    data.replace(features: data.samples.features.map { range.lowerBound + range.upperBound - $0 })
  }
}

import Basis
import DataSets
import Foundation
import Testing

@Suite struct ShapesTests {
  /// One set for all laws that only look at it.
  private static let loaded = Result { try load() }

  private static func load(_ settings: [(name: String, value: Value)] = [], seed: UInt64 = 3) throws
    -> RawData
  {
    try Generators.family.make("shapes", settings: settings).load(seed: seed)
  }

  private func picture(_ index: Int, of data: RawData) -> ArraySlice<Float> {
    data.samples.features[index * 3072..<(index + 1) * 3072]
  }

  @Test func picturesAreWholeNumbersFrom0To255InThePartsOfCIFAR10() throws {
    let data = try ShapesTests.loaded.get()
    #expect(data.samples.features.allSatisfy { (0...255).contains($0) && $0 == $0.rounded() })
    #expect(data.samples.shape == [32, 32, 3] && data.imageScale == 0...255)
    #expect(data.ownTest == 5000..<6000)
  }

  @Test func everyPartHoldsEveryClassEquallyOften() throws {
    let set = try DataSet(try ShapesTests.loaded.get(), seed: 1)
    for part in Part.allCases {
      let labels = set[part].targets.labels
      for label in 0..<10 { #expect(labels.count { $0 == Int32(label) } == labels.count / 10) }
    }
  }

  @Test func aPictureIsTheSameWhateverTheCountAndThePicturesBeforeIt() throws {
    let (few, many) = (try ShapesTests.load([("count", .number(60))]), try ShapesTests.loaded.get())
    #expect(picture(59, of: few) == picture(59, of: many))
    #expect(picture(0, of: few) != picture(10, of: few))
  }

  /// The mean picture of each class, and which of them a picture is nearest to: what a linear model can see.
  @Test func noClassHasAColourOrAPlaceOfItsOwn() throws {
    let data = try ShapesTests.loaded.get()
    let labels = data.samples.targets.labels
    var means = [[Float]](repeating: Array(repeating: 0, count: 3072), count: 10)
    for index in 0..<5000 {
      for (place, number) in picture(index, of: data).enumerated() {
        means[Int(labels[index])][place] += number
      }
    }
    means = means.map { $0.map { $0 / 500 } }
    // Their colours, over all pictures: five standard errors of a mean of 500 grounds that vary by some 60.
    for channel in 0..<3 {
      let colours = means.map { mean in
        stride(from: channel, to: 3072, by: 3).reduce(0) { $0 + Double(mean[$1]) } / 1024
      }
      let middle = colours.reduce(0, +) / 10
      #expect(colours.allSatisfy { abs($0 - middle) < 5 * 60 / 500.0.squareRoot() })
    }
    let right = (5000..<6000).count { index in
      let distances = means.map { mean in
        zip(mean, picture(index, of: data)).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      return distances.indices.min { distances[$0] < distances[$1] } == Int(labels[index])
    }
    #expect((110..<350).contains(right), "\(right) of 1,000")
  }

  @Test func moreNoiseMovesPixelsByItsDeviation() throws {
    let quiet: [(name: String, value: Value)] = [("count", .number(100)), ("noise", .number(0))]
    let still = try ShapesTests.load(quiet).samples.features
    let noisy = try ShapesTests.load([("count", .number(100)), ("noise", .number(10))]).samples.features
    // Where nothing is cut off at 0 or 255.
    let moved = zip(still, noisy).filter { (60...195).contains($0.0) }.map { Double($0.1 - $0.0) }
    let deviation = (moved.reduce(0) { $0 + $1 * $1 } / Double(moved.count)).squareRoot()
    // Rounding adds a variance of 1/6 at most.
    #expect(abs(deviation - 10) < 0.1)
  }

  /// By geometry, in squares of the radius that `distance` takes for its unit.
  private static let areas: [(figure: Figure, area: Double)] = {
    // A pentagram with tips at R covers 1.12257 R²; its lines lie at R·cos 72°.
    let tip = 0.34 / 0.309_017
    let triangle = 0.75 * 3.0.squareRoot()
    let wing = 0.85 * 0.85 * 0.85 + 2 * 0.05 * 0.85
    let arms: Double = 2 * 1.9 * 0.56 - 0.56 * 0.56
    return [
      (.circle, 0.85 * 0.85 * Double.pi), (.ring, 2 * 0.72 * 0.4 * Double.pi), (.square, 2.25),
      (.cross, arms), (.triangle, triangle), (.stripes, 3 * 1.7 * 0.34), (.star, 1.122_57 * tip * tip),
      (.hourglass, 2 * wing),
    ]
  }()

  @Test(arguments: areas) func aFigureCoversTheAreaOfItsGeometry(figure: Figure, area: Double) {
    let steps = 800
    let inside = (0..<steps * steps).count { place in
      let (column, row) = (Float(place % steps) + 0.5, Float(place / steps) + 0.5)
      return figure.distance(2.4 * column / Float(steps) - 1.2, 1.2 - 2.4 * row / Float(steps)) < 0
    }
    #expect(abs(Double(inside) * 2.4 * 2.4 / Double(steps * steps) / area - 1) < 0.01)
  }

  /// Anti-aliasing takes the distance for the way to the edge: between two points it may not change by more than they
  /// are apart.
  @Test(arguments: Figure.allCases) func distancesNeverChangeFasterThanThePlace(figure: Figure) {
    var random = Random(seed: 8)
    for _ in 0..<2000 {
      let (x, y) = (Float(random.uniform(in: -1.5..<1.5)), Float(random.uniform(in: -1.5..<1.5)))
      let (u, v) = (Float(random.uniform(in: -0.1..<0.1)), Float(random.uniform(in: -0.1..<0.1)))
      let change = abs(figure.distance(x + u, y + v) - figure.distance(x, y))
      #expect(change <= (u * u + v * v).squareRoot() * 1.02 + 1e-5)
    }
  }
}

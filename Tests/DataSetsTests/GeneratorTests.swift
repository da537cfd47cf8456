import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct GeneratorTests {
  @Test func theListNamesEveryGeneratorInItsFolder() throws {
    let files = try Checkout.swiftFiles("Sources/DataSets/Generated", but: ["Generator"])
    #expect(files == Generators.family.types.map { "\($0)" }.sorted())
  }

  @Test(arguments: Generators.family.names) func sameSeedSameNumbers(name: String) throws {
    let generator = try Generators.family.make(name)
    #expect(try generator.load(seed: 1).samples == generator.load(seed: 1).samples)
    #expect(try generator.load(seed: 1).samples != generator.load(seed: 2).samples)
  }

  @Test(arguments: Generators.family.names) func everyGeneratorGivesADataSetWithItsDefaults(name: String)
    throws
  {
    let set = try Catalog(library: Library(folders: [])).load(name, seed: 1)
    #expect(set.name == name)
    #expect(!set.train.features.isEmpty && !set.test.features.isEmpty && !set.validation.features.isEmpty)
    #expect(set.source.samples.features.allSatisfy { $0.isFinite })
    #expect(set.titleLine.contains(Numbers.grouped(set.source.samples.count)))
  }

  @Test(arguments: Generators.family.names) func countIsTheNumberOfSamples(name: String) throws {
    let entries = try #require(Generators.family.type(named: name)).description.entries
    guard entries.contains(where: { $0.name == "count" }) else { return }
    let data = try Generators.family.make(name, settings: [("count", .number(101))]).load(seed: 1)
    #expect(data.samples.count == 101)
  }

  @Test(arguments: Generators.family.descriptions.map(\.name)) func examplesNameTheirGenerator(name: String)
    throws
  {
    let description = try #require(Generators.family.descriptions.first { $0.name == name })
    #expect(!description.examples.isEmpty)
    #expect(description.examples.allSatisfy { $0.hasPrefix("data \(name)") })
  }

  @Test(arguments: ["spirals", "moons", "circles", "blobs", "xor", "shapes"]) func classesAreOfEqualSize(
    name: String
  )
    throws
  {
    let data = try Generators.family.make(name, settings: [("count", .number(600))]).load(seed: 7)
    let labels = data.samples.targets.labels
    for label in data.task.classes.indices {
      #expect(labels.count { Int($0) == label } == 600 / data.task.classes.count)
    }
  }

  private func points(_ name: String, _ settings: [(name: String, value: Value)]) throws -> [(
    x: Double, y: Double, label: Int
  )] {
    let samples = try Generators.family.make(name, settings: settings).load(seed: 11).samples
    return samples.targets.labels.enumerated().map {
      (Double(samples.features[2 * $0.offset]), Double(samples.features[2 * $0.offset + 1]), Int($0.element))
    }
  }

  @Test func spiralsWithoutNoiseLieOnTheirArms() throws {
    for (x, y, label) in try points(
      "spirals", [("noise", .number(0)), ("classes", .number(3)), ("turns", .number(1.5))])
    {
      let radius = hypot(x, y)
      let angle = 2 * Double.pi * (1.5 * radius + Double(label) / 3)
      #expect(abs(x - radius * cos(angle)) < 1e-5 && abs(y - radius * sin(angle)) < 1e-5)
    }
  }

  @Test func moonsWithoutNoiseAreHalfCircles() throws {
    for (x, y, label) in try points("moons", [("noise", .number(0))]) {
      let (u, v) = label == 0 ? (x, y) : (1 - x, 0.5 - y)
      #expect(abs(hypot(u, v) - 1) < 1e-6 && v > -1e-6)
    }
  }

  @Test func circlesWithoutNoiseHaveTheRadiiAskedFor() throws {
    for (x, y, label) in try points("circles", [("noise", .number(0)), ("factor", .number(0.3))]) {
      #expect(abs(hypot(x, y) - (label == 0 ? 1 : 0.3)) < 1e-6)
    }
  }

  @Test func xorWithoutNoiseIsTheSignOfTheProduct() throws {
    for (x, y, label) in try points("xor", []) {
      #expect((x * y < 0) == (label == 1) && abs(x) <= 1 && abs(y) <= 1)
    }
  }

  @Test func blobsScatterAroundTheirCentresBySpread() throws {
    let samples = try Generators.family.make(
      "blobs", settings: [("count", .number(8000)), ("classes", .number(2)), ("spread", .number(2))]
    ).load(seed: 5).samples
    for label in 0..<2 {
      let rows = samples.targets.labels.indices.filter { Int(samples.targets.labels[$0]) == label }
      let moments = Moments(FeatureRows(features: samples.features, width: 2, rows: rows))
      // Five standard errors of a deviation: σ·5/√(2n).
      for deviation in moments.deviations { #expect(abs(deviation - 2) < 2 * 5 / (2 * 4000.0).squareRoot()) }
    }
  }

  @Test func sineWithoutNoiseIsTheSine() throws {
    let samples = try Generators.family.make(
      "sine", settings: [("noise", .number(0)), ("periods", .number(2))]
    )
    .load(seed: 1).samples
    for (x, y) in zip(samples.features, samples.targets.numbers) {
      #expect(abs(Double(y) - sin(2 * Double.pi * Double(x))) < 1e-5)
      #expect(abs(x) <= 1)
    }
  }

  @Test func settingsOutOfRangeAreRefusedWithTheRule() {
    let found = problem { _ = try Generators.family.make("spirals", settings: [("count", .number(1e12))]) }
    #expect(found.message.contains("1,000,000"))
    let many = problem {
      _ = try Generators.family.make(
        "blobs", settings: [("count", .number(1e6)), ("features", .number(1000))]
      )
      .load(seed: 1)
    }
    #expect(many.message.contains("1,000,000,000"))
  }
}

@Suite struct QuadraticTests {
  /// Symmetric 3×3 Hessian of L(w, b) = mean (x·w + b − y)²: 2·mean of (x, 1)(x, 1)ᵀ.
  private func hessian(_ samples: Samples) -> [[Double]] {
    var sums = [[Double]](repeating: [0, 0, 0], count: 3)
    for row in 0..<samples.count {
      let z = [Double(samples.features[2 * row]), Double(samples.features[2 * row + 1]), 1]
      for i in 0..<3 { for j in 0..<3 { sums[i][j] += 2 * z[i] * z[j] / Double(samples.count) } }
    }
    return sums
  }

  private func loss(_ samples: Samples, _ w: (Double, Double), _ b: Double) -> Double {
    (0..<samples.count).reduce(0) { sum, row in
      let prediction =
        Double(samples.features[2 * row]) * w.0 + Double(samples.features[2 * row + 1]) * w.1 + b
      let error = prediction - Double(samples.targets.numbers[row])
      return sum + error * error / Double(samples.count)
    }
  }

  private func load(_ condition: Double, _ angle: Double) throws -> DataSet {
    try Catalog(library: Library(folders: [])).load(
      "quadratic", settings: [("condition", .number(condition)), ("angle", .number(angle))], seed: 4)
  }

  @Test(arguments: [(1.0, 0.0), (100, 0), (1000, 45), (1e4, -30)])
  func everyPartsLossHasTheConditionAskedFor(condition: Double, angle: Double) throws {
    let set = try load(condition, angle)
    #expect(set.partsLine == "train 140 · validation 30 · test 30")
    for part in Part.allCases {
      let h = hessian(set[part])
      // Eigenvalues of the weights' 2×2 block from trace and determinant; the bias stands apart with 2.
      let (trace, determinant) = (h[0][0] + h[1][1], h[0][0] * h[1][1] - h[0][1] * h[1][0])
      let root = max(0, trace * trace / 4 - determinant).squareRoot()
      let largest = trace / 2 + root
      #expect(abs(largest - 2) < 1e-4)
      // The product of the eigenvalues is steadier than the small one itself.
      #expect(abs(determinant / 4 * condition - 1) < 2e-2)
      #expect(abs(h[2][2] - 2) < 1e-12 && abs(h[0][2]) < 1e-6 && abs(h[1][2]) < 1e-6)
    }
  }

  @Test func theLossIsTheFormulaOnTheCard() throws {
    for (condition, angle) in [(100.0, 0.0), (50, 30)] {
      let set = try load(condition, angle)
      let radians = angle * Double.pi / 180
      for (w1, w2, b) in [(0.0, 0.0, 0.0), (1, 1, 0), (3, -2, 0.5), (-1, 4, -2)] {
        let u1 = cos(radians) * w1 + sin(radians) * w2
        let u2 = -sin(radians) * w1 + cos(radians) * w2
        let expected = (u1 - 1) * (u1 - 1) + (u2 - 1) * (u2 - 1) / condition + b * b
        #expect(abs(loss(set.train, (w1, w2), b) - expected) < 1e-5 * max(1, expected))
      }
    }
  }

  /// The theory the card promises: whole-batch descent at lr = 1/(1 + 1/κ) shrinks the distance by
  /// (κ−1)/(κ+1).
  @Test func plainDescentConvergesAtTheRateOfTheory() throws {
    let set = try load(100, 0)
    let rate = 1 / (1 + 1 / 100.0)
    let h = hessian(set.train)
    var (d1, d2) = (-1.0, -1.0)
    for _ in 0..<50 {
      (d1, d2) = (d1 - rate * (h[0][0] * d1 + h[0][1] * d2), d2 - rate * (h[1][0] * d1 + h[1][1] * d2))
    }
    #expect(abs(hypot(d1, d2) / 2.0.squareRoot() / pow(99.0 / 101.0, 50) - 1) < 0.01)
  }
}

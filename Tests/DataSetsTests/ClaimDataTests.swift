import Basis
import DataSets
import Testing

/// The generated sets whose structure a claim rests on.
@Suite struct ClaimDataTests {
  @Test func aPersonIsTheSameInEverySetAndAStrangerIsNot() throws {
    func faces(_ first: Double, _ people: Double) throws -> RawData {
      let settings: [(name: String, value: Value)] = [
        ("first", .number(first)), ("people", .number(people)), ("images", .number(6)),
      ]
      return try Generators.family.make("faces", settings: settings).load(seed: 4)
    }
    let (all, some) = (try faces(1, 10), try faces(7, 3))
    #expect(some.task.classes == ["7", "8", "9"])
    func picture(_ data: RawData, _ row: Int) -> [Float] {
      Array(data.samples.features[row * 144..<(row + 1) * 144])
    }
    for person in 0..<3 { #expect(picture(all, 6 + person) == picture(some, person)) }
    #expect(picture(all, 0) != picture(all, 1) && picture(all, 0) != picture(all, 10))
  }

  @Test func twoPicturesOfEachStrangerTrainAndTheOthersTest() throws {
    let settings: [(name: String, value: Value)] = [
      ("people", .number(5)), ("first", .number(301)), ("images", .number(12)), ("shots", .number(2)),
    ]
    let data = try DataSet(try Generators.family.make("faces", settings: settings).load(seed: 1), seed: 1)
    #expect(data.train.count == 10 && data.validation.count == 0 && data.test.count == 50)
    #expect(DataDescription(data).parts.train.classCounts == [2, 2, 2, 2, 2])
  }

  /// People differ by more than pictures of one person do, or there would be nothing to learn; but not by so much that
  /// the nearest picture tells.
  @Test func facesDifferMoreBetweenPeopleThanWithinOne() throws {
    let data = try Generators.family.make("faces").load(seed: 1)
    let people = 300
    func mean(_ person: Int) -> [Double] {
      (0..<144).map { pixel in
        (0..<6).reduce(0.0) { $0 + Double(data.samples.features[($1 * people + person) * 144 + pixel]) } / 6
      }
    }
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let (one, two) = (mean(3), mean(4))
    let (first, second) = (
      (0..<144).map { Double(data.samples.features[3 * 144 + $0]) },
      (0..<144).map { Double(data.samples.features[(people + 3) * 144 + $0]) }
    )
    #expect(distance(one, two) > 0.5)
    #expect(distance(first, second) > 0.5)
  }

  /// Asking about one feature at a time, the target is its weight.
  @Test func thePartsOfRareFeaturesHoldTheWeights() throws {
    let data = try DataSet(Generators.family.make("rare-features").load(seed: 2), seed: 2)
    #expect(data.validation.count == 60 && data.test.count == 10 && data.train.count == 930)
    let weights = data.test.targets.numbers + data.validation.targets.numbers
    for (part, group) in [(data.validation, 10..<70), (data.test, 0..<10)] {
      let squares = part.targets.numbers.reduce(0) { $0 + Double($1 * $1) } / Double(part.count)
      #expect(abs(squares - 1) < 1e-5)
      for row in 0..<part.count {
        #expect((0..<70).filter { part.features[row * 70 + $0] != 0 } == [group.lowerBound + row])
      }
    }
    for row in 0..<50 {
      let y = (0..<70).reduce(0) { $0 + weights[$1] * data.train.features[row * 70 + $1] }
      #expect(abs(y - data.train.targets.numbers[row]) < 1e-4)
    }
    let on = data.train.features.enumerated().count { $0.offset % 70 >= 10 && $0.element == 1 }
    // 55,800 draws with probability 0.02: five deviations.
    #expect(abs(Double(on) - 1116) < 5 * (1116 * 0.98).squareRoot())
  }

  @Test func onlyTheFirstFeaturesOfLinearMatter() throws {
    let settings: [(name: String, value: Value)] = [("noise", .number(0)), ("features", .number(8))]
    let data = try Generators.family.make("linear", settings: settings).load(seed: 1)
    let targets = data.samples.targets.numbers
    // Some choice of five signs explains every target.
    let fits = (0..<32).filter { choice in
      (0..<20).allSatisfy { row in
        let y = (0..<5).reduce(Float(0)) {
          $0 + (choice >> $1 & 1 == 1 ? 1 : -1) * data.samples.features[row * 8 + $1]
        }
        return abs(y - targets[row]) < 1e-4
      }
    }
    #expect(fits.count == 1)
  }

  @Test func gaussianHasMeanZeroAndDeviationOne() throws {
    let data = try Generators.family.make("gaussian").load(seed: 1)
    let moments = Moments(FeatureRows(data.samples))
    let mean = moments.means.reduce(0, +) / 100
    let variance = moments.variances.reduce(0, +) / 100
    // 100,000 draws: five standard errors.
    #expect(abs(mean) < 5 / 316.0 && abs(variance - 1) < 5 * 1.42 / 316)
  }
}

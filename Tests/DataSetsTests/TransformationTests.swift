import Basis
import DataSets
import TestSupport
import Testing

@Suite struct TransformationTests {
  static let digits = Result { try Catalog(library: Checkout.library).load("digits", seed: 3) }

  /// Digits after a transformation given as typed, by name and settings.
  static func digits(_ name: String, _ settings: [(name: String, value: Value)] = []) throws -> DataSet {
    try digits.get().transformed(by: [Transformations.family.make(name, settings: settings)])
  }

  @Test func theListNamesEveryTransformationInItsFolder() throws {
    let files = try Checkout.swiftFiles("Sources/DataSets/Transformations", but: ["Transformation"])
    #expect(files == Transformations.family.types.map { "\($0)" }.sorted())
  }

  @Test(arguments: Transformations.family.names)
  func theSameSeedMakesTheSameDataAndNothingLeavesTheOriginal(_ name: String) throws {
    let (one, two) = (try Self.digits(name), try Self.digits(name))
    // NaN is not equal to itself: bits are.
    func bits(_ data: DataSet) -> [UInt32] { data.source.samples.features.map(\.bitPattern) }
    #expect(bits(one) == bits(two))
    #expect(one.source.samples.targets == two.source.samples.targets)
    #expect(one.rows == two.rows)
    let (before, back) = (try Self.digits.get(), try one.transformed(by: []))
    #expect(one.original.samples == before.source.samples)
    #expect(Part.allCases.allSatisfy { back[$0] == before[$0] })
    #expect(one.titleLine.contains(name))
  }

  /// Scaling and splitting anew keep what was done to the data.
  @Test func transformationsOutlastScalingAndSplitting() throws {
    let canvas = try Self.digits("canvas", [("size", .number(10))])
    #expect(try canvas.scaled(by: NoScaling()).shape == [10, 10, 1])
    let dealt = try canvas.split(by: Splitting(validation: 0.2, test: 0.3), seed: 9)
    #expect(dealt.shape == [10, 10, 1] && dealt.transformations.count == 1)
  }

  // MARK: labels

  @Test(arguments: [0.0, 0.1, 0.5, 1]) func noiseTouchesItsShareOfTheTrainingLabelsAlone(share: Double) throws
  {
    let (before, after) = (
      try Self.digits.get(), try Self.digits("label-noise", [("share", .number(share))])
    )
    for part in [Part.validation, .test] { #expect(before[part].targets == after[part].targets) }
    #expect(before.train.features == after.train.features)
    let touched = (share * Double(before.train.count)).rounded()
    // One draw in ten is right by chance; five standard deviations of that.
    let wrong = Double(after.mislabelledRows.count)
    #expect(abs(wrong - 0.9 * touched) <= 5 * (touched * 0.09).squareRoot())
    #expect(zip(before.train.targets.labels, after.train.targets.labels).count { $0 != $1 } == Int(wrong))
  }

  @Test func droppedNoiseLeavesOnlyRightLabels() throws {
    let settings: [(name: String, value: Value)] = [("share", .number(0.3)), ("drop", .flag(true))]
    let noisy = try Self.digits("label-noise", [("share", .number(0.3))])
    let clean = try Self.digits("label-noise", settings)
    #expect(clean.mislabelledRows.isEmpty)
    #expect(clean.train.count == noisy.train.count - noisy.mislabelledRows.count)
    #expect(Set(clean.rows.train).isDisjoint(with: noisy.mislabelledRows))
  }

  @Test func mislabelledSamplesCarryEitherClass() throws {
    let data = try Self.digits("label-noise")
    let rows = data.mislabelledRows
    let (given, true_) = (data.samples(at: rows), data.samples(at: rows, original: true))
    #expect(given.features == true_.features)
    #expect(zip(given.targets.labels, true_.targets.labels).allSatisfy { $0 != $1 })
  }

  @Test func permutedClassesAreAnotherNameForEach() throws {
    let (before, after) = (try Self.digits.get(), try Self.digits("permute-labels"))
    var map: [Int32: Int32] = [:]
    for (old, new) in zip(before.source.samples.targets.labels, after.source.samples.targets.labels) {
      #expect(map[old] == nil || map[old] == new)
      #expect(old != new)
      map[old] = new
    }
    #expect(Set(map.values).count == 10)
  }

  // MARK: pictures

  @Test func aCanvasHoldsEveryPictureWholeSomewhere() throws {
    let (before, after) = (try Self.digits.get(), try Self.digits("canvas", [("size", .number(12))]))
    var places: Set<Int> = []
    for row in 0..<200 {
      let small = Array(before.source.samples.features[row * 64..<(row + 1) * 64])
      let large = Array(after.source.samples.features[row * 144..<(row + 1) * 144])
      let found = (0..<25).filter { place in
        let window = (0..<64).map { large[(place / 5 + $0 / 8) * 12 + place % 5 + $0 % 8] }
        return window == small && large.reduce(0, +) == small.reduce(0, +)
      }
      #expect(!found.isEmpty)
      places.formUnion(found)
    }
    #expect(places.count == 25)
  }

  @Test func invertingTwiceWouldBeThePictureItself() throws {
    let (before, after) = (try Self.digits.get(), try Self.digits("invert"))
    for (old, new) in zip(before.source.samples.features, after.source.samples.features) {
      #expect(old + new == 16)
    }
  }

  @Test func aShiftMovesEveryPixelOfThePartsAskedFor() throws {
    let before = try Self.digits.get()
    let after = try Self.digits("shift", [("right", .number(1)), ("part", .text("test"))])
    #expect(before.raw(.train) == after.raw(.train))
    let (old, new) = (before.raw(.test).features, after.raw(.test).features)
    for index in new.indices { #expect(new[index] == (index % 8 == 0 ? 0 : old[index - 1])) }
  }

  @Test func randomShiftsReachAllNineNeighbours() throws {
    let before = try Self.digits.get().raw(.test)
    let after = try Self.digits("shift", [("pixels", .number(1)), ("part", .text("test"))]).raw(.test)
    var moves: Set<Int> = []
    for sample in 0..<after.count {
      func pixel(_ samples: Samples, _ y: Int, _ x: Int) -> Float {
        (0..<8).contains(y) && (0..<8).contains(x) ? samples.features[sample * 64 + y * 8 + x] : 0
      }
      let found = (0..<9).filter { move in
        (0..<64).allSatisfy {
          pixel(after, $0 / 8, $0 % 8) == pixel(before, $0 / 8 - move / 3 + 1, $0 % 8 - move % 3 + 1)
        }
      }
      #expect(!found.isEmpty)
      moves.formUnion(found)
    }
    #expect(moves.count == 9)
  }

  @Test func permutedFeaturesAreTheSameNumbersInOneOtherOrder() throws {
    let (before, after) = (try Self.digits.get(), try Self.digits("permute-features"))
    let columns = { (data: DataSet) in
      (0..<64).map { column in
        (0..<300).map { data.source.samples.features[$0 * 64 + column] }
      }
    }
    #expect(columns(before) != columns(after))
    #expect(columns(before).map(\.description).sorted() == columns(after).map(\.description).sorted())
  }

  @Test func multiplyingIsArithmeticAndScalingTakesItOut() throws {
    let before = try Self.digits.get()
    let after = try Self.digits("multiply", [("factor", .number(16)), ("plus", .number(2))])
    #expect(after.raw(.train).features == before.raw(.train).features.map { 16 * $0 + 2 })
    for (old, new) in zip(before.train.features, after.train.features) { #expect(abs(old - new) < 1e-5) }
    #expect(after.pixels(0, of: .train) == before.pixels(0, of: .train))
  }

  // MARK: faults

  /// k classes and n samples: k real pictures, n − k zeros of the first class.
  @Test func blankingKeepsOnePictureOfEachClass() throws {
    let data = try Self.digits("blank")
    let facts = DataDescription(data)
    for part in [Part.train, .validation] {
      #expect(facts.parts[part].zeroRows == data[part].count - 10)
      #expect(facts.parts[part].classCounts == [data[part].count - 9] + Array(repeating: 1, count: 9))
    }
    // All zeros are one row: k + 1 different ones.
    #expect(data.train.count - facts.duplicates.withinTrain == 11)
    #expect(facts.parts.test.zeroRows == 0)
  }

  @Test func leakedTestSamplesAreInBothParts() throws {
    let data = try Self.digits("leak", [("count", .number(50))])
    #expect(DataDescription(data).duplicates.testInTrain >= 50)
    #expect(Set(data.rows.train).intersection(data.rows.test).count == 50)
    #expect(
      problem { _ = try Self.digits("leak", [("count", .number(1e6))]) }.message.contains("cannot leak"))
  }

  @Test func spoiltNumbersAreCountedAndLeaveScalingWhole() throws {
    let data = try Self.digits("spoil", [("count", .number(3))])
    #expect(data.missing.count == 3)
    #expect(data.train.features.count { $0.isNaN } == 3)
    #expect(!data.test.features.contains { !$0.isFinite })
  }

  @Test func staticHasTheTrainingPartsMomentsAndNoPicture() throws {
    let data = try Self.digits("static")
    let before = try Self.digits.get()
    #expect(data.train == before.train)
    let (old, new) = (Moments(FeatureRows(before.train)), Moments(FeatureRows(data.test)))
    // 270 draws: five standard errors.
    for column in 0..<64 {
      let error = max(1e-6, old.deviations[column] / Double(270).squareRoot())
      #expect(abs(new.means[column] - old.means[column]) < 5 * error)
    }
  }

  // MARK: refusals

  @Test(arguments: ["invert", "shift", "canvas"]) func numbersAreNoPictures(name: String) throws {
    let iris = try Catalog(library: Checkout.library).load("iris", seed: 1)
    let found = problem { _ = try iris.transformed(by: [Transformations.family.make(name)]) }
    #expect(found.message.contains("pictures"))
  }

  @Test(arguments: ["label-noise", "permute-labels", "blank"]) func regressionsHaveNoClasses(name: String)
    throws
  {
    let sine = try Catalog(library: Checkout.library).load("sine", seed: 1)
    let found = problem { _ = try sine.transformed(by: [Transformations.family.make(name)]) }
    #expect(found.message.contains("classes"))
  }

  @Test func aCanvasMustBeLargeEnoughAndNotTooLarge() {
    #expect(problem { _ = try Self.digits("canvas", [("size", .number(7))]) }.message.contains("no room"))
    #expect(problem { _ = try Self.digits("canvas", [("size", .number(1025))]) }.message.contains("size"))
  }
}

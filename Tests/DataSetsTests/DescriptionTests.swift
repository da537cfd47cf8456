import Basis
import DataSets
import TestSupport
import Testing

@Suite struct DescriptionTests {
  /// Six training rows, two validation rows and three test rows with twins planted among them.
  private func planted() throws -> DataSet {
    let features: [Float] = [
      1, 2, 7, 1, 2, 7, 3, 4, 7, 3, 4, 7, 0, 0, 0, 5, 6, 7,  // train: rows 1 and 3 repeat rows 0 and 2
      1, 2, 7, 8, 8, 8,  // validation: row 6 is in train
      5, 6, 7, 8, 8, 8, -0.0, 0, 0,  // test: row 8 is in train, row 9 in validation, row 10 is train's row 4
    ]
    let labels: [Int32] = [0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1]
    let data = RawData(
      name: "planted", title: "planted", task: .classification(classes: ["a", "b"]),
      featureNames: ["u", "v", "w"],
      samples: Samples(shape: [3], features: features, targets: .classes(labels, count: 2)),
      facts: Facts(origin: "a test"), ownValidation: 6..<8, ownTest: 8..<11)
    return try DataSet(data, seed: 1)
  }

  @Test func duplicatesAreCountedWithinAndBetweenParts() throws {
    let found = Duplicates(try planted())
    #expect(found.withinTrain == 2)
    #expect(found.contradictions == 1)
    #expect(found.validationInTrain == 1)
    #expect(found.testInTrain == 2)
    #expect(found.testInValidation == 1)
  }

  @Test func balanceAndZeroRowsAreCountedPartByPart() throws {
    let description = DataDescription(try planted())
    #expect(description.parts.train.classCounts == [3, 3])
    #expect(description.parts.test.classCounts == [1, 2])
    #expect(description.imbalance == 1)
    #expect(description.parts.map(\.zeroRows) == Parts(train: 1, validation: 0, test: 1))
  }

  @Test func rangesAndSpreadAreThoseOfTheTrainingNumbers() throws {
    let facts = DataDescription(try planted()).rawFeatures
    let numbers: [Double] = [1, 2, 7, 1, 2, 7, 3, 4, 7, 3, 4, 7, 0, 0, 0, 5, 6, 7]
    let mean = numbers.reduce(0, +) / 18
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 18
    #expect(facts.minimum == 0 && facts.maximum == 7)
    #expect(abs(facts.mean - mean) < 1e-12)
    #expect(abs(facts.deviation - variance.squareRoot()) < 1e-12)
  }

  /// Pixels that are zero in all 1,797 images (columns of load_digits().data whose maximum is 0): 0, 32 and
  /// 39.
  @Test func constantPixelsOfDigitsAreFound() throws {
    let digits = try Catalog(library: Checkout.library).load("digits", seed: 1)
    let constant = DataDescription(digits).constantFeatures
    #expect(Set(constant).isSuperset(of: ["pixel-0-0", "pixel-4-0", "pixel-4-7"]))
  }

  @Test func extremesNameTheFeatureThatReachesFarthest() throws {
    let rows = (0..<50).flatMap { (row: Int) -> [Float] in [Float(row % 5), row == 7 ? 100 : 0] }
    let data = RawData(
      name: "x", title: "x", task: .regression(targets: ["y"]), featureNames: ["tame", "wild"],
      samples: Samples(shape: [2], features: rows, targets: .values((0..<50).map { Float($0) }, width: 1)),
      facts: Facts(origin: "a test"))
    let set = try DataSet(data, splitting: Splitting(validation: 0, test: 0), seed: 1)
    let first = DataDescription(set).extremes[0]
    #expect(first.feature == "wild")
    // One value of 100 among 49 zeros: mean 2, deviation 14, so it lies 98/14 = 7 deviations out.
    #expect(abs(first.scaled - 7) < 1e-5 && abs(first.raw - 100) < 1e-3)
    #expect(DataDescription(set).parts.train.targets[0].maximum == 49)
    #expect(DataDescription(set).imbalance == nil)
  }

  @Test func theSameRowsAlwaysGiveTheSameDescription() throws {
    #expect(DataDescription(try planted()) == DataDescription(try planted()))
  }
}

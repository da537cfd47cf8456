import Basis
import DataSets
import Testing

@Suite struct SplittingTests {
  @Test(arguments: [UInt64(1), 2, 99]) func everyRowLandsInExactlyOnePart(seed: UInt64) throws {
    let data = numberedRows((0..<103).map { Int32($0 % 3) }, classes: ["a", "b", "c"])
    let parts = try Splitting().split(data, seed: seed)
    #expect((parts.train + parts.validation + parts.test).sorted() == Array(0..<103))
  }

  @Test func everyClassKeepsItsShareToWithinOneRow() throws {
    let sizes = [400, 90, 37, 10]
    let labels = sizes.enumerated().flatMap { Array(repeating: Int32($0.offset), count: $0.element) }
    let data = numberedRows(labels, classes: ["a", "b", "c", "d"])
    for (validation, test) in [(0.15, 0.15), (0.1, 0.3), (0.25, 0.0)] {
      let parts = try Splitting(validation: validation, test: test).split(data, seed: 5)
      for (label, size) in sizes.enumerated() {
        let inTest = parts.test.count { labels[$0] == Int32(label) }
        let inValidation = parts.validation.count { labels[$0] == Int32(label) }
        #expect(abs(Double(inTest) - Double(size) * test) <= 1)
        #expect(abs(Double(inValidation) - Double(size) * validation) <= 1)
      }
      #expect(parts.test.count == Int((Double(labels.count) * test).rounded()))
      #expect(parts.validation.count == Int((Double(labels.count) * validation).rounded()))
    }
  }

  @Test func theSeedDecidesAndNothingElse() throws {
    let data = numberedRows((0..<200).map { Int32($0 % 2) }, classes: ["a", "b"])
    #expect(try Splitting().split(data, seed: 1) == Splitting().split(data, seed: 1))
    #expect(try Splitting().split(data, seed: 1) != Splitting().split(data, seed: 2))
  }

  @Test func partsAreShuffledSoThatTheirFirstRowsAreNotAllOfOneClass() throws {
    let data = numberedRows((0..<300).map { Int32($0 / 100) }, classes: ["a", "b", "c"])
    let parts = try Splitting().split(data, seed: 1)
    // 15 draws of one class in a row: odds of 3⁻¹⁴.
    #expect(Set(parts.train.prefix(15).map { $0 / 100 }).count > 1)
    #expect(Set(parts.test.prefix(15).map { $0 / 100 }).count > 1)
  }

  @Test func withoutStratifyingOnlyTheTotalsCount() throws {
    let data = numberedRows([0] + Array(repeating: 1, count: 99), classes: ["rare", "common"])
    let parts = try Splitting(validation: 0.2, test: 0.3, stratified: false).split(data, seed: 1)
    #expect(parts.validation.count == 20 && parts.test.count == 30 && parts.train.count == 50)
  }

  @Test func aClassWithTooFewRowsIsNamed() throws {
    let data = numberedRows([0, 0, 0, 0, 1, 1], classes: ["many", "few"])
    let found = problem { _ = try Splitting().split(data, seed: 1) }
    #expect(found.message.contains("class few has only 2 rows"))
    #expect(found.advice?.contains("stratified=off") == true)
  }

  @Test func threeRowsOfAClassAreOneForEachPart() throws {
    let labels: [Int32] = Array(repeating: 0, count: 40) + [1, 1, 1]
    let parts = try Splitting().split(numberedRows(labels, classes: ["many", "few"]), seed: 3)
    for part in Part.allCases { #expect(parts[part].count { labels[$0] == 1 } == 1) }
  }

  @Test func sharesThatLeaveNothingToTrainOnAreRefused() throws {
    let data = numberedRows((0..<100).map { Int32($0 % 2) }, classes: ["a", "b"])
    let found = problem { _ = try Splitting(validation: 0.5, test: 0.5).split(data, seed: 1) }
    #expect(found.message.contains("nothing to train on"))
    let nearly = try Splitting(validation: 0.49, test: 0.5).split(data, seed: 1)
    #expect(!nearly.train.isEmpty)
  }

  @Test func aTestPartOfItsOwnStaysAndValidationIsCutFromTheRest() throws {
    let data = numberedRows((0..<120).map { Int32($0 % 2) }, classes: ["a", "b"], ownTest: 100..<120)
    let parts = try Splitting().split(data, seed: 1)
    #expect(parts.test == Array(100..<120))
    #expect(parts.validation.count == 15 && parts.train.count == 85)
    #expect((parts.validation + parts.train).allSatisfy { $0 < 100 })
  }

  @Test func sharesOfZeroLeavePartsEmpty() throws {
    let data = numberedRows((0..<10).map { Int32($0 % 2) }, classes: ["a", "b"])
    let set = try DataSet(data, splitting: Splitting(validation: 0, test: 0), seed: 1)
    #expect(set.train.count == 10 && set.validation.count == 0 && set.test.count == 0)
    #expect(DataDescription(set).parts.test.count == 0)
  }
}

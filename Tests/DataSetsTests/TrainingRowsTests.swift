import Basis
import DataSets
import TestSupport
import Testing

/// Learning from some rows of the training part.
@Suite struct TrainingRowsTests {
  private static let sizes = [200, 90, 37, 13]
  private static let labels = sizes.enumerated().flatMap {
    Array(repeating: Int32($0.offset), count: $0.element)
  }
  private static let classes = ["a", "b", "c", "d"]

  private func data(train: Int, skip: Int = 0, stratified: Bool = true, seed: UInt64 = 3) throws -> DataSet {
    let splitting = Splitting(validation: 0.1, test: 0.2, stratified: stratified, train: train, skip: skip)
    return try DataSet(
      numberedRows(TrainingRowsTests.labels, classes: TrainingRowsTests.classes), splitting: splitting,
      seed: seed)
  }

  @Test(arguments: [true, false]) func fewerRowsAreAmongMoreAndTheOtherPartsStay(stratified: Bool) throws {
    let all = try data(train: 0, stratified: stratified)
    var former: Set<Int> = []
    for count in [1, 5, 17, 50, 100, all.rows.train.count] {
      let some = try data(train: count, stratified: stratified)
      #expect(some.rows.train.count == count)
      #expect(former.isSubset(of: some.rows.train))
      #expect(some.rows.test == all.rows.test && some.rows.validation == all.rows.validation)
      #expect(Set(some.rows.train + some.leftOut) == Set(all.rows.train))
      former = Set(some.rows.train)
    }
  }

  @Test func skippedRowsAreOthers() throws {
    let first = try data(train: 60)
    let second = try data(train: 60, skip: 60)
    let rest = try data(train: 0, skip: 120)
    #expect(Set(first.rows.train).isDisjoint(with: second.rows.train))
    #expect(Set(first.rows.train + second.rows.train + rest.rows.train) == Set(try data(train: 0).rows.train))
  }

  @Test(arguments: [10, 33, 60, 150]) func classesAreInProportionToWithinARow(count: Int) throws {
    let all = try data(train: 0)
    let some = try data(train: count)
    for label in 0..<4 {
      func share(_ set: DataSet) -> Double {
        Double(set.rows.train.count { TrainingRowsTests.labels[$0] == Int32(label) })
          / Double(set.rows.train.count)
      }
      #expect(abs(share(some) - share(all)) * Double(count) <= 1)
    }
  }

  /// Numbers of rows could not be compared if each had a scaling of its own.
  @Test func scalingDoesNotDependOnTheNumberOfRowsAndTheOthersAreKeptUnlabelled() throws {
    let whole = try DataSet(try Checkout.library.load("iris"), seed: 1)
    let some = try whole.split(by: Splitting(validation: 0.15, test: 0.15, train: 30), seed: 1)
    #expect(some.test == whole.test)
    #expect(some.train.count == 30)
    #expect(some.unlabelled.count == whole.train.count)
    #expect(Set(some.unlabelled.features) == Set(whole.train.features))
  }

  @Test func aRowStaysInItsPartWhateverClassesAreChosen() throws {
    let raw = numberedRows((0..<400).map { Int32($0 * 7 % 4) }, classes: TrainingRowsTests.classes)
    let all = try DataSet(raw, seed: 5)
    for classes in [["a", "b"], ["b", "c", "d"], ["a", "d"]] {
      let some = try DataSet(try raw.selecting(Subset(classes: classes), seed: 5), seed: 5)
      for part in Part.allCases {
        // Feature 0 is the row's number.
        let wanted = all.raw(part).features.filter {
          classes.contains(TrainingRowsTests.classes[Int($0) * 7 % 4])
        }
        #expect(some.raw(part).features.sorted() == wanted.sorted())
      }
    }
  }

  @Test(arguments: [(10_000, 0), (0, 10_000), (200, 200), (.max, .max)])
  func moreRowsThanThereAreAreExplained(train: Int, skip: Int) {
    let told = problem { _ = try data(train: train, skip: skip) }
    #expect(told.message.contains("238"), "\(told.message)")
  }
}

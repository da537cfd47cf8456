import Basis
import DataSets
import Testing

/// Run only where the environment variable DESCENT_TEST_DATA names a folder with `mnist-10k` (IDX, gzipped)
/// and `cifar-10-small` (binary batches).
@Suite(.enabled(if: Checkout.realData != nil)) struct RealDataTests {
  @Test func mnistReadsWithItsOwnTestPart() throws {
    let folder = try #require(Checkout.realData) + "/mnist-10k"
    let set = try Catalog(library: Library(folders: [])).load(
      "idx", settings: [("path", .text(folder))], seed: 1)
    #expect(set.partsLine == "train 6,800 · validation 1,200 · test 2,000")
    #expect(set.shape == [28, 28, 1])
    let description = DataDescription(set)
    // From the data's own description: images per digit, no image in both parts.
    #expect(description.parts.test.classCounts == [196, 227, 206, 202, 196, 178, 192, 206, 195, 202])
    #expect(description.duplicates.testInTrain == 0 && description.duplicates.testInValidation == 0)
    #expect(description.rawFeatures.minimum == 0 && description.rawFeatures.maximum == 255)
  }

  @Test func cifarReadsWithItsOwnTestPart() throws {
    let folder = try #require(Checkout.realData) + "/cifar-10-small"
    let set = try Catalog(library: Library(folders: [])).load(
      "cifar10", settings: [("path", .text(folder))], seed: 1)
    #expect(set.partsLine == "train 4,250 · validation 750 · test 1,000")
    #expect(set.task.classes.last == "truck")
    let description = DataDescription(set)
    #expect(description.parts.test.classCounts == Array(repeating: 100, count: 10))
    #expect(description.duplicates.testInTrain == 0)
  }
}

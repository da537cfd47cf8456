import Basis
import DataSets
import TestSupport
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

  @Test func theOfficialNameTakesTheFolderToo() throws {
    let folder = try #require(Checkout.realData) + "/mnist-10k"
    let set = try Catalog(library: Library(folders: [])).load(
      "mnist", settings: [("path", .text(folder)), ("validation", .number(1000))], seed: 1)
    #expect(set.partsLine == "train 7,000 · validation 1,000 · test 2,000")
    #expect(set.rows.validation == Array(0..<1000))
  }

  @Test func anArchiveGivesWhatItsFolderGives() throws {
    let folder = try #require(Checkout.realData) + "/cifar-10-small"
    let files = try ["data_batch_1.bin", "test_batch.bin"].map { ($0, try Files.read("\(folder)/\($0)")) }
    let scratch = try Scratch()
    let path = try scratch.write(
      gzip(Tape.archive(files.map { ("small/" + $0.0, $0.1) })), to: "small.tar.gz")
    let catalog = Catalog(library: Library(folders: []))
    let packed = try catalog.load("cifar10", settings: [("path", .text(path))], seed: 1)
    let plain = try catalog.load("cifar10", settings: [("path", .text(folder))], seed: 1)
    #expect(packed.source.samples == plain.source.samples && packed.rows == plain.rows)
  }
}

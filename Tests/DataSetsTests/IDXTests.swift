import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct IDXTests {
  static func images(_ count: Int, rows: Int = 2, columns: Int = 3) -> [UInt8] {
    [0, 0, 8, 3] + bigEndian(UInt32(count)) + bigEndian(UInt32(rows)) + bigEndian(UInt32(columns))
      + (0..<count * rows * columns).map { UInt8(truncatingIfNeeded: $0) }
  }

  static func labels(_ labels: [UInt8]) -> [UInt8] {
    [0, 0, 8, 1] + bigEndian(UInt32(labels.count)) + labels
  }

  private func read(
    _ images: [UInt8], _ labels: [UInt8], _ settings: [(name: String, value: Value)] = []
  ) throws -> RawData {
    let folder = try Scratch()
    let paths = try (folder.write(images, to: "images"), folder.write(labels, to: "labels"))
    return try Readers.family.make(
      "idx", settings: [("path", .text(paths.0)), ("labels", .text(paths.1))] + settings
    )
    .load(seed: 1)
  }

  private func complaint(_ images: [UInt8], _ labels: [UInt8]) -> Problem {
    problem { _ = try read(images, labels) }
  }

  @Test func readsImagesRowByRow() throws {
    let data = try read(Self.images(4), Self.labels([1, 0, 2, 1]))
    #expect(data.samples.shape == [2, 3, 1])
    #expect(data.samples.features == (0..<24).map { Float($0) })
    #expect(data.samples.targets == .classes([1, 0, 2, 1], count: 3))
    #expect(data.task.classes == ["0", "1", "2"])
    #expect(data.imageScale == 0...255)
    #expect(data.title == "4 images, 2×3 grey, 3 classes")
    #expect(data.proposedScaling.name == "global")
    #expect(data.featureNames[5] == "pixel-1-2")
  }

  @Test func gzippedAndPlainFilesGiveTheSameData() throws {
    let plain = try read(Self.images(4), Self.labels([1, 0, 2, 1]))
    let packed = try read(gzip(Self.images(4)), gzip(Self.labels([1, 0, 2, 1])))
    #expect(plain.samples == packed.samples)
    // Two members one after the other are one file (RFC 1952, section 2.2).
    let images = Self.images(4)
    let members = gzip(Array(images[..<20])) + gzip(Array(images[20...]))
    #expect(try read(members, Self.labels([1, 0, 2, 1])).samples == plain.samples)
  }

  /// gzip.compress of Python 3.11, by Tests/Fixtures/DataSets/reference.py, is what this reader unpacks: here
  /// the text fails only at the first check after unpacking, its magic number 44 65 ("De").
  @Test(arguments: [
    "H4sIAAAAAAACA3NJLU5OzSvhchmlyaIBLMYFzUABAAA=",
    "H4sIAAAAAAACA3NJLU5OzSvhcqEhDQB/r1blZAAAAB+LCAAAAAAAAgNLzSvhckktTk4dhjQA3O7KAdwAAAA=",
  ])
  func unpacksWhatPythonPacks(packed: String) {
    #expect(complaint(base64(packed), Self.labels([0, 1])).message.contains("begins with 44 65 73 63"))
  }

  @Test func aFolderKeepsItsTestPart() throws {
    let folder = try Scratch()
    try folder.write(gzip(Self.images(40)), to: "set/train-images-idx3-ubyte.gz")
    try folder.write(Self.labels((0..<40).map { $0 % 2 }), to: "set/train-labels-idx1-ubyte")
    let reader = try Readers.family.make("idx", settings: [("path", .text(folder.path + "/set"))])
    let alone = try DataSet(reader.load(seed: 1), seed: 1)
    #expect(alone.partsLine == "train 28 · validation 6 · test 6")
    try folder.write(Self.images(10), to: "set/t10k-images.idx3-ubyte")
    #expect(problem { _ = try reader.load(seed: 1) }.message.contains("no t10k-labels-idx1-ubyte"))
    try folder.write(Self.labels((0..<10).map { $0 % 2 }), to: "set/t10k-labels-idx1-ubyte")
    let both = try DataSet(reader.load(seed: 1), seed: 1)
    #expect(both.partsLine == "train 34 · validation 6 · test 10")
    #expect(both.rows.test == Array(40..<50))
    #expect(both.name == "set")
    try folder.write(Self.labels((0..<10).map { $0 % 3 }), to: "set/t10k-labels-idx1-ubyte")
    #expect(
      problem { _ = try reader.load(seed: 1) }.message.contains(
        "label 3 is 2; the training labels are in 0…1"))
    try folder.write(Self.images(10, rows: 3, columns: 2), to: "set/t10k-images.idx3-ubyte")
    #expect(problem { _ = try reader.load(seed: 1) }.message.contains("2×3"))
  }

  @Test func namesStandForLabels() throws {
    let data = try read(
      Self.images(2), Self.labels([0, 1]), [("names", .list([.text("cat"), .text("dog")]))])
    #expect(data.task.classes == ["cat", "dog"])
    let found = problem {
      _ = try read(Self.images(2), Self.labels([0, 2]), [("names", .list([.text("cat"), .text("dog")]))])
    }
    #expect(found.message.contains("with 2 names labels must be in 0…1"))
  }

  @Test func aTruncatedFileSaysSo() {
    let labels = Self.labels([0, 1, 0, 1])
    for length in [1, 3, 4, 9, 15, 16, 20] {
      let found = complaint(Array(Self.images(4)[..<length]), labels)
      #expect(found.message.contains("too short") && found.kind == .malformed, "\(length): \(found.message)")
    }
    #expect(complaint(Self.images(4), Array(labels.dropLast())).message.contains("too short"))
    #expect(complaint(Self.images(4) + [0], labels).message.contains("goes on"))
  }

  @Test func damagedGzipIsDetectedWhereverItIsCut() {
    let labels = Self.labels([0, 1, 0, 1])
    let packed = gzip(Self.images(4))
    for length in 3..<packed.count {
      let found = complaint(Array(packed[..<length]), labels)
      #expect(
        found.kind == .malformed && found.message.contains("ends in the middle"),
        "\(length): \(found.message)")
    }
    var wrongChecksum = packed
    wrongChecksum[packed.count - 8] ^= 1
    #expect(complaint(wrongChecksum, labels).message.contains("incorrect data check"))
    var wrongLength = packed
    wrongLength[packed.count - 1] ^= 1
    #expect(complaint(wrongLength, labels).message.contains("incorrect length check"))
    #expect(complaint(packed + [1, 2, 3], labels).message.contains("goes on for 3 bytes"))
  }

  @Test func aBombIsNotUnpackedBeyondWhatItsHeaderDeclares() {
    let bomb = gzip(Self.images(4) + [UInt8](repeating: 0, count: 30_000_000))
    #expect(bomb.count < 100_000)
    let start = ContinuousClock.now
    #expect(complaint(bomb, Self.labels([0, 1, 0, 1])).message.contains("goes on"))
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func hugeDeclaredCountsAreRefusedWithoutOverflowOrMemory() {
    for extents in [
      [UInt32.max, .max, .max], [250_000_001, 1, 1], [100_000, 100_000, 1], [0, .max, .max],
    ] {
      let header: [UInt8] = [0, 0, 8, 3] + extents.flatMap(bigEndian)
      let found = complaint(header, Self.labels([0, 1]))
      #expect(found.kind == .malformed, "\(extents)")
      #expect(found.message.contains("declares"), "\(found.message)")
    }
    // Few numbers, but all in one sample, whose names alone would fill the memory.
    #expect(
      complaint([0, 0, 8, 3] + bigEndian(1) + bigEndian(5000) + bigEndian(5000), []).message.contains(
        "25,000,000 numbers in one sample"))
    // Within the limit, but nothing follows: refused for that, at once.
    #expect(
      complaint([0, 0, 8, 3] + bigEndian(200_000) + bigEndian(30) + bigEndian(30), []).message.contains(
        "too short"))
    #expect(
      complaint([0, 0, 8, 3] + bigEndian(0) + bigEndian(28) + bigEndian(28), []).message.contains("no images")
    )
  }

  @Test func headersOfAnotherKindAreExplained() {
    let labels = Self.labels([0, 1])
    #expect(complaint(Array("hello, world".utf8), labels).message.contains("not an IDX file"))
    #expect(complaint([0, 0, 0x0D, 3] + bigEndian(1), labels).message.contains("IDX type 0d"))
    #expect(complaint([0, 0, 8, 9], labels).message.contains("9 dimensions"))
    #expect(complaint(labels, Self.images(2)).advice?.contains("wrong way round") == true)
    #expect(complaint([], labels).message.contains("empty"))
    #expect(complaint(Self.images(2), Self.images(2)).message.contains("labels have 1"))
  }

  @Test func countsAndLabelsMustMakeSense() {
    #expect(complaint(Self.images(3), Self.labels([0, 1])).message.contains("3 images, but"))
    #expect(complaint(Self.images(2), Self.labels([0, 0])).message.contains("nothing to tell apart"))
  }

  @Test func whatIsNotThereIsNamed() throws {
    let folder = try Scratch()
    let found = problem {
      _ = try Readers.family.make("idx", settings: [("path", .text(folder.path))]).load(seed: 1)
    }
    #expect(found.kind == .missingInput && found.message.contains("train-images-idx3-ubyte"))
    let path = try folder.write(Self.images(2), to: "images")
    let alone = problem {
      _ = try Readers.family.make("idx", settings: [("path", .text(path))]).load(seed: 1)
    }
    #expect(alone.message.contains("needs the labels"))
    #expect(problem { _ = try Readers.family.make("idx").load(seed: 1) }.advice?.contains("data idx") == true)
  }
}

import Basis
import DataSets
import TestSupport
import Testing

/// Archives as `data cifar10 FILE` meets them: whatever is wrong with one, a `Problem` says so, and nothing is written.
@Suite struct ArchiveTests {
  static let batch = CIFAR10Tests.record(3) + CIFAR10Tests.record(9)
  static let test = CIFAR10Tests.record(1)

  private func load(_ bytes: [UInt8]) throws -> RawData {
    let folder = try Scratch()
    let path = try folder.write(bytes, to: "set.tar.gz")
    defer { #expect((try? Files.names(in: folder.path)) == ["set.tar.gz"]) }
    return try OfficialSets.family.make("cifar10", settings: [("path", .text(path))]).load(seed: 1)
  }

  private func complaint(_ bytes: [UInt8]) -> Problem { problem { _ = try load(bytes) } }

  /// One file of CIFAR-10 in an archive whose rest is `others`.
  private func archive(with others: [UInt8]) -> [UInt8] {
    Tape(name: "set/data_batch_1.bin", contents: Self.batch).bytes + others + Tape.end
  }

  // MARK: Sound ones

  @Test func batchesAreReadInTheirOrderWhateverTheArchives() throws {
    let whole = Tape.archive([
      ("set/test_batch.bin", Self.test), ("set/readme.html", [1, 2, 3]),
      ("set/data_batch_2.bin", Self.test), ("set/data_batch_1.bin", Self.batch),
    ])
    for bytes in [whole, gzip(whole)] {
      let data = try load(bytes)
      #expect(data.samples.targets == .classes([3, 9, 1, 1], count: 10) && data.ownTest == 3..<4)
      #expect(data.samples.shape == [32, 32, 3])
    }
  }

  @Test func longNamesOfBothKindsAreUnderstood() throws {
    let deep = String(repeating: "folder/", count: 30) + "data_batch_1.bin"
    let gnu =
      Tape(
        name: "././@LongLink", contents: Array(deep.utf8) + [0], flag: UInt8(ascii: "L"),
        magic: Array("ustar  ".utf8)
      )
      .bytes + Tape(name: String(deep.prefix(100)), contents: Self.batch, magic: Array("ustar  ".utf8)).bytes
      + Tape.end
    let record = "path=\(deep)\n"
    let length = record.utf8.count + 4
    let pax =
      Tape(name: "pax_global_header", contents: Array("11 a=bcdef\n".utf8), flag: UInt8(ascii: "g")).bytes
      + Tape(name: "x", contents: Array("\(length) \(record)".utf8), flag: UInt8(ascii: "x")).bytes
      + Tape(name: "short", contents: Self.batch).bytes + Tape.end
    let ustar =
      Tape(name: "data_batch_1.bin", contents: Self.batch, prefix: "a/rather/long/beginning").bytes + Tape.end
    for bytes in [gnu, pax, ustar] {
      #expect(try load(bytes).samples.targets == .classes([3, 9], count: 10))
    }
  }

  @Test func aSizeInAPaxRecordCounts() throws {
    let header = Tape(name: "x", contents: Array("13 size=6146\n".utf8), flag: UInt8(ascii: "x")).bytes
    let file = Tape(name: "data_batch_1.bin", contents: Self.batch, size: Array("00000000000\u{0}".utf8))
      .bytes
    #expect(Self.batch.count == 6146)
    #expect(try load(header + file + Tape.end).samples.count == 2)
  }

  // MARK: Hostile ones

  @Test(arguments: ["../data_batch_2.bin", "/etc/data_batch_2.bin", "a/../../data_batch_2.bin", "..", ""])
  func namesThatLeadOutsideAreRefused(name: String) {
    let found = complaint(archive(with: Tape(name: name, contents: Self.test).bytes))
    #expect(
      found.kind == .malformed
        && (found.message.contains("outside") || found.message.contains("without a name")))
  }

  @Test(arguments: [
    ("1", "a link"), ("2", "a link"), ("K", "a link"), ("3", "a device"), ("4", "a device"), ("6", "a pipe"),
    ("S", "unknown kind"),
  ])
  func whatIsNoPlainFileIsRefused(flag: Character, words: String) {
    let entry = Tape(name: "data_batch_2.bin", flag: flag.asciiValue ?? 0, link: "/etc/passwd")
    #expect(complaint(archive(with: entry.bytes)).message.contains(words))
  }

  @Test func aNameGivenTwiceIsRefused() {
    let found = complaint(archive(with: Tape(name: "other/data_batch_1.bin", contents: Self.test).bytes))
    #expect(found.message.contains("two files called data_batch_1.bin"))
  }

  @Test func sizesBeyondTheLimitAreRefusedBeforeAnythingIsRead() {
    let large = Tape(name: "data_batch_2.bin", size: Tape.octal(30_730_001, digits: 11) + [0])
    #expect(complaint(archive(with: large.bytes)).message.contains("at most 30,730,000"))
    let other = Tape(name: "film.mp4", size: Tape.octal(16_000_001, digits: 11) + [0])
    #expect(complaint(archive(with: other.bytes)).message.contains("other files"))
    let binary = Tape(name: "data_batch_2.bin", size: [0x80] + [UInt8](repeating: 0xFF, count: 11))
    #expect(complaint(archive(with: binary.bytes)).message.contains("declares a size"))
    let words = Tape(name: "data_batch_2.bin", size: Array("many bytes ".utf8) + [0])
    #expect(complaint(archive(with: words.bytes)).message.contains("declares a size"))
    let vast = Tape(
      name: "x", contents: Array("30 size=99999999999999999999\n".utf8), flag: UInt8(ascii: "x"))
    #expect(complaint(archive(with: vast.bytes)).kind == .malformed)
  }

  @Test(arguments: ["99 path=a\n", "5 a=b", "x path=a\n", "0 =\n", "999999999 a=b\n", "12 path=abcdefgh\n"])
  func damagedDescriptionsAreRefused(record: String) {
    let entry = Tape(name: "x", contents: Array(record.utf8), flag: UInt8(ascii: "x"))
    #expect(complaint(archive(with: entry.bytes)).message.contains("cannot be read"))
  }

  @Test func endlessDescriptionsAndEntriesAreRefused() {
    let long = Tape(name: "x", contents: [UInt8](repeating: 0x61, count: 70_000), flag: UInt8(ascii: "L"))
    #expect(complaint(archive(with: long.bytes)).message.contains("a description of 70,000 bytes"))
    let many = (0..<1001).flatMap { Tape(name: "\($0)").bytes }
    #expect(complaint(archive(with: many)).message.contains("more than 1,000 entries"))
  }

  @Test func aWrongHeaderChecksumIsDetected() {
    var entry = Tape(name: "data_batch_2.bin", contents: Self.test)
    entry.hasRightChecksum = false
    #expect(complaint(archive(with: entry.bytes)).message.contains("wrong checksum"))
    #expect(complaint(entry.bytes + Tape.end).message.contains("not a tar archive"))
    #expect(complaint(gzip(Array("hello, world".utf8))).message.contains("too short"))
  }

  @Test func aCutArchiveIsRefusedWhereverItIsCut() {
    let whole = Tape.archive([("set/data_batch_1.bin", Self.test)])
    for length in stride(from: 0, to: whole.count - 1024, by: 97) {
      #expect(complaint(gzip(Array(whole[..<length]))).kind == .malformed, "\(length)")
    }
    let packed = gzip(whole)
    for length in stride(from: 20, to: packed.count, by: 7) {
      #expect(complaint(Array(packed[..<length])).kind == .malformed, "\(length)")
    }
  }

  @Test func whatFollowsTheEndIsRefused() {
    let whole = archive(with: [])
    #expect(complaint(whole + [1]).message.contains("behind its end"))
    #expect(complaint(gzip(whole) + [1, 2, 3]).message.contains("goes on for 3 bytes"))
    #expect(complaint(gzip(whole + whole)).message.contains("behind its end"))
    var wrong = gzip(whole)
    wrong[wrong.count - 8] ^= 1
    #expect(complaint(wrong).message.contains("incorrect data check"))
  }

  @Test func aBombIsNotUnpacked() {
    let zeros = gzip(archive(with: []) + [UInt8](repeating: 0, count: 30_000_000))
    #expect(zeros.count < 100_000)
    let start = ContinuousClock.now
    #expect(complaint(zeros).message.contains("behind its end"))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func anArchiveOfSomethingElseIsExplained() {
    let found = complaint(gzip(Tape.archive([("cifar-10-batches-py/data_batch_1", [1])])))
    #expect(found.advice?.contains("cifar-10-binary.tar.gz") == true)
  }
}

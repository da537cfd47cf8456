import Basis
import DataSets
import Foundation
import LocalServer
import TestSupport
import Testing

/// Downloads from a server on this machine, honest and otherwise. Everything is small; the real data sets differ in their
/// descriptions alone.
@Suite struct FetchTests {
  static let first = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
  static let second = Array("the labels".utf8)

  /// Two files, kept as they are.
  static func release(_ addresses: [String]) -> Release {
    Release(
      title: "a test",
      files: [
        .init("first.bin", bytes: first.count, sha256: SHA256.hex(first)),
        .init("second.bin", bytes: second.count, sha256: SHA256.hex(second)),
      ], addresses: addresses, facts: Facts(origin: "a test"))
  }

  static let archive = gzip(
    Tape.archive([("set/a.bin", first), ("set/b.bin", second), ("set/read.me", [1])]))

  /// One archive of which two files are kept.
  static func packed(_ addresses: [String], holding archive: [UInt8] = archive) -> Release {
    Release(
      title: "a test", files: [.init("set.tar.gz", bytes: archive.count, sha256: SHA256.hex(archive))],
      addresses: addresses,
      members: [.init("a.bin", bytes: first.count), .init("b.bin", bytes: second.count)],
      facts: Facts(origin: "a test"))
  }

  static func honest() throws -> LocalServer { try LocalServer { honestly($0) } }

  static func honestly(_ request: LocalServer.Request) -> LocalServer.Answer {
    switch request.path.split(separator: "/").last {
    case "first.bin": .init(file: first, for: request)
    case "second.bin": .init(file: second, for: request)
    case "set.tar.gz": .init(file: archive, for: request)
    default: .init(status: 404)
    }
  }

  private let folder: Scratch
  private let cache: DataCache

  init() throws {
    folder = try Scratch()
    cache = DataCache(folder: folder.path + "/cache")
  }

  private func fetch(_ release: Release, mirror: String? = nil, isStopped: @escaping () -> Bool = { false })
    throws
    -> Fetch.Outcome
  {
    try Fetch("set", release, into: cache, mirror: mirror, isStopped: isStopped).run()
  }

  private func bytes(_ path: String) throws -> [UInt8] { try Files.read("\(folder.path)/cache/\(path)") }

  private var left: [String] {
    get throws { try Files.names(in: folder.path + "/cache") }
  }

  // MARK: What should come

  @Test func filesComeOnceAndAreTheOnesThatWerePublished() throws {
    let server = try Self.honest()
    #expect(try fetch(Self.release([server.address])) == .fetched)
    #expect(try bytes("set/first.bin") == Self.first && bytes("set/second.bin") == Self.second)
    #expect(try left == ["set"])
    #expect(try fetch(Self.release([server.address])) == .wasThere)
    #expect(server.requests.map(\.path) == ["/first.bin", "/second.bin"])
  }

  @Test func anArchiveLeavesItsWantedFilesAndNothingElse() throws {
    let server = try Self.honest()
    #expect(try fetch(Self.packed([server.address])) == .fetched)
    #expect(try Files.names(in: folder.path + "/cache/set") == ["a.bin", "b.bin"])
    #expect(try bytes("set/a.bin") == Self.first && bytes("set/b.bin") == Self.second)
    #expect(try left == ["set"])
  }

  @Test func aMirrorIsAskedInPlaceOfThePublisher() throws {
    let server = try Self.honest()
    #expect(try fetch(Self.release(["http://127.0.0.1:1"]), mirror: server.address + "/") == .fetched)
    #expect(server.requests.map(\.path) == ["/set/first.bin", "/set/second.bin"])
  }

  @Test func aFolderCanBeTheMirror() throws {
    try folder.write(Self.archive, to: "mirror/set/set.tar.gz")
    #expect(
      try fetch(Self.packed(["http://127.0.0.1:1"]), mirror: "file://\(folder.path)/mirror") == .fetched)
    #expect(try bytes("set/b.bin") == Self.second)
    let missing = problem {
      _ = try Fetch(
        "other", Self.packed(["http://127.0.0.1:1"]), into: cache, mirror: "file://\(folder.path)/mirror"
      ).run()
    }
    #expect(missing.message.contains("has no such file"))
    #expect(
      problem { _ = try Fetch("other", Self.packed([]), into: cache, mirror: "ftp://x").run() }.message
        .contains("DESCENT_MIRROR must begin with"))
  }

  @Test func redirectionsAreFollowedToTheFile() throws {
    let server = try LocalServer { request in
      request.path.hasPrefix("/real/")
        ? Self.honestly(request) : .init(status: 302, headers: ["Location: /real\(request.path)"])
    }
    #expect(try fetch(Self.packed([server.address])) == .fetched)
  }

  @Test func whereOneAddressFailsTheNextIsAsked() throws {
    let server = try Self.honest()
    var failures: [String] = []
    let lame = try LocalServer { _ in .init(status: 404) }
    let release = Self.packed([lame.address, server.address])
    let fetch = Fetch("set", release, into: cache, isStopped: { false }) { event in
      if case .fails(let problem) = event { failures.append(problem.message) }
    }
    #expect(try fetch.run() == .fetched)
    #expect(failures.count == 1 && failures[0].contains("no such file (404)"))
  }

  @Test func anIncompleteFolderIsReplacedAndACompleteOneIsNot() throws {
    let server = try Self.honest()
    try folder.write([1, 2, 3], to: "cache/set/first.bin")
    let release = Self.release([server.address])
    #expect(cache.standing(of: "set", release) == .incomplete("first.bin has 3 bytes instead of 300,000"))
    #expect(try fetch(release) == .fetched)
    #expect(cache.standing(of: "set", release) == .present)
  }

  // MARK: Stopping and going on

  @Test func aBrokenConnectionIsGoneOnWithWhereItBroke() throws {
    let server = try LocalServer { request in
      var answer = Self.honestly(request)
      if request.start == nil, request.path.hasSuffix("first.bin") {
        answer.body = Array(answer.body[..<100_000])
      }
      return answer
    }
    let broken = problem { _ = try fetch(Self.release([server.address])) }
    #expect(broken.message.contains("broke off") && broken.message.contains("100 kB of 300 kB are kept"))
    #expect(try bytes("set.part/first.bin.part") == Array(Self.first[..<100_000]))
    #expect(!Files.exists(folder.path + "/cache/set"))
    #expect(try fetch(Self.release([server.address])) == .fetched)
    #expect(server.requests.map(\.start) == [nil, 100_000, nil])
    #expect(try bytes("set/first.bin") == Self.first)
  }

  @Test func aServerThatCannotGoOnBeginsAnew() throws {
    let server = try LocalServer { request in
      request.path.hasSuffix("first.bin") ? .init(Self.first) : Self.honestly(request)
    }
    try folder.write(Array(Self.first[..<50_000]), to: "cache/set.part/first.bin.part")
    #expect(try fetch(Self.release([server.address])) == .fetched)
    #expect(server.requests.map(\.start) == [50_000, nil, nil])
    #expect(try bytes("set/first.bin") == Self.first)
  }

  @Test func aPartThatIsTooLongIsNotTrusted() throws {
    let server = try Self.honest()
    try folder.write(Self.first + [0], to: "cache/set.part/first.bin.part")
    try folder.write(Array("the lapels".utf8), to: "cache/set.part/second.bin")
    #expect(try fetch(Self.release([server.address])) == .fetched)
    #expect(try bytes("set/first.bin") == Self.first && bytes("set/second.bin") == Self.second)
  }

  @Test func stoppingKeepsWhatCameAndASilentServerDoesNotHoldItUp() throws {
    let server = try LocalServer { request in
      var answer = Self.honestly(request)
      if request.start == nil {
        answer.body = Array(answer.body.prefix(64_000))
        answer.stalls = true
      }
      return answer
    }
    let part = folder.path + "/cache/set.part/set.tar.gz.part"
    let release = Self.packed([server.address])
    let most = min(64_000, Self.archive.count)
    let stopped = problem {
      _ = try fetch(release) { Files.exists(part) && ((try? Files.size(of: part)) ?? 0) >= most }
    }
    #expect(stopped.kind == .interrupted && stopped.message.contains("are kept"))
    #expect(try bytes("set.part/set.tar.gz.part") == Array(Self.archive[..<most]))
    #expect(!Files.exists(folder.path + "/cache/set"))
  }

  @Test func twoAtOnceDoNotMeet() throws {
    let server = try Self.honest()
    try folder.write([1], to: "cache/other/file")
    let descriptor = open(folder.path + "/cache", O_RDONLY)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let found = problem { _ = try fetch(Self.packed([server.address])) }
    #expect(found.message.contains("another descent is fetching"))
    #expect(server.requests.isEmpty)
    close(descriptor)
    #expect(try fetch(Self.packed([server.address])) == .fetched)
  }

  // MARK: What should not come

  @Test func aWrongChecksumDeletesWhatCame() throws {
    var wrong = Self.archive
    wrong[wrong.count / 2] ^= 1
    let bytes = wrong
    let server = try LocalServer { .init(file: bytes, for: $0) }
    let found = problem { _ = try fetch(Self.packed([server.address])) }
    #expect(
      found.message.contains("SHA-256") && found.message.contains("deleted") && found.kind == .malformed)
    #expect(try left == ["set.part"])
    #expect(try Files.names(in: folder.path + "/cache/set.part").isEmpty)
  }

  @Test func morethanWasPublishedIsNotTakenWhetherDeclaredOrNot() throws {
    let declared = try LocalServer { _ in .init(Self.archive + [0]) }
    let longer = problem { _ = try fetch(Self.packed([declared.address])) }
    #expect(longer.message.contains("longer file"), "\(longer.message)")
    let endless = try LocalServer { _ in
      var answer = LocalServer.Answer(Self.archive)
      (answer.length, answer.isEndless) = (nil, true)
      return answer
    }
    let more = problem { _ = try fetch(Self.packed([endless.address])) }
    #expect(more.message.contains("sends more than"), "\(more.message)")
    #expect(try Files.names(in: folder.path + "/cache/set.part").isEmpty)
  }

  @Test func aWholeAnswerThatIsTooShortIsAnotherFile() throws {
    let server = try LocalServer { _ in .init(Array("<html>Please log in.</html>".utf8)) }
    let found = problem { _ = try fetch(Self.packed([server.address])) }
    #expect(found.message.contains("sent 27 bytes where set.tar.gz has"), "\(found.message)")
    #expect(try Files.names(in: folder.path + "/cache/set.part").isEmpty)
  }

  @Test(arguments: [
    (404, "has no such file (404)"), (403, "does not give the file away (403)"), (429, "asked too often"),
    (503, "is in trouble (503)"), (418, "error 418"),
  ])
  func refusalsAreSaidInWords(status: Int, words: String) throws {
    let server = try LocalServer { _ in .init(status: status) }
    let found = problem { _ = try fetch(Self.packed([server.address])) }
    #expect(found.message.contains(words), "\(found.message)")
    #expect(found.message.hasPrefix("127.0.0.1:\(server.port) "))
  }

  @Test func redirectionsLeadNeitherInCirclesNorToThisMachinesFiles() throws {
    let circle = try LocalServer { .init(status: 302, headers: ["Location: \($0.path)"]) }
    #expect(problem { _ = try fetch(Self.packed([circle.address])) }.message.contains("in circles"))
    let trap = try LocalServer { _ in .init(status: 302, headers: ["Location: file:///etc/passwd"]) }
    #expect(
      problem { _ = try fetch(Self.packed([trap.address])) }.message.contains(
        "leads to an address that is not taken"))
  }

  @Test func nobodyThereIsSaidInWords() throws {
    let server = try Self.honest()
    let address = server.address
    server.close()
    #expect(problem { _ = try fetch(Self.packed([address])) }.message.contains("does not answer"))
    #expect(
      problem { _ = try fetch(Self.packed(["https://nobody.invalid"])) }.message.contains("cannot be found"))
  }

  @Test func anArchiveThatLacksWhatIsNeededGetsNoPlace() throws {
    let poor = gzip(Tape.archive([("set/a.bin", Self.first)]))
    let server = try LocalServer { .init(file: poor, for: $0) }
    let found = problem { _ = try fetch(Self.packed([server.address], holding: poor)) }
    #expect(found.message.contains("holds no b.bin"), "\(found.message)")
    #expect(try left == ["set.part"])
  }

  @Test func aFolderThatCannotBeIsSaid() throws {
    let file = try folder.write("", to: "file")
    let found = problem {
      _ = try Fetch("set", Self.packed([]), into: DataCache(folder: file + "/cache")).run()
    }
    #expect(found.message.contains("cannot be made") && found.advice?.contains("XDG_CACHE_HOME") == true)
    #expect(
      problem { _ = try Fetch("set", Self.packed([]), into: DataCache(folder: nil)).run() }.message
        .contains("no folder"))
  }

  @Test func whatNoDiskHoldsIsNotBegun() throws {
    let server = try Self.honest()
    let sum = SHA256.hex([])
    let vast = Release(
      title: "a test", files: [.init("vast.bin", bytes: 1 << 60, sha256: sum)], addresses: [server.address],
      facts: Facts(origin: "a test"))
    let found = problem { _ = try fetch(vast) }
    #expect(found.message.contains("more while it is fetched"), "\(found.message)")
    #expect(server.requests.isEmpty)
  }
}

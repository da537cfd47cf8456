import Basis
import Foundation

/// Brings an official data set into the cache. What is there at any moment is either complete or apart: files come into
/// `NAME.part` beside the final folder, are checked there, unpacked there, and get their place by one renaming at the
/// end.
package struct Fetch {
  package enum Event {
    /// `from` bytes of it are here already.
    case begins(Release.File, from: Int, address: String)
    case has(Release.File, Int)
    /// Another address is tried, or the same from the beginning.
    case fails(Problem)
    case checks(Release.File)
    case unpacks
  }

  package enum Outcome: Equatable {
    case wasThere
    case fetched
  }

  let name: String
  let release: Release
  let cache: DataCache
  /// Asked in place of the published addresses: a folder on the web, or `file:///…`, with a folder for each data set.
  let mirror: String?
  let isStopped: () -> Bool
  let report: (Event) -> Void

  package init(
    _ name: String, _ release: Release, into cache: DataCache, mirror: String? = nil,
    isStopped: @escaping () -> Bool = { false }, report: @escaping (Event) -> Void = { _ in }
  ) {
    self.name = name
    self.release = release
    self.cache = cache
    self.mirror = mirror
    self.isStopped = isStopped
    self.report = report
  }

  package func run() throws -> Outcome {
    guard let folder = cache.folder, let place = cache.path(of: name) else {
      throw Problem("there is no folder to keep fetched data in", advice: "XDG_CACHE_HOME can name one")
    }
    let addresses = try self.addresses()
    if cache.standing(of: name, release) == .present { return .wasThere }
    try makeFolder(folder)
    let lock = try self.lock(folder)
    defer { lock.release() }
    // Between the first look and the lock, another may have finished.
    if cache.standing(of: name, release) == .present { return .wasThere }
    let part = place + ".part"
    try makeFolder(part)
    try checkRoom(in: part)
    for file in release.files { try obtain(file, into: part, from: addresses) }
    var ready = part
    if !release.members.isEmpty {
      report(.unpacks)
      ready = part + "/unpacked"
      try unpack("\(part)/\(release.files[0].name)", into: ready)
    }
    try move(ready, to: place)
    if FileManager.default.fileExists(atPath: part) { try removeAll(part) }
    return .fetched
  }

  /// One process at a time fetches into the cache.
  private func lock(_ folder: String) throws -> FileLock {
    do {
      return try FileLock(folder, flags: O_RDONLY | O_DIRECTORY)
    } catch .held {
      throw Problem(
        "another descent is fetching into \(Files.shown(folder)) at this moment",
        advice: "wait until it has finished; nothing is lost")
    } catch {
      throw Problem("the folder \(Files.shown(folder)) cannot be locked: \(error.reason)")
    }
  }

  /// The folders to ask, in turn.
  private func addresses() throws -> [String] {
    guard let mirror, !mirror.isEmpty else { return release.addresses }
    guard ["https://", "http://", "file:///"].contains(where: mirror.hasPrefix) else {
      throw Problem(
        "DESCENT_MIRROR must begin with https://, http:// or file:///, got \(Files.shown(mirror))",
        advice: "unset DESCENT_MIRROR asks \(release.addresses.map(Release.host).joined(separator: ", "))",
        kind: .missingInput)
    }
    return [(mirror.hasSuffix("/") ? String(mirror.dropLast()) : mirror) + "/" + name]
  }

  // MARK: One file

  /// Ends with the file in the folder and its checksum right.
  private func obtain(_ file: Release.File, into folder: String, from addresses: [String]) throws {
    let (path, part) = ("\(folder)/\(file.name)", "\(folder)/\(file.name).part")
    if Files.exists(path) {
      if try isRight(path, file) { return }
      try Download.remove(path)
    }
    var last: Problem?
    var queue = addresses[...]
    while let address = queue.first {
      do {
        try download(file, from: "\(address)/\(file.name)", part)
        guard try isRight(part, file) else {
          try Download.remove(part)
          throw AddressFailure(
            problem: Problem(
              "what came from \(Release.host(of: address)) is not \(file.name): its SHA-256 checksum differs from the "
                + "published one, and so it was deleted",
              advice:
                "data fetch \(name) tries again; the checksum should begin with \(file.sha256?.prefix(12) ?? "")",
              kind: .malformed))
        }
        return try rename(part, to: path)
      } catch let failure as AddressFailure {
        last = failure.problem
        if !failure.mayHaveTheWhole { queue = queue.dropFirst() }
        if !queue.isEmpty { report(.fails(failure.problem)) }
      }
    }
    if var last {
      let elsewhere = release.members.isEmpty ? "data \(name) FOLDER" : "data \(name) \(file.name)"
      last.advice =
        last.advice
        ?? "the same command tries again; or fetch it by any other way, and \(elsewhere) reads it: "
        + "\(release.addresses[0])/\(file.name)"
      throw last
    }
  }

  private func download(_ file: Release.File, from address: String, _ part: String) throws {
    let have = Files.exists(part) ? try Files.size(of: part) : 0
    report(.begins(file, from: min(have, file.bytes), address: address))
    try Download(file: file, address: address, part: part).run(isStopped: isStopped) {
      report(.has(file, $0))
    }
  }

  private func isRight(_ path: String, _ file: Release.File) throws -> Bool {
    guard try Files.size(of: path) == file.bytes else { return false }
    report(.checks(file))
    var sum = SHA256()
    try Files.pieces(of: path) { piece in
      try goOn()
      sum.add(piece)
    }
    return sum.hex() == file.sha256
  }

  // MARK: The whole

  private func unpack(_ archive: String, into folder: String) throws {
    if Files.exists(folder) { try removeAll(folder) }
    try makeFolder(folder)
    var target: WrittenFile?
    try TarReader.read(
      ByteReader(path: archive), wanted: Set(release.members.map(\.name)),
      limit: release.members.map(\.bytes).max() ?? 0
    ) { name, piece in
      try goOn()
      let path = "\(folder)/\(name)"
      if target?.path != path {
        try target?.finish()
        target = try WrittenFile(path)
      }
      try target?.write(piece[...])
    }
    try target?.finish()
    for member in release.members {
      let path = "\(folder)/\(member.name)"
      let size = Files.exists(path) ? try Files.size(of: path) : nil
      guard size == member.bytes else {
        throw Problem(
          "\(release.files[0].name) holds \(size.map { "\(Numbers.grouped($0)) bytes of" } ?? "no") \(member.name), and "
            + "\(Numbers.grouped(member.bytes)) bytes are needed", kind: .malformed)
      }
    }
  }

  /// What may lie at the final place is incomplete, or this would not run.
  private func move(_ folder: String, to place: String) throws {
    if Files.exists(place) { try removeAll(place) }
    try rename(folder, to: place)
  }

  private func checkRoom(in folder: String) throws {
    let here = try Files.names(in: folder).reduce(0) { sum, name in
      let path = "\(folder)/\(name)"
      return sum + (Files.isFolder(path) ? 0 : try Files.size(of: path))
    }
    let needed = release.bytes - here + release.members.reduce(0) { $0 + $1.bytes }
    var disk = statvfs()
    // Where it cannot be asked, writing will tell.
    guard statvfs(folder, &disk) == 0 else { return }
    let (free, overflows) = Int(disk.f_bavail).multipliedReportingOverflow(by: Int(disk.f_frsize))
    guard !overflows, free < needed else { return }
    throw Problem(
      "\(name) needs \(Numbers.bytes(needed)) more while it is fetched, and the disk with \(Files.shown(folder)) has "
        + "\(Numbers.bytes(free)) left",
      advice: "make room, or let XDG_CACHE_HOME name a folder on another disk")
  }

  private func goOn() throws {
    if isStopped() {
      throw Problem(
        "stopped: what was fetched is kept, and the same command goes on from there", kind: .interrupted)
    }
  }

  private func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Problem(
        "the folder \(Files.shown(path)) cannot be made: \(error.localizedDescription)",
        advice: "XDG_CACHE_HOME names the folder that fetched data is kept in")
    }
  }

  private func removeAll(_ path: String) throws {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw Problem("\(Files.shown(path)) cannot be removed: \(error.localizedDescription)")
    }
  }

  private func rename(_ path: String, to place: String) throws {
    guard Foundation.rename(path, place) == 0 else {
      throw Problem(
        "\(Files.shown(path)) cannot be given its place \(Files.shown(place)): \(String(cString: strerror(errno)))"
      )
    }
  }
}

import Basis
import Foundation

/// Where the store lies, and what lies beside it.
package struct RunFiles: Equatable, Sendable {
  /// SQLite's own companions of a database: nothing, its log, and the index of that.
  static let names = ["", "-wal", "-shm"]

  package let folder: String

  package init(folder: String) { self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder }

  package var path: String { folder + "/runs.sqlite" }

  /// For the learner's eyes alone, like their history.
  func makeFolder() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Renames what cannot be understood, so that nothing is lost and a new store can begin. Returns its new name.
  func setAside() throws -> String {
    let endings = [".damaged"] + (2...99).map { ".damaged-\($0)" }
    guard
      let free = endings.map({ path + $0 }).first(where: { !FileManager.default.fileExists(atPath: $0) })
    else { throw CocoaError(.fileWriteFileExists) }
    for suffix in RunFiles.names where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.moveItem(atPath: path + suffix, toPath: free + suffix)
    }
    return free
  }
}

/// Tells one file from another of the same name.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(facts)
  }

  init(_ facts: stat) {
    device = UInt64(truncatingIfNeeded: facts.st_dev)
    number = UInt64(truncatingIfNeeded: facts.st_ino)
  }
}

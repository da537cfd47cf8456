import Basis
import Foundation
import GRDB

/// What can be wrong with a store, and what to do about it.
enum StoreTrouble: Equatable {
  case locked, readOnly, full, damaged, newer
  /// The database is sound, and something in it is not ours.
  case edited(StoredRow.Fault)
  case other(String)

  init(_ error: any Error) {
    switch error {
    case is RunStore.Superseded: self = .newer
    case let fault as StoredRow.Fault: self = .edited(fault)
    case let error as DatabaseError: self.init(error)
    case let error as CocoaError: self.init(error)
    default: self = .other(error.localizedDescription)
    }
  }

  private init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_FULL: self = .full
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
    default: self = .other(error.message ?? "\(error.resultCode)")
    }
  }

  private init(_ error: CocoaError) {
    switch error.code {
    case .fileWriteOutOfSpace: self = .full
    case .fileWriteNoPermission, .fileWriteVolumeReadOnly, .fileReadNoPermission, .fileNoSuchFile,
      .fileReadNoSuchFile, .fileWriteFileExists:
      self = .readOnly
    default:
      // What Foundation has no code for carries the system's reason, or none at all: a file where a folder should be.
      guard let cause = error.underlying as? POSIXError else {
        self = .readOnly
        return
      }
      switch cause.code {
      case .ENOSPC, .EDQUOT: self = .full
      case .EACCES, .EPERM, .EROFS, .ENOENT, .ENOTDIR, .EISDIR, .EEXIST: self = .readOnly
      default: self = .other(String(cString: strerror(cause.code.rawValue)))
      }
    }
  }

  func problem(_ path: String, doing what: String = "runs are not being recorded") -> Problem {
    // Reading and deleting need no explanation of what happens to the runs.
    let waits = what.hasSuffix("being recorded") ? "; they wait in memory and are written once it can be" : ""
    return switch self {
    case .locked:
      Problem(
        "\(what): another program holds \(path)\(waits)",
        advice: "close what has the file open for long; several labs at once are no trouble")
    case .readOnly:
      Problem(
        "\(what): \(path) cannot be opened\(waits.isEmpty ? "" : " for writing")\(waits)",
        advice: "make file and folder writable, or set XDG_DATA_HOME to a folder that is", kind: .missingInput
      )
    case .full:
      Problem(
        "\(what): no room for \(path)\(waits)",
        advice: "make room on the disk, or runs delete what is not needed any more")
    case .damaged:
      Problem(
        "\(what): \(path) is damaged and cannot be set aside",
        advice: "move the file away; a new one begins by itself", kind: .malformed)
    case .newer:
      Problem(
        "\(what): \(path) was written by a later version of Descent", advice: "use that version for it",
        kind: .malformed)
    case .edited(let fault):
      Problem("\(what): in \(path), \(fault.sentence)", advice: fault.remedy, kind: .malformed)
    case .other(let reason):
      Problem("\(what): \(path): \(reason)\(waits)", advice: "see that the folder is in order")
    }
  }
}

import Basis
import Foundation

/// A folder for what a study has worked out while it is not finished. Its files are there whole or not at all, and only
/// one process at a time has it open. Threads may share it, as long as no two of them write the same file.
package final class StudyFolder: Sendable {
  package let path: String
  private let lock: FileLock

  private static let lockName = "lock"
  private static let mark = Array("DESCENT1".utf8)
  package static let mostBytes = 2_000_000_000

  private init(_ path: String, lock: FileLock) {
    self.path = path
    self.lock = lock
  }

  deinit { lock.release() }

  /// Nil if the folder is not there and not to be made. Throws a `Problem` if another process has it, or it cannot be used.
  package static func open(_ path: String, creating: Bool) throws -> StudyFolder? {
    let file = path + "/" + lockName
    // Whoever had it may be deleting it at this moment.
    for _ in 0..<8 {
      if creating {
        do {
          try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
          throw StudyFolder.unusable(path, StudyFolder.reason(error))
        }
      } else if !FileManager.default.fileExists(atPath: path) {
        return nil
      }
      let lock: FileLock
      do {
        lock = try FileLock(file, flags: O_RDWR | O_CREAT | O_NOFOLLOW)
      } catch .refused(code: ENOENT) {
        continue
      } catch .held {
        throw Problem("another process is running the same study")
      } catch {
        throw unusable(path, error.reason)
      }
      if FileIdentity(file) == FileIdentity(descriptor: lock.descriptor) {
        return StudyFolder(path, lock: lock)
      }
      lock.release()
    }
    throw unusable(path, "it comes and goes")
  }

  static func unusable(_ path: String, _ reason: String) -> Problem {
    Problem("\(path) cannot be used: \(reason)", kind: .missingInput)
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// What the system said, which Foundation wraps.
  private static func reason(_ error: any Error) -> String {
    let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    return (inner as? POSIXError).map { reason($0.code.rawValue) } ?? inner.localizedDescription
  }

  // MARK: Files

  /// Nil if there is no such file. Throws a `Problem` for one that is not as it was written.
  package func read(_ name: String) throws -> [UInt8]? {
    let file = path + "/" + name
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    } catch {
      throw StudyFolder.unusable(file, error.localizedDescription)
    }
    let head = StudyFolder.mark.count + 8
    guard bytes.count >= head, bytes.count <= StudyFolder.mostBytes, bytes.starts(with: StudyFolder.mark),
      Array(bytes[(head - 8)..<head]) == StudyFolder.sum(Array(bytes[head...]))
    else { throw Problem("\(file) is damaged", kind: .malformed) }
    return Array(bytes[head...])
  }

  /// Takes the place of a file of that name in one go, also where the power fails.
  package func write(_ content: Data, to name: String) throws {
    let (file, draft) = (path + "/" + name, path + "/" + name + ".new")
    let bytes = [UInt8](content)
    let target = Foundation.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else { throw StudyFolder.unusable(path, StudyFolder.reason(errno)) }
    var isWritten = false
    defer {
      close(target)
      if !isWritten { unlink(draft) }
    }
    for part in [StudyFolder.mark, StudyFolder.sum(bytes), bytes] {
      try part.withUnsafeBytes { try StudyFolder.write($0, to: target, at: path) }
    }
    // What is renamed must be on the disk before its new name is.
    guard fsync(target) == 0, rename(draft, file) == 0 else {
      throw StudyFolder.unusable(path, StudyFolder.reason(errno))
    }
    isWritten = true
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to target: Int32, at path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(target, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unusable(path, reason(errno)) }
      rest = rest.dropFirst(count)
    }
  }

  private static func sum(_ bytes: [UInt8]) -> [UInt8] {
    let value = Fingerprint(bytes).value
    return (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  package func remove(_ name: String) { unlink(path + "/" + name) }

  /// Names of files that begin so.
  package func names(beginning prefix: String) -> [String] {
    let names = FileManager.default.subpaths(atPath: path) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0 != StudyFolder.lockName }
  }

  /// Everything but the lock.
  package func clear() { names(beginning: "").forEach(remove) }

  /// The folder too; nothing can be written any more.
  package func delete() {
    clear()
    remove(StudyFolder.lockName)
    rmdir(path)
  }

  // MARK: What nobody came back for

  package static let keptDays = 60.0

  /// Deletes studies that nobody has gone on with for a long time; studies are the folders of `parent`.
  package static func deleteAbandoned(in parent: String, now: Date) {
    for name in FileManager.default.subpaths(atPath: parent) ?? []
    where name.count == nameLength && name.allSatisfy(\.isHexDigit) {
      let path = parent + "/" + name
      do {
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        guard let date, now.timeIntervalSince(date) > keptDays * 86_400 else { continue }
        try open(path, creating: false)?.delete()
      } catch {
        // One that somebody has open, or that cannot be opened, is left as it is.
        continue
      }
    }
  }

  /// A study's name is the beginning of a checksum.
  package static let nameLength = 32
}

extension FileIdentity {
  init?(descriptor: Int32) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.init(facts)
  }
}

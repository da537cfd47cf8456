import Basis
import Foundation

/// A file that is being written, with every way it can fail said in words.
final class WrittenFile {
  let path: String
  private let descriptor: Int32

  /// Goes on at the end of the file, which is made where it is missing.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw WrittenFile.problem(errno, path) }
  }

  deinit { close(descriptor) }

  func write(_ bytes: ArraySlice<UInt8>) throws {
    try bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          throw WrittenFile.problem(errno, path)
        }
      }
    }
  }

  /// Waits until the disk has it: a name should not stand for data that a power cut can take.
  func finish() throws {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw WrittenFile.problem(errno, path)
    }
  }

  private static func problem(_ code: Int32, _ path: String) -> Problem {
    switch code {
    case ENOSPC, EDQUOT:
      Problem(
        "the disk is full: \(Files.shown(path)) cannot grow",
        advice: "make room; what is there stays, and the same command goes on from it")
    case EACCES, EPERM, EROFS:
      Problem(
        "\(Files.shown(path)) may not be written",
        advice: "XDG_CACHE_HOME names the folder that fetched data is kept in")
    default: Problem("\(Files.shown(path)) cannot be written: \(String(cString: strerror(code)))")
    }
  }
}

import Basis
import CSubprocess
import Foundation

/// A program whose output is read while it runs.
final class Subprocess {
  enum Piece {
    case bytes(Int)
    /// Nothing came in time.
    case nothing
    case end
  }

  private let started: subprocess
  private var code: Int32?

  /// Throws a `Problem` if there is no such program.
  init(_ words: [String], purpose: String) throws {
    let pointers = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var started = subprocess()
    let failure = subprocess_start(pointers, &started)
    guard failure == 0 else {
      throw Problem(
        failure == ENOENT
          ? "\(words[0]) is not installed, and \(purpose)"
          : "\(words[0]) cannot be started: \(String(cString: strerror(failure)))", kind: .missingInput)
    }
    self.started = started
  }

  deinit {
    _ = stop()
    close(started.output)
    close(started.complaints)
  }

  /// What it has written to its standard output; waits a while for it.
  func read(into buffer: inout [UInt8], milliseconds: Int32) -> Piece {
    var source = pollfd(fd: started.output, events: Int16(POLLIN), revents: 0)
    // An interrupted wait is as good as one in which nothing came.
    guard poll(&source, 1, milliseconds) > 0 else { return .nothing }
    let count = buffer.withUnsafeMutableBytes { Foundation.read(started.output, $0.baseAddress, $0.count) }
    if count < 0 { return errno == EINTR || errno == EAGAIN ? .nothing : .end }
    return count == 0 ? .end : .bytes(count)
  }

  /// The beginning of what it wrote to its standard error; to be read once its output has ended.
  func complaint() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes {
      Foundation.read(started.complaints, $0.baseAddress, $0.count)
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// Its exit code, or the negative number of the signal that ended it, once it has ended.
  func wait() -> Int32 {
    if let code { return code }
    let code = subprocess_wait(started.process)
    self.code = code
    return code
  }

  func stop() -> Int32 {
    if code == nil { kill(started.process, SIGTERM) }
    return wait()
  }
}

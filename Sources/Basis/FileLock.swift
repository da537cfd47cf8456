import Foundation

/// A file or a folder that one process at a time holds. The system lets go of it when the process ends, however it ends.
package struct FileLock: Sendable {
  package enum Failure: Error, Equatable {
    /// Another process has it.
    case held
    /// It cannot be opened or locked, as the system says.
    case refused(code: Int32)

    /// In words, for whoever cannot have it.
    package var reason: String {
      switch self {
      case .held: "another process has it"
      case .refused(let code): String(cString: strerror(code))
      }
    }
  }

  /// Of what is held; its name may have come to mean another file.
  package let descriptor: Int32

  /// - Parameter flags: for `open`. What they create is for its owner alone.
  package init(_ path: String, flags: Int32) throws(Failure) {
    descriptor = open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .refused(code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK ? .held : .refused(code: code)
    }
  }

  /// To be called once. Unlocks before it closes: a child process that is just starting may hold a copy of the descriptor,
  /// and with it the lock, for a moment.
  package func release() {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

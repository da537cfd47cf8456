import Basis
import Foundation

/// One process at a time works in a folder. The system releases the lock when the process ends, however it ends.
final class FolderLock {
  private let descriptor: Int32

  /// Throws a `Problem` if another process has it.
  init(_ folder: String, purpose: String) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Problem("cannot open the folder \(Files.shown(folder)): \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      throw Problem(
        code == EWOULDBLOCK
          ? "another descent is \(purpose) into \(Files.shown(folder)) at this moment"
          : "the folder \(Files.shown(folder)) cannot be locked: \(String(cString: strerror(code)))",
        advice: "wait until it has finished; nothing is lost")
    }
  }

  /// Unlocks before it closes: a child process that is just starting may hold a copy of the descriptor for a moment.
  func release() {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

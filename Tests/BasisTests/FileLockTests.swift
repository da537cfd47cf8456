import Basis
import Foundation
import Testing

@Suite struct FileLockTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent(
    "descent-lock-" + UUID().uuidString
  ).path

  private func lock(creating: Bool = true) throws(FileLock.Failure) -> FileLock {
    try FileLock(path, flags: O_RDWR | (creating ? O_CREAT : 0))
  }

  @Test func oneAtATimeHasIt() throws {
    defer { unlink(path) }
    let first = try lock()
    #expect(throws: FileLock.Failure.held) { try lock() }
    first.release()
    try lock().release()
  }

  /// A process that is being started holds copies of all descriptors until it has become another program.
  @Test func aCopyThatAChildStillHoldsDoesNotKeepItLocked() throws {
    defer { unlink(path) }
    let first = try lock()
    let copy = dup(first.descriptor)
    first.release()
    try lock().release()
    close(copy)
  }

  @Test func whatCannotBeOpenedIsRefusedWithTheReason() {
    #expect(throws: FileLock.Failure.refused(code: ENOENT)) { try lock(creating: false) }
    #expect(FileLock.Failure.refused(code: ENOENT).reason == "No such file or directory")
  }
}

import Foundation

/// A folder of its own for one test, gone afterwards.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/descent-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }

  struct File {
    let path: String
    var readingHandle: FileHandle? { FileHandle(forReadingAtPath: path) }
    var writingHandle: FileHandle? { FileHandle(forWritingAtPath: path) }
  }

  /// Makes a file, and the folders on its way.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8] = []) throws -> File {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return File(path: url.path)
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> File { try file(name, Array(text.utf8)) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
  }
}

import Basis
import CReadline
import Foundation

/// What was typed, in this session and in earlier ones. Each entry is appended to the file at once, so that sessions
/// side by side keep each other's.
struct LineHistory {
  static let standardSize = 10_000

  /// Nil keeps the history for this session only.
  private let file: String?
  private let size: Int
  private var reportsFailure = true

  init(folder: String, environment: [String: String]) {
    let chosen = environment["DESCENT_HISTORY"] ?? folder + "/history"
    file = chosen.isEmpty ? nil : chosen
    size = min(
      1_000_000,
      environment["DESCENT_HISTSIZE"].flatMap(Int.init).map { max(0, $0) } ?? LineHistory.standardSize)
  }

  /// Returns what to tell when the file cannot be used.
  mutating func load() -> String? {
    history_limit(Int32(size))
    guard let file else { return nil }
    let code = history_load(file)
    if code != 0, code != ENOENT {
      reportsFailure = false
      return complaint(file, code)
    }
    history_shorten_file(file, Int32(size))
    return nil
  }

  /// Keeps a line out that begins with a blank, or that repeats the one before.
  mutating func add(_ entry: String) -> String? {
    guard let first = entry.first, !first.isWhitespace else { return nil }
    if let newest = history_newest(), String(cString: newest) == entry { return nil }
    history_remember(entry)
    guard let file, reportsFailure else { return nil }
    let code = LineHistory.append(to: file)
    guard code != 0 else { return nil }
    reportsFailure = false
    return complaint(file, code)
  }

  private static func append(to file: String) -> Int32 {
    let folder = (file as NSString).deletingLastPathComponent
    if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        return ENOENT
      }
    }
    // Made here, because what people type is for their eyes only.
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    return history_append_newest(file)
  }

  private func complaint(_ file: String, _ code: Int32) -> String {
    "history is not kept: \(file): \(String(cString: strerror(code)))"
  }
}

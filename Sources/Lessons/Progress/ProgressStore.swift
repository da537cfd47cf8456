import Basis
import Foundation

/// The learner's progress in all lessons, kept as one small JSON file in `folder`.
package struct ProgressStore: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package var file: String { folder.hasSuffix("/") ? folder + "lessons.json" : folder + "/lessons.json" }

  static let version = 1

  private struct Content: Codable {
    var version: Int
    var lessons: [String: LessonProgress]
  }

  /// Read on its own, since the rest of a newer file may have any form.
  private struct Header: Codable {
    var version: Int
  }

  /// Everything saved, by the lesson's name. What cannot be understood is renamed, not deleted, and reported; so it
  /// is reported once, and the lab goes on without it.
  package func load() -> (lessons: [String: LessonProgress], problem: Problem?) {
    guard FileManager.default.fileExists(atPath: file) else { return ([:], nil) }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      return (
        [:],
        Problem("your progress in \(file) cannot be read: \(error.localizedDescription)", kind: .missingInput)
      )
    }
    do {
      let header = try JSONDecoder().decode(Header.self, from: data)
      guard header.version == ProgressStore.version else {
        return ([:], setAside("was written by another version of Descent (\(header.version))"))
      }
      return (try JSONDecoder().decode(Content.self, from: data).lessons, nil)
    } catch {
      return ([:], setAside("is damaged"))
    }
  }

  /// Saves one lesson's progress beside what other lessons, or another window, have saved.
  package func save(_ progress: LessonProgress, of lesson: String) throws {
    var (lessons, problem) = load()
    // Progress that can neither be read nor set aside must not be overwritten.
    if let problem, FileManager.default.fileExists(atPath: file) { throw problem }
    lessons[lesson] = progress
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      // Atomic: written to a temporary file beside it and renamed.
      try encoder.encode(Content(version: ProgressStore.version, lessons: lessons))
        .write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw Problem(
        "your progress could not be saved in \(file): \(error.localizedDescription)",
        advice: "The lesson goes on; make the folder writable to keep your place.")
    }
  }

  private func setAside(_ reason: String) -> Problem {
    let names = [".damaged"] + (2...9).map { ".damaged-\($0)" }
    let free = names.map { file + $0 }.first { !FileManager.default.fileExists(atPath: $0) }
    guard let free else {
      return Problem(
        "your progress in \(file) \(reason).", advice: "Remove the old \(file).damaged files.",
        kind: .malformed)
    }
    do {
      try FileManager.default.moveItem(atPath: file, toPath: free)
      return Problem(
        "your progress in \(file) \(reason), so the lessons begin anew.",
        advice: "The file is kept as \(free).", kind: .malformed)
    } catch {
      return Problem(
        "your progress in \(file) \(reason) and could not be renamed: \(error.localizedDescription)",
        kind: .malformed)
    }
  }
}

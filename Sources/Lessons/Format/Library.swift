import Basis
import Foundation

/// The lessons in some folders, in the order of their numbers.
package struct Library: Sendable {
  package struct Entry: Equatable, Sendable {
    package let number: Int
    package let name: String
    package let file: String
  }

  package let entries: [Entry]

  /// Lists the folders; reads no lesson. A folder that is not there holds no lessons, a file that is not named
  /// like a lesson is none, and of two lessons with the same name the one in the earlier folder counts.
  package init(folders: [String]) {
    var entries: [Entry] = []
    for folder in folders {
      for file in Library.files(in: folder) {
        guard let (number, name) = LessonFile.parts(of: file), !entries.contains(where: { $0.name == name })
        else {
          continue
        }
        entries.append(
          Entry(number: number, name: name, file: folder.hasSuffix("/") ? folder + file : folder + "/" + file)
        )
      }
    }
    self.entries = entries.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
  }

  package var names: [String] { entries.map(\.name) }

  /// By number, name, unambiguous beginning of a name, or path to a file.
  package func entry(_ word: String) throws -> Entry {
    if word.contains("/") || word.hasSuffix(".md") {
      guard let (number, name) = LessonFile.parts(of: word) else {
        // Reading says what is wrong with it, be it the file or its name.
        return Entry(number: 0, name: word, file: word)
      }
      return Entry(number: number, name: name, file: word)
    }
    let lowered = word.lowercased()
    if let exact = entries.first(where: { $0.name == lowered }) { return exact }
    let found =
      Int(word).map { number in entries.filter { $0.number == number } }
      ?? (word.isEmpty ? [] : entries.filter { $0.name.hasPrefix(lowered) })
    if found.count == 1 { return found[0] }
    let clean = SafeText.line(word)
    if found.count > 1 {
      throw Problem(
        "\"\(clean)\" could be \(found.map(\.name).joined(separator: " or ")).",
        advice: "Type more of the name: lesson \(found[0].name)")
    }
    throw Problem(
      "there is no lesson \"\(clean)\"." + Suggestion.sentence(for: lowered, among: names),
      advice: entries.isEmpty
        ? "No lessons were found. A path to a lesson file works too."
        : "Lessons: \(entries.map { "\($0.number) \($0.name)" }.joined(separator: ", "))")
  }

  package func lesson(_ word: String) throws -> Lesson { try Lesson(file: entry(word).file) }

  /// The lesson after this one.
  package func entry(after lesson: Lesson) -> Entry? {
    entries.first { ($0.number, $0.name) > (lesson.number, lesson.name) }
  }

  /// Names of the files in a folder; none where there is no folder.
  static func files(in folder: String) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch { return [] }
  }
}

import Basis

/// The lessons in some folders, in the order of their numbers. Earlier folders win.
package struct Library: Sendable {
  package struct Entry: Equatable, Sendable {
    package let number: Int
    package let name: String
    package let file: String
  }

  package let entries: [Entry]

  /// Lists the folders; reads no lesson. A folder that is not there holds no lessons.
  package init(folders: [String]) { entries = [] }

  package var names: [String] { entries.map(\.name) }

  /// By number, name, unambiguous beginning of a name, or path to a file.
  package func entry(_ word: String) throws -> Entry { throw Problem("there are no lessons") }

  package func lesson(_ word: String) throws -> Lesson { try Lesson(file: entry(word).file) }

  /// The lesson after this one.
  package func entry(after lesson: Lesson) -> Entry? { nil }
}

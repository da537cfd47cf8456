import Basis

extension Lesson {
  /// Reads and parses a lesson file. Throws a `Problem` that names file, line and column.
  package init(file: String) throws { try self.init(text: "", file: file) }

  package init(text: String, file: String) throws {
    throw Problem("not yet")
  }
}

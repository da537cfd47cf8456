/// Reports under headings: what a page or a Markdown file holds, before anyone has decided how it looks.
package struct Document: Sendable {
  package struct Section: Sendable {
    /// Key for machines, and the end of the page's address: one word, unique in the document.
    package let id: String
    package let title: String
    package var report: Report
    package var sections: [Section]

    package init(_ id: String, _ title: String, _ report: Report, _ sections: [Section] = []) {
      self.id = id
      self.title = title
      self.report = report
      self.sections = sections
    }
  }

  package let title: String
  /// When, by what, where.
  package let facts: [Report.Fact]
  package var sections: [Section]

  package init(_ title: String, _ facts: [Report.Fact], _ sections: [Section]) {
    self.title = title
    self.facts = facts
    self.sections = sections
  }

  /// The same for machines: each section's result under its key.
  package var json: JSON {
    var members = Document.members(sections)
    members["title"] = .text(title)
    for fact in facts { members[fact.id] = fact.value }
    return .object(members)
  }

  private static func members(_ sections: [Section]) -> [String: JSON] {
    var members: [String: JSON] = [:]
    for section in sections {
      var inner = Document.members(section.sections)
      if case .object(let own) = JSONRenderer.result(section.report) {
        inner.merge(own) { $1 }
      }
      inner["title"] = .text(section.title)
      members[section.id] = .object(inner)
    }
    return members
  }
}

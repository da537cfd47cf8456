import Basis
import DataSets

/// What was learned from.
enum DataChapter {
  static func section(_ data: DataSet) -> Document.Section {
    var report = DataReport.description(of: data)
    let facts = data.facts
    var list: [Report.Fact] = []
    for (id, text) in [("citation", facts.citation), ("notes", facts.notes)] where !text.isEmpty {
      list.append(.init(id, id, text, .text(text)))
    }
    list.append(.init("sha256", "SHA-256 as trained on", data.sha256, .text(data.sha256)))
    report.add(facts: list)
    return Document.Section("data", "Data", report)
  }
}

import Basis
import DataSets
import Foundation
import Language

package struct ReportCommand: Command {
  var file = ""
  var title = ""
  var overwrites = false

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<ReportCommand>(
    "report", "Writes the session as a page to read, print or publish, with the script that repeats it.",
    positions: [Setting("file", \.file, kind: .file, "Where to write it: NAME.html, or NAME.md.")],
    settings: [
      Setting("title", \.title, "Its heading; otherwise data and network."),
      Setting("overwrite", \.overwrites, "Replace a file that exists."),
    ],
    examples: ["report first.html", "report first.md title=\"My first network\""],
    details: """
      The page holds what there is of these: the data; the network with its settings; curves of the training and \
      final quality with standard errors; gradient statistics of every layer; experiments and sweeps with their \
      intervals; claims with verdicts and numbers; the session's runs by accuracy and time; and the script that \
      leads here again, with the digest it prints. A .html file is one page that needs no network and no scripts; a \
      .md file is the same for a Git host. Measuring quality looks at the test part. The same session gives the same \
      file, but for dates and times.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard lab.lessonDepth == 0, lab.recording == nil else {
      throw Problem("report cannot stand in a lesson", advice: "type it yourself, at any time")
    }
    let format = try DocumentFormat(file, command: "report")
    try lab.permitWriting(to: file, overwriting: overwrites)
    let document = try SessionDocument.make(of: lab, title: title)
    let text = format.text(document)
    try Files.write(Data(text.utf8), to: file)
    var report = Report(
      StyledText(
        "\(file): \(document.sections.map { $0.title.lowercased() }.enumeration) · \(Numbers.bytes(text.utf8.count))"
      ))
    report.add(data: "file", .text(file))
    report.add(data: "bytes", .integer(text.utf8.count))
    report.add(data: "content", document.json)
    return report
  }
}

/// What a document is written as, by the ending of its file's name.
package enum DocumentFormat: Sendable {
  case html, markdown

  package init(_ file: String, command: String) throws {
    guard !file.isEmpty else {
      throw Problem("\(command) needs a file name", advice: "\(command) first.html, or first.md")
    }
    switch URL(fileURLWithPath: file).pathExtension.lowercased() {
    case "html", "htm": self = .html
    case "md", "markdown": self = .markdown
    default:
      throw Problem(
        "\(command) writes pages (.html) and Markdown (.md), and the name \(Value.text(file).literal) ends in neither",
        advice: "\(command) \(DocumentFormat.suggestion(for: file))")
    }
  }

  /// The same name with an ending that says what it is.
  private static func suggestion(for file: String) -> String {
    let url = URL(fileURLWithPath: file).deletingPathExtension()
    let base = url.lastPathComponent.isEmpty || url.lastPathComponent == "/" ? "first" : url.lastPathComponent
    return Value.text(base + ".html").literal
  }

  package func text(_ document: Document) -> String {
    switch self {
    case .html: HTMLRenderer.page(document)
    case .markdown: MarkdownRenderer.text(document)
    }
  }
}

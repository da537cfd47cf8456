import Basis
import Charts
import Lessons

/// Turns documents into pages, and reports into what stands on them. A page is one file without scripts that needs
/// nothing from anywhere, and is well-formed XML as well.
package enum HTMLRenderer {
  package static func page(_ document: Document) -> String {
    let title = text(document.title)
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\" />",
      "<title>\(title)</title>",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />",
      "<meta name=\"color-scheme\" content=\"light dark\" />",
      "<meta name=\"generator\" content=\"Descent\" />",
      // Whatever text the page repeats: nothing of it can load or run anything.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\" />",
      "<style>", PageStyle.text, "</style>", "</head>", "<body>",
    ]
    lines += ["<header>", "<h1>\(title)</h1>", facts(document.facts), "</header>"]
    if document.sections.count > 1 {
      lines += ["<nav aria-label=\"Contents\">", "<ul>"]
      lines += document.sections.map { "<li><a href=\"#\(attribute($0.id))\">\(text($0.title))</a></li>" }
      lines += ["</ul>", "</nav>"]
    }
    lines += ["<main>"] + document.sections.flatMap { section($0, level: 2) } + ["</main>"]
    lines += ["</body>", "</html>", ""]
    return lines.joined(separator: "\n")
  }

  private static func section(_ section: Document.Section, level: Int) -> [String] {
    let (id, tag) = (attribute(section.id), "h\(min(6, level))")
    // A chapter is a landmark; those inside it may be called alike in several chapters.
    let name = level == 2 ? " aria-labelledby=\"\(id)\"" : ""
    return ["<section\(name)>", "<\(tag) id=\"\(id)\">\(text(section.title))</\(tag)>"]
      + parts(section.report, id: section.id, heading: section.title)
      + section.sections.flatMap { self.section($0, level: level + 1) } + ["</section>"]
  }

  /// What stands under a heading.
  private static func parts(_ report: Report, id: String, heading: String) -> [String] {
    var lines: [String] = []
    var figures: [(html: String, size: Plot.Size)] = []
    // Neighbours of one size share rows.
    func place() {
      guard let first = figures.first else { return }
      let kind = first.size == .small ? " small" : figures.count == 1 ? " single" : ""
      lines += ["<div class=\"figures\(kind)\">"] + figures.map(\.html) + ["</div>"]
      figures = []
    }
    for (index, part) in report.parts.enumerated() {
      if case .plot(_, let drawn, let sentence, _) = part {
        if let last = figures.last, last.size != drawn.size { place() }
        if let html = figure(drawn, sentence, id: "\(id)-figure-\(index + 1)") {
          figures.append((html, drawn.size))
        }
        continue
      }
      place()
      lines += html(part, id: "\(id)-\(index + 1)", heading: heading)
    }
    place()
    return lines
  }

  private static func html(_ part: Report.Part, id: String, heading: String) -> [String] {
    switch part {
    case .sentence(let text), .line(let text): ["<p>\(styled(text))</p>"]
    case .table(let table): [HTMLTable(table, heading: heading).text]
    case .facts(let facts): [self.facts(facts)]
    case .chart(_, let lines, _):
      [
        "<pre class=\"drawing\" tabindex=\"0\" role=\"img\" aria-label=\"Drawing\">\(code(Palette.withoutColours(lines)))</pre>"
      ]
    case .code(let name, let text):
      [
        "<pre class=\"code\" tabindex=\"0\" role=\"group\" aria-label=\"\(attribute(name.capitalizedFirst))\"><code>\(code(text))</code></pre>"
      ]
    case .plot, .data, .gap: []
    }
  }

  private static func figure(_ figure: Plot, _ sentence: StyledText, id: String) -> String? {
    let message = SafeText.line(sentence.plain)
    guard let svg = figure.svg(id: attribute(id), message: message.isEmpty ? figure.title : message) else {
      return nil
    }
    let caption = "<strong>\(text(figure.title))</strong>" + (message.isEmpty ? "" : " \(styled(sentence))")
    return "<figure>\(svg)<figcaption>\(caption)</figcaption></figure>"
  }

  private static func facts(_ facts: [Report.Fact]) -> String {
    guard facts.contains(where: { !$0.label.isEmpty }) else {
      return "<ul>" + facts.map { "<li>\(styled(StyledText($0.text, $0.style)))</li>" }.joined() + "</ul>"
    }
    let entries = facts.map {
      "<div><dt>\(text($0.label))</dt><dd>\(styled(StyledText($0.text, $0.style)))</dd></div>"
    }
    return "<dl>" + entries.joined() + "</dl>"
  }

  // MARK: Text

  /// A number and its per cent sign stay on one line.
  static func text(_ text: String) -> String {
    XMLText.escaped(SafeText.line(text)).replacing(" %", with: "\u{A0}%")
  }

  static func code(_ text: String) -> String { XMLText.escaped(SafeText.code(text)) }

  static func attribute(_ text: String) -> String { XMLText.escaped(SafeText.line(text)) }

  static func styled(_ styled: StyledText) -> String {
    styled.pieces.map { piece in
      let text = text(piece.text)
      return switch piece.style {
      case .plain: text
      case .heading: "<strong>\(text)</strong>"
      case .name, .good, .warning, .bad, .faint: "<span class=\"\(piece.style.rawValue)\">\(text)</span>"
      }
    }.joined()
  }
}

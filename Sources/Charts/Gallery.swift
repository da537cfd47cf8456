/// Drawings side by side, as many as fit into the width, each with its caption below.
package enum Gallery {
  package struct Picture: Sendable {
    package let drawing: ImageDrawing
    package let caption: String

    package init(_ drawing: ImageDrawing, caption: String) {
      self.drawing = drawing
      self.caption = caption
    }

    var width: Int { max(drawing.width, caption.count) }
  }

  package static func lines(_ pictures: [Picture], width: Int) -> [String] {
    var lines: [String] = []
    var rest = pictures[...]
    while let first = rest.first {
      var used = first.width
      var count = 1
      for next in rest.dropFirst() where used + 2 + next.width <= width {
        used += 2 + next.width
        count += 1
      }
      let row = rest.prefix(count)
      rest = rest.dropFirst(count)
      for line in 0..<(row.map(\.drawing.lines.count).max() ?? 0) {
        lines.append(
          joined(
            row.map {
              // Colours take room in the text and none on the screen: only the drawing knows its width.
              $0.drawing.lines.count > line
                ? ($0.drawing.lines[line], $0.width - $0.drawing.width) : ("", $0.width)
            }))
      }
      lines.append(joined(row.map { ($0.caption, $0.width - $0.caption.count) }))
      if !rest.isEmpty { lines.append("") }
    }
    return lines
  }

  private static func joined(_ cells: [(text: String, rest: Int)]) -> String {
    var line = cells.map { $0.text + String(repeating: " ", count: max(0, $0.rest)) }
      .joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

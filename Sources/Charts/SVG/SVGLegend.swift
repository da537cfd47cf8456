/// Names of series with a piece of their line, in as many rows as they need.
struct SVGLegend {
  private static let rowHeight = 16.0
  private var entries: [(name: String, x: Double, row: Int)] = []

  init(_ names: [String]) {
    var (x, row) = (0.0, 0)
    for name in names {
      let text = SVGWriter.fitted(name, SVGFrame.width - 30)
      let width = 28 + SVGWriter.width(text) + 12
      if x > 0, x + width - 12 > SVGFrame.width { (x, row) = (0, row + 1) }
      entries.append((text, x, row))
      x += width
    }
  }

  var height: Double { entries.last.map { Double($0.row + 1) * SVGLegend.rowHeight + 4 } ?? 0 }

  func draw(in svg: inout SVGWriter) {
    for (index, entry) in entries.enumerated() {
      let y = Double(entry.row) * SVGLegend.rowHeight + 8
      let stroke = SVGStroke(index: index)
      svg.line(entry.x, y, entry.x + 24, y, "\(stroke.style) curve")
      stroke.marker(entry.x + 12, y, size: 5, in: &svg)
      svg.label(entry.name, entry.x + 29, y + 3.8)
    }
  }
}

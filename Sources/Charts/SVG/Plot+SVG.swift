/// A figure as an `svg` element for a page, which brings the colours of its classes.
extension Plot {
  /// - Parameters:
  ///   - id: unique on the page.
  ///   - message: what the figure shows, in a sentence.
  /// - Returns: nil, if there is no finite number to draw.
  package func svg(id: String, message: String) -> String? {
    var drawing = SVGWriter()
    let width = isSmallHistogram ? SVGHistogram.smallWidth : SVGFrame.width
    guard let height = draw(in: &drawing) else { return nil }
    var svg = SVGWriter()
    svg.add("title", [("id", "\(id)-title")], title)
    svg.add("desc", [("id", "\(id)-message")], message)
    let size = "\(SVGWriter.number(width)) \(SVGWriter.number(height))"
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 \(size)\" "
      + "aria-labelledby=\"\(id)-title\" aria-describedby=\"\(id)-message\">" + svg.text + drawing.text
      + "</svg>"
  }

  private var isSmallHistogram: Bool {
    if case .histogram = content { size == .small } else { false }
  }

  private func draw(in svg: inout SVGWriter) -> Double? {
    switch content {
    case .curves(let series, let x, let y): SVGCurves.draw(series, x: x, y: y, in: &svg)
    case .area(let points, let x, let y): SVGCurves.area(points, x: x, y: y, in: &svg)
    case .spots(let spots, let x, let y): SVGSpots.draw(spots, x: x, y: y, in: &svg)
    case .intervals(let rows, let axis): SVGIntervals.draw(rows, axis, in: &svg)
    case .histogram(let histogram, let axis):
      SVGHistogram.draw(histogram, axis, isSmall: size == .small, in: &svg)
    }
  }
}

/// What tells one series from another without colour: a dash pattern and the shape of its markers.
struct SVGStroke {
  /// Colours, dashes and markers begin again after so many.
  static let count = 6

  let index: Int

  var style: String { "s\(index % SVGStroke.count + 1)" }

  /// A marker centred on a place, about `size` wide.
  func marker(_ x: Double, _ y: Double, size: Double = 6, isFilled: Bool = true, in svg: inout SVGWriter) {
    let half = size / 2
    let style = "\(style) mark" + (isFilled ? "" : " hollow")
    switch index % SVGStroke.count {
    case 1: svg.rectangle(x - half, y - half, size, size, style)
    case 2: polygon([(0, -1.15), (1.1, 0.9), (-1.1, 0.9)])
    case 3: polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case 4: polygon([(0, 1.15), (1.1, -0.9), (-1.1, -0.9)])
    case 5: polygon([(-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)])
    default:
      svg.add(
        "circle",
        [
          ("class", style), ("cx", SVGWriter.number(x)), ("cy", SVGWriter.number(y)),
          ("r", SVGWriter.number(half)),
        ])
    }

    func polygon(_ corners: [(x: Double, y: Double)]) {
      svg.path(corners.map { (x + $0.x * half, y + $0.y * half) }, style, closes: true)
    }
  }
}

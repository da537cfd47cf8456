import Basis

/// Writes SVG elements. Numbers have one decimal, so that the same figure is the same text everywhere.
struct SVGWriter {
  private(set) var text = ""

  mutating func add(_ name: String, _ attributes: [(String, String)], _ content: String? = nil) {
    open(name, attributes, ends: content == nil)
    if let content { text += XMLText.escaped(content) + "</\(name)>" }
  }

  private mutating func open(_ name: String, _ attributes: [(String, String)], ends: Bool) {
    text += "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(XMLText.escaped(value))\"" }
    text += ends ? "/>" : ">"
  }

  // MARK: Shapes

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    add(
      "line",
      [
        ("class", style), ("x1", SVGWriter.number(x1)), ("y1", SVGWriter.number(y1)),
        ("x2", SVGWriter.number(x2)), ("y2", SVGWriter.number(y2)),
      ])
  }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) {
    add(
      "rect",
      [
        ("class", style), ("x", SVGWriter.number(x)), ("y", SVGWriter.number(y)),
        ("width", SVGWriter.number(max(0, width))), ("height", SVGWriter.number(max(0, height))),
      ])
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String, closes: Bool = false) {
    guard !points.isEmpty else { return }
    let steps = points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + SVGWriter.number(point.x) + " " + SVGWriter.number(point.y)
    }
    add("path", [("class", style), ("d", steps.joined() + (closes ? "Z" : ""))])
  }

  enum Anchor: String { case start, middle, end }

  mutating func label(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = ""
  ) {
    var attributes = [("x", SVGWriter.number(x)), ("y", SVGWriter.number(y))]
    if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
    if !style.isEmpty { attributes.append(("class", style)) }
    add("text", attributes, text)
  }

  /// `12`, `3.5`
  static func number(_ number: Double) -> String {
    let text = Numbers.fixed(number, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// About how wide a text is in a sans-serif font of this size.
  static func width(_ text: String, size: Double = 11) -> Double { Double(text.count) * size * 0.56 }

  /// What of a text fits into so many pixels.
  static func fitted(_ text: String, _ width: Double, size: Double = 11) -> String {
    let most = max(1, Int(width / (size * 0.56)))
    return text.count <= most ? text : String(text.prefix(most - 1)) + "…"
  }
}

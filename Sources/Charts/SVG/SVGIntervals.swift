/// Means with whiskers, one below the other on one scale, each under its own label.
enum SVGIntervals {
  private static let rowHeight = 34.0

  static func draw(_ rows: [Plot.Row], _ axis: Plot.Axis, in svg: inout SVGWriter) -> Double? {
    let known = rows.filter(\.mean.isFinite)
    guard
      let scale = PlotScale(
        known.flatMap { [$0.mean - $0.reach, $0.mean + $0.reach] }, isLogarithmic: axis.isLogarithmic)
    else { return nil }
    let (left, right) = (8.0, SVGFrame.width - 8)
    func place(_ number: Double) -> Double { left + scale.place(number) * (right - left) }
    let bottom = Double(rows.count) * rowHeight + 4
    let ticks = TickText.ticks(scale, axis.reading)
    for tick in ticks { svg.line(place(tick), 0, place(tick), bottom, "grid") }
    for (index, row) in rows.enumerated() {
      let y = Double(index) * rowHeight
      draw(row, axis, top: y, place, in: &svg)
    }
    svg.line(left, bottom, right, bottom, "base")
    for tick in ticks {
      svg.line(place(tick), bottom, place(tick), bottom + 4, "base")
      let text = TickText.text(tick, of: scale, axis.reading, among: ticks)
      let half = SVGWriter.width(text) / 2
      svg.label(text, min(SVGFrame.width - half, max(half, place(tick))), bottom + 15, .middle)
    }
    svg.label(axis.title + (scale.isLogarithmic ? " (log scale)" : ""), right, bottom + 29, .end, "axis")
    return bottom + 33
  }

  private static func draw(
    _ row: Plot.Row, _ axis: Plot.Axis, top: Double, _ place: (Double) -> Double,
    in svg: inout SVGWriter
  ) {
    let known = row.mean.isFinite
    let value = known ? axis.reading.text(row.mean) : "no number"
    let room = SVGFrame.width - SVGWriter.width(value) - 14 - (row.isBest ? 34 : 0)
    let label = SVGWriter.fitted(row.label, room)
    svg.label(label + (row.isBest ? " – best" : ""), 0, top + 12, .start, row.isBest ? "strong" : "")
    svg.label(value, SVGFrame.width, top + 12, .end, row.isBest ? "strong" : "")
    guard known else { return }
    let (low, high) = (place(row.mean - row.reach), place(row.mean + row.reach))
    let y = top + 23
    if row.reach > 0 {
      svg.line(low, y, high, y, "whisker")
      svg.line(low, y - 4, low, y + 4, "whisker")
      svg.line(high, y - 4, high, y + 4, "whisker")
    }
    SVGStroke(index: row.isBest ? 3 : 0).marker(place(row.mean), y, size: 7, in: &svg)
  }
}

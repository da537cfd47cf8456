/// Means with whiskers, one below the other on one scale: each beside its label where labels are short, and under it where
/// one is long.
enum SVGIntervals {
  /// Of the width, for labels beside their whiskers.
  private static let mostForLabels = 0.3

  /// Where a row's parts stand.
  private struct Layout {
    let isBeside: Bool
    let left: Double
    let right: Double
    var rowHeight: Double { isBeside ? 21 : 36 }
    /// From the top of a row to the foot of its words, and to its whiskers.
    var words: Double { isBeside ? 15 : 13 }
    var whiskers: Double { isBeside ? 11 : 24 }

    init(_ rows: [Plot.Row], _ axis: Plot.Axis) {
      let labels = rows.map { SVGWriter.width(SVGIntervals.label($0)) }.max() ?? 0
      let values = rows.map { SVGWriter.width(SVGIntervals.value($0, axis)) }.max() ?? 0
      isBeside = labels <= SVGIntervals.mostForLabels * SVGFrame.width
      left = isBeside ? labels + 14 : 8
      right = SVGFrame.width - (isBeside ? values + 14 : 8)
    }
  }

  static func draw(_ rows: [Plot.Row], _ axis: Plot.Axis, in svg: inout SVGWriter) -> Double? {
    let known = rows.filter(\.mean.isFinite)
    guard
      let scale = PlotScale(
        known.flatMap { [$0.mean - $0.reach, $0.mean + $0.reach] }, isLogarithmic: axis.isLogarithmic)
    else { return nil }
    let layout = Layout(rows, axis)
    func place(_ number: Double) -> Double {
      layout.left + scale.place(number) * (layout.right - layout.left)
    }
    let bottom = Double(rows.count) * layout.rowHeight + 4
    let ticks = TickText.ticks(scale, axis.reading)
    for tick in ticks { svg.line(place(tick), 0, place(tick), bottom, "grid") }
    for (index, row) in rows.enumerated() {
      let top = Double(index) * layout.rowHeight
      if index > 0, !layout.isBeside { svg.line(0, top, SVGFrame.width, top, "grid") }
      draw(row, axis, layout, top: top, place, in: &svg)
    }
    svg.line(layout.left, bottom, layout.right, bottom, "base")
    for tick in ticks {
      svg.line(place(tick), bottom, place(tick), bottom + 4, "base")
      let text = TickText.text(tick, of: scale, axis.reading, among: ticks)
      let half = SVGWriter.width(text) / 2
      svg.label(text, min(SVGFrame.width - half, max(half, place(tick))), bottom + 15, .middle)
    }
    svg.label(
      axis.title + (scale.isLogarithmic ? " (log scale)" : ""), layout.right, bottom + 29, .end, "axis")
    return bottom + 33
  }

  private static func label(_ row: Plot.Row) -> String { row.label + (row.isBest ? " – best" : "") }

  private static func value(_ row: Plot.Row, _ axis: Plot.Axis) -> String {
    row.mean.isFinite ? axis.reading.text(row.mean) : "no number"
  }

  private static func draw(
    _ row: Plot.Row, _ axis: Plot.Axis, _ layout: Layout, top: Double, _ place: (Double) -> Double,
    in svg: inout SVGWriter
  ) {
    let value = value(row, axis)
    let room = SVGFrame.width - SVGWriter.width(value) - 14 - (row.isBest ? 34 : 0)
    let label = SVGWriter.fitted(row.label, room)
    let style = row.isBest ? "strong" : ""
    svg.label(label + (row.isBest ? " – best" : ""), 0, top + layout.words, .start, style)
    svg.label(value, SVGFrame.width, top + layout.words, .end, style)
    guard row.mean.isFinite else { return }
    let (low, high) = (place(row.mean - row.reach), place(row.mean + row.reach))
    let y = top + layout.whiskers
    if row.reach > 0 {
      svg.line(low, y, high, y, "whisker")
      svg.line(low, y - 4, low, y + 4, "whisker")
      svg.line(high, y - 4, high, y + 4, "whisker")
    }
    SVGStroke(index: row.isBest ? 3 : 0).marker(place(row.mean), y, size: 7, in: &svg)
  }
}

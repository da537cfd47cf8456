/// The rectangle in which numbers stand over numbers, with its axes.
struct SVGFrame {
  /// Of every figure; wide enough to be read on a telephone as it is.
  static let width = 340.0
  /// Room between the outermost numbers and the edges.
  private static let inset = 6.0

  let across: PlotScale
  let up: PlotScale
  private let x: Plot.Axis
  private let y: Plot.Axis
  private let ticks: (x: [Double], y: [Double])
  private let left: Double
  private let top: Double
  private let right: Double
  let bottom: Double

  /// The whole drawing's.
  var height: Double { bottom + 33 }

  /// - Parameter top: what the legend takes.
  init(_ across: PlotScale, _ up: PlotScale, x: Plot.Axis, y: Plot.Axis, top: Double) {
    (self.across, self.up, self.x, self.y) = (across, up, x, y)
    let heights = TickText.ticks(up, y.reading)
    let labels = heights.map { TickText.text($0, of: up, y.reading, among: heights) }
    ticks = (TickText.ticks(across, x.reading), heights)
    left = (labels.map { SVGWriter.width($0) }.max() ?? 0) + 8
    self.top = top + 18
    right = SVGFrame.width - 8
    bottom = top + 18 + 132
  }

  func place(_ point: Plot.Point) -> (x: Double, y: Double) {
    (place(x: across.place(point.x)), place(y: up.place(point.y)))
  }

  private func place(x share: Double) -> Double {
    left + SVGFrame.inset + share * (right - left - 2 * SVGFrame.inset)
  }

  private func place(y share: Double) -> Double {
    bottom - SVGFrame.inset - share * (bottom - top - 2 * SVGFrame.inset)
  }

  func draw(in svg: inout SVGWriter) {
    func title(_ axis: Plot.Axis, _ scale: PlotScale) -> String {
      axis.title + (scale.isLogarithmic ? " (log scale)" : "")
    }
    svg.label(title(y, up), 0, top - 8, .start, "axis")
    for tick in ticks.y {
      let height = place(y: up.place(tick))
      svg.line(left, height, right, height, "grid")
      let text = TickText.text(tick, of: up, y.reading, among: ticks.y)
      svg.label(text, left - 6, height + 3.8, .end)
    }
    svg.line(left, bottom, right, bottom, "base")
    for tick in ticks.x {
      let place = place(x: across.place(tick))
      svg.line(place, bottom, place, bottom + 4, "base")
      let text = TickText.text(tick, of: across, x.reading, among: ticks.x)
      let half = SVGWriter.width(text) / 2
      svg.label(text, min(SVGFrame.width - half, max(half, place)), bottom + 15, .middle)
    }
    svg.label(title(x, across), right, bottom + 29, .end, "axis")
  }
}

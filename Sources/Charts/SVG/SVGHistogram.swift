import Basis

/// Counts as columns.
enum SVGHistogram {
  static let smallWidth = 168.0

  static func draw(_ histogram: Histogram, _ axis: Plot.Axis, isSmall: Bool, in svg: inout SVGWriter)
    -> Double
  {
    let width = isSmall ? smallWidth : SVGFrame.width
    let bottom = isSmall ? 64.0 : 132.0
    let most = Double(max(1, histogram.counts.max() ?? 1))
    let column = (width - 2) / Double(histogram.counts.count)
    for (index, count) in histogram.counts.enumerated() where count > 0 {
      // Whatever is there at all can be seen.
      let height = max(1, Double(count) / most * (bottom - 4))
      svg.rectangle(1 + Double(index) * column + 0.5, bottom - height, column - 1, height, "s1 column")
    }
    svg.line(0, bottom, width, bottom, "base")
    if histogram.lower < 0, histogram.upper > 0 {
      let zero = 1 - histogram.upper / (histogram.upper - histogram.lower)
      let x = 1 + zero * (width - 2)
      svg.line(x, bottom, x, bottom + 5, "base")
      if zero > 0.3, zero < 0.7 { svg.label("0", x, bottom + 15, .middle) }
    }
    svg.label(axis.reading.text(histogram.lower), 0, bottom + 15)
    svg.label(axis.reading.text(histogram.upper), width, bottom + 15, .end)
    return bottom + 19
  }
}

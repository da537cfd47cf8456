import Basis

/// A figure in characters.
extension Plot {
  /// Nothing, if there is no finite number to draw.
  package func lines(width: Int) -> [String] {
    switch content {
    case .curves(let series, let x, let y):
      let curves = series.map {
        CurveChart.Curve($0.mark, $0.points.map { ($0.x, $0.y) }, isJoined: $0.isJoined)
      }
      let isCloud = series.contains { !$0.isJoined }
      let height = isCloud ? 16 : series.count > 2 ? 12 : 10
      return CurveChart(curves, width: width, height: height, x: x, y: y).lines
    case .area(let points, let x, let y): return Plot.area(points, x, y, width: width)
    case .spots(let spots, let x, let y): return Plot.spots(spots, x, y, width: width)
    case .intervals(let rows, let axis):
      return WhiskerChart.lines(
        rows.map { .init($0.isBest ? "\($0.label) best" : $0.label, mean: $0.mean, reach: $0.reach) },
        width: min(width, 72), label: axis.reading.text)
    case .histogram(let histogram, let axis): return Plot.bars(histogram, axis, width: width)
    }
  }

  private static func area(_ points: [Point], _ x: Axis, _ y: Axis, width: Int) -> [String] {
    let columns = min(72, width - 12, points.count)
    guard columns > 0 else { return [] }
    // The first and the last are always among those that are drawn.
    let drawn = (0..<columns).map { points[columns == 1 ? 0 : $0 * (points.count - 1) / (columns - 1)].y }
    return AreaChart.lines(drawn, height: 8, label: y.reading.text)
  }

  private static func spots(_ spots: [Spot], _ x: Axis, _ y: Axis, width: Int) -> [String] {
    let front = Plot.front(spots).map { ($0.x, $0.y) }
    let line = CurveChart.Curve(CurveChart.frontMark, front, givesWay: true)
    let single = spots.map { CurveChart.Curve($0.mark, [($0.place.x, $0.place.y)], isJoined: false) }
    return CurveChart([line] + single, width: width, height: 10, x: x, y: y).lines
  }

  private static func bars(_ histogram: Histogram, _ axis: Axis, width: Int) -> [String] {
    let labels = histogram.counts.indices.map { index in
      let interval = histogram.interval(index)
      return "\(axis.reading.text(interval.from)) … \(axis.reading.text(interval.to))"
    }
    let margin = labels.map(\.count).max() ?? 0
    return zip(labels, histogram.bars(width: max(4, min(40, width - margin - 2)))).map { label, bar in
      String(repeating: " ", count: margin - label.count) + label + (bar.isEmpty ? "" : "  " + bar)
    }
  }

  /// The finite spots of the front, from the left.
  static func front(_ spots: [Spot]) -> [Point] {
    spots.filter { $0.isOnFront && $0.place.isFinite }.map(\.place).sorted {
      ($0.x, $0.y) < ($1.x, $1.y)
    }
  }
}

extension Plot {
  /// Which character stands for which series; nil where one look says it.
  package var key: String? {
    switch content {
    case .curves(let series, _, _) where series.count > 1:
      series.map { "\($0.mark) \($0.name)" }.joined(separator: " · ")
        + " · \(CurveChart.meeting) where they meet"
    case .spots(let spots, _, _) where spots.contains(where: \.isOnFront):
      "\(CurveChart.frontMark) leads along the front"
    case .curves, .area, .spots, .intervals, .histogram: nil
    }
  }
}

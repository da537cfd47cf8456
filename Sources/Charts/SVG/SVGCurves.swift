/// Series as lines with markers, each with a dash pattern of its own.
enum SVGCurves {
  /// More markers than this on a line are a smear.
  private static let mostMarkers = 8
  private static let mostSpots = 5000
  /// More corners than pixels show nothing more.
  private static let mostPoints = 400

  static func draw(
    _ series: [Plot.Series], x: Plot.Axis, y: Plot.Axis, in svg: inout SVGWriter
  ) -> Double? {
    let points = series.flatMap(\.points)
    guard let across = PlotScale(points.map(\.x), isLogarithmic: x.isLogarithmic),
      let up = PlotScale(points.map(\.y), isLogarithmic: y.isLogarithmic)
    else { return nil }
    let legend = SVGLegend(series.count > 1 ? series.map(\.name) : [])
    let frame = SVGFrame(across, up, x: x, y: y, top: legend.height)
    legend.draw(in: &svg)
    frame.draw(in: &svg)
    for (index, one) in series.enumerated() {
      let stroke = SVGStroke(index: index)
      guard one.isJoined else {
        for point in one.points.prefix(mostSpots).map(frame.place) {
          stroke.marker(point.x, point.y, size: 4, in: &svg)
        }
        continue
      }
      let drawn = thinned(one.points).map(frame.place)
      svg.path(drawn, "\(stroke.style) curve")
      for place in marked(drawn) { stroke.marker(place.x, place.y, size: 5, in: &svg) }
    }
    return frame.height
  }

  static func area(
    _ points: [Plot.Point], x: Plot.Axis, y: Plot.Axis, in svg: inout SVGWriter
  ) -> Double? {
    let finite = points.filter(\.isFinite)
    guard let across = PlotScale(finite.map(\.x), isLogarithmic: x.isLogarithmic),
      let up = PlotScale(finite.map(\.y) + [0], isLogarithmic: false)
    else { return nil }
    let frame = SVGFrame(across, up, x: x, y: y, top: 0)
    frame.draw(in: &svg)
    let drawn = thinned(finite).map(frame.place)
    if let first = drawn.first, let last = drawn.last {
      let floor = frame.place(Plot.Point(finite[0].x, 0)).y
      svg.path([(first.x, floor)] + drawn + [(last.x, floor)], "s1 area", closes: true)
    }
    svg.path(drawn, "s1 curve")
    return frame.height
  }

  /// Evenly chosen, the first and the last among them.
  private static func thinned(_ points: [Plot.Point]) -> [Plot.Point] {
    guard points.count > mostPoints else { return points }
    return (0..<mostPoints).map { points[$0 * (points.count - 1) / (mostPoints - 1)] }
  }

  private static func marked(_ places: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard places.count > mostMarkers else { return places }
    return (0..<mostMarkers).map { places[$0 * (places.count - 1) / (mostMarkers - 1)] }
  }
}

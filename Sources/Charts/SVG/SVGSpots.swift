/// Results as spots with whiskers and letters; those on the front are filled and joined by steps.
enum SVGSpots {
  static func draw(
    _ spots: [Plot.Spot], x: Plot.Axis, y: Plot.Axis, in svg: inout SVGWriter
  ) -> Double? {
    let shown = spots.filter(\.place.isFinite)
    let ends = shown.flatMap { spot in
      spot.reach.isFinite ? [spot.place.y - spot.reach, spot.place.y + spot.reach] : [spot.place.y]
    }
    guard let across = PlotScale(shown.map(\.place.x), isLogarithmic: x.isLogarithmic),
      let up = PlotScale(ends, isLogarithmic: y.isLogarithmic)
    else { return nil }
    let top = 20.0
    let frame = SVGFrame(across, up, x: x, y: y, top: top)
    legend(in: &svg)
    frame.draw(in: &svg)
    svg.path(steps(Plot.front(shown)).map(frame.place), "front")
    for spot in shown where spot.reach > 0 && spot.reach.isFinite {
      let low = frame.place(.init(spot.place.x, spot.place.y - spot.reach))
      let high = frame.place(.init(spot.place.x, spot.place.y + spot.reach))
      svg.line(low.x, low.y, high.x, high.y, "whisker")
    }
    var taken = shown.map { box(around: frame.place($0.place)) }
    // What is on the front stands in front.
    for spot in shown.filter({ !$0.isOnFront }) + shown.filter(\.isOnFront) {
      let place = frame.place(spot.place)
      SVGStroke(index: 0).marker(place.x, place.y, size: 7, isFilled: spot.isOnFront, in: &svg)
    }
    for spot in shown {
      let (x, y) = letterPlace(frame.place(spot.place), &taken)
      svg.label(String(spot.mark), x, y + 3.8, .middle, "letter")
    }
    return frame.height
  }

  /// Better is up and to the left: a front goes right first, and then up.
  private static func steps(_ front: [Plot.Point]) -> [Plot.Point] {
    zip(front, front.dropFirst()).reduce(Array(front.prefix(1))) { path, pair in
      path + [Plot.Point(pair.1.x, pair.0.y), pair.1]
    }
  }

  private static func legend(in svg: inout SVGWriter) {
    let stroke = SVGStroke(index: 0)
    svg.line(0, 8, 24, 8, "front")
    stroke.marker(12, 8, size: 7, in: &svg)
    svg.label("on the front", 30, 11.8)
    stroke.marker(122, 8, size: 7, isFilled: false, in: &svg)
    svg.label("not on it", 132, 11.8)
    svg.line(196, 2, 196, 14, "whisker")
    svg.label("± one standard error", 204, 11.8)
  }

  private typealias Box = (x: Double, y: Double)

  private static func box(around place: (x: Double, y: Double)) -> Box { (place.x, place.y) }

  /// The first of eight places around a spot that no other spot or letter covers.
  private static func letterPlace(_ spot: (x: Double, y: Double), _ taken: inout [Box]) -> Box {
    let around: [Box] = [
      (9, -6), (-9, -6), (9, 7), (-9, 7), (11, 0), (-11, 0), (16, -10), (-16, -10), (16, 12), (-16, 12),
    ]
    let places = around.map { (x: spot.x + $0.x, y: spot.y + $0.y) }
    let free = places.first { place in
      place.x > 4 && place.x < SVGFrame.width - 4
        && !taken.contains { abs($0.x - place.x) < 8 && abs($0.y - place.y) < 9 }
    }
    let chosen = free ?? places[0]
    taken.append(chosen)
    return chosen
  }
}

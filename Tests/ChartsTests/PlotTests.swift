import Charts
import Foundation
import TestSupport
import Testing

/// One figure, drawn in characters and in SVG.
@Suite struct PlotTests {
  private static let hostile = "<script>alert(\"1\")</script> & 'x'"

  private static func points(_ numbers: [(Double, Double)]) -> [Plot.Point] {
    numbers.map { Plot.Point($0.0, $0.1) }
  }

  private static let rising = points([(1, 0.1), (2, 0.4), (3, 0.9)])

  private static func figures(_ numbers: [(Double, Double)], named name: String) -> [Plot] {
    let points = points(numbers)
    let axis = Plot.Axis(name)
    return [
      Plot(
        name, .curves([.init(name, mark: "a", points), .init(name, mark: "b", points)], x: axis, y: axis)),
      Plot(name, .area(points, x: axis, y: axis)),
      Plot(
        name,
        .spots(points.map { .init("a", $0, reach: $0.y / 10, isOnFront: true) }, x: axis, y: axis)),
      Plot(name, .intervals(points.map { .init(name, mean: $0.y, reach: $0.x, isBest: true) }, axis)),
      Plot(name, .histogram(Histogram(points.map { Float($0.y) }), axis)),
      Plot(name, .histogram(Histogram(points.map { Float($0.y) }), axis), size: .small),
    ]
  }

  @Test func everyDrawingIsWellFormedAndNamesStayText() throws {
    for figure in PlotTests.figures([(1, 0.1), (2, 0.4), (3, 0.9)], named: PlotTests.hostile) {
      let svg = try #require(figure.svg(id: "f", message: PlotTests.hostile))
      let reader = try Markup(svg)
      #expect(!reader.elements.contains { $0.name == "script" })
      #expect(reader.text.contains(PlotTests.hostile))
      #expect(reader.elements.first?.attributes["role"] == "img")
      #expect(reader.elements.first?.attributes["aria-labelledby"] == "f-title")
      #expect(Set(["title", "desc"]).isSubset(of: reader.elements.map(\.name)))
    }
  }

  @Test(
    arguments: [
      [], [(1, Double.nan)], [(Double.infinity, 1)], [(1, 1)], [(1, 1), (1, 1)], [(0, 0), (1, 0)],
      [(-1e308, -1e308), (1e308, 1e308)], [(1, 1e-300), (2, 1e300)], [(1, -5), (2, 7)],
      [(1, 1e15), (2, 1e15 + 2)],
    ] as [[(Double, Double)]])
  func anyNumbersAreSurvived(numbers: [(Double, Double)]) throws {
    for figure in PlotTests.figures(numbers, named: "x") {
      _ = figure.lines(width: 60)
      guard let svg = figure.svg(id: "f", message: "m") else { continue }
      #expect(!svg.contains("nan") && !svg.contains("NaN ") && !svg.contains("inf\""), "\(svg)")
      _ = try Markup(svg)
    }
  }

  @Test func theSameFigureIsTheSameText() {
    for (one, other) in zip(
      PlotTests.figures([(1, 2), (3, 5)], named: "x"), PlotTests.figures([(1, 2), (3, 5)], named: "x"))
    {
      #expect(one.svg(id: "f", message: "m") == other.svg(id: "f", message: "m"))
      #expect(one.lines(width: 72) == other.lines(width: 72))
    }
  }

  @Test func whatRisesRisesOnThePage() throws {
    let svg = try #require(
      Plot("f", .curves([.init("a", mark: "a", PlotTests.rising)], x: .init("x"), y: .init("y")))
        .svg(id: "f", message: "m"))
    let circles = try Markup(svg).all("circle")
    let places = try circles.map { circle in
      (
        x: try #require(circle["cx"].flatMap(Double.init)),
        y: try #require(circle["cy"].flatMap(Double.init))
      )
    }
    try #require(places.count == 3)
    // Down the page is up in numbers.
    #expect(places[0].x < places[1].x && places[1].x < places[2].x)
    #expect(places[0].y > places[1].y && places[1].y > places[2].y)
    // Equal steps to the right are equal, and the steps upwards are as 3 to 5.
    #expect(abs((places[1].x - places[0].x) - (places[2].x - places[1].x)) < 0.11)
    #expect(abs((places[0].y - places[1].y) / (places[1].y - places[2].y) - 0.6) < 0.01)
  }

  @Test func seriesDifferWithoutColour() throws {
    let series = (0..<3).map { index in
      Plot.Series("\(index)", mark: "a", [.init(1, Double(index)), .init(2, Double(index))])
    }
    let svg = try #require(
      Plot("f", .curves(series, x: .init("x"), y: .init("y"))).svg(id: "f", message: "m"))
    let reader = try Markup(svg)
    let markers = reader.elements.filter { ($0.attributes["class"] ?? "").hasSuffix(" mark") }
    let shapes = (1...3).map { number in
      Set(markers.filter { $0.attributes["class"] == "s\(number) mark" }.map(\.name))
    }
    #expect(shapes == [["circle"], ["rect"], ["path"]])
  }

  @Test func theFrontLeadsFromSpotToSpotAndGivesWayToLetters() {
    let spots: [Plot.Spot] = [
      .init("a", .init(1, 1), reach: 0, isOnFront: true), .init("b", .init(10, 9), reach: 0, isOnFront: true),
      .init("c", .init(5, 1), reach: 0, isOnFront: false),
    ]
    let figure = Plot("f", .spots(spots, x: .init("time"), y: .init("accuracy")))
    let drawing = figure.lines(width: 60).joined(separator: "\n")
    for letter in ["a", "b", "c"] { #expect(drawing.dropFirst(12).contains(letter)) }
    #expect(drawing.contains(CurveChart.frontMark))
    #expect(!drawing.contains(CurveChart.meeting))
    #expect(figure.key != nil)
  }

  @Test(arguments: [(0.187, 0.988), (0, 12), (1, 1257), (-3, 7), (99.1, 99.4), (1e-9, 3e-9), (-1e12, 1e12)])
  func ticksAreFewRoundAndInside(lower: Double, upper: Double) throws {
    let ticks = try #require(PlotScale([lower, upper], isLogarithmic: false)).ticks(most: 5)
    #expect((2...5).contains(ticks.count), "\(ticks)")
    let slack = (upper - lower) * 1e-6
    #expect(ticks.allSatisfy { $0 >= lower - slack && $0 <= upper + slack })
    let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
    let size = pow(10, floor(log10(steps[0]) + 1e-9))
    #expect([1, 2, 5].contains { abs(steps[0] / size - $0) < 1e-6 }, "\(ticks)")
    #expect(steps.allSatisfy { abs($0 - steps[0]) < slack })
  }

  @Test(arguments: [(1.0, 2.0), (1, 3), (1, 11), (1, 1257)])
  func whatIsCountedHasNoTicksInBetween(first: Double, last: Double) throws {
    let ticks = try #require(PlotScale([first, last])).ticks(most: 5, isWhole: true)
    #expect((2...5).contains(ticks.count) && ticks.allSatisfy { $0 == $0.rounded() }, "\(ticks)")
  }

  @Test func logarithmicTicksArePowersOfTen() throws {
    let ticks = try #require(PlotScale([2e-7, 3], isLogarithmic: nil)).ticks(most: 5)
    #expect((2...5).contains(ticks.count))
    #expect(ticks.allSatisfy { abs(log10($0) - log10($0).rounded()) < 1e-9 })
  }
}

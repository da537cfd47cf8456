import Charts
import Testing

@Suite struct ScatterTests {
  @Test func cornersStandInTheCorners() throws {
    let chart = try #require(
      ScatterChart(
        [.init(0, 0, kind: 0), .init(1, 1, kind: 1), .init(0, 1, kind: 2)], width: 40, rows: 6))
    let lines = chart.lines(x: "a", y: "b")
    #expect(lines.count == 8)
    #expect(lines[1].hasSuffix("x") && lines[1].contains("▕+"))
    #expect(lines[6].contains("▕o"))
    #expect(lines[0].hasSuffix("b") && lines[7].hasSuffix("a"))
  }

  @Test func theGroundFillsWhatIsFree() throws {
    let chart = try #require(ScatterChart([.init(0, 0, kind: 0), .init(1, 1, kind: 0)], width: 40, rows: 4))
    let ground = chart.places.map { $0.x > 0.5 ? 1 : 0 }
    let lines = chart.lines(x: "x", y: "y", ground: ground)
    for line in lines[2...3] {
      let cells = Array(line.drop { $0 != "▕" }.dropFirst())
      let half = chart.columns / 2
      #expect(cells.prefix(half).allSatisfy { $0 == " " || $0 == "o" })
      #expect(cells.dropFirst(half).allSatisfy { $0 == "·" })
      #expect(cells.count == chart.columns)
    }
  }

  @Test func theMajorityOfAPlaceShows() throws {
    let crowd = (0..<3).map { _ in ScatterChart.Point(0, 0, kind: 1) } + [.init(0, 0, kind: 0)]
    let chart = try #require(ScatterChart(crowd, width: 40))
    #expect(
      chart.lines(x: "x", y: "y").joined().filter { $0 == "x" || $0 == "o" }.count == 2, "x, and the axis")
  }

  @Test func whatHasNoScaleIsNotDrawn() {
    #expect(ScatterChart([], width: 40) == nil)
    #expect(ScatterChart([.init(.nan, 0, kind: 0)], width: 40) == nil)
    #expect(ScatterChart([.init(-1.7e308, 0, kind: 0), .init(1.7e308, 0, kind: 0)], width: 40) == nil)
    #expect(ScatterChart([.init(5, 5, kind: 0)], width: 1, rows: 0) != nil)
  }
}

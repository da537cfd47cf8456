import Charts
import Testing

struct WhiskerChartTests {
  @Test func dotsStandInTheOrderOfTheirMeansInsideTheirWhiskers() throws {
    let lines = WhiskerChart.lines(
      [.init("a", mean: 0, reach: 1), .init("bb", mean: 5, reach: 0), .init("c", mean: 9, reach: 1)],
      width: 40
    ) { "\($0)" }
    #expect(lines.count == 4)
    let places = try lines.prefix(3).map { try #require(Array($0).firstIndex(of: "●")) }
    #expect(places == places.sorted())
    #expect(lines[0].contains("├") && lines[0].contains("┤"))
    #expect(!lines[1].contains("─"))
    #expect(lines.allSatisfy { $0.count <= 40 })
    #expect(lines[3].contains("-1.0") && lines[3].contains("10.0"))
  }

  @Test func whatIsNoNumberSaysSo() {
    let lines = WhiskerChart.lines(
      [.init("a", mean: .nan, reach: 1), .init("b", mean: 1, reach: 0)], width: 30
    ) { "\($0)" }
    #expect(lines[0].contains("no number"))
    #expect(WhiskerChart.lines([.init("a", mean: .nan, reach: 0)], width: 30) { "\($0)" }.isEmpty)
  }
}

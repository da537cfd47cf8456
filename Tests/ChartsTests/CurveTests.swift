import Charts
import Testing

/// Curves are told apart by their characters, and stand where their numbers are.
@Suite struct CurveTests {
  private func line(_ from: Double, _ to: Double, mark: Character) -> CurveChart.Curve {
    .init(mark, [(1, from), (10, to)])
  }

  @Test func aRisingLineRisesAndAFallingOneFalls() {
    let chart = CurveChart(
      [line(0, 9, mark: "a"), line(9, 0, mark: "b")], width: 24, height: 10, x: .init("epoch"),
      y: .init("loss"))
    let lines = chart.lines
    #expect(lines.count == 12)
    #expect(lines[0].hasSuffix("loss"))
    #expect(lines[1].hasPrefix("9 ▕b") && lines[1].hasSuffix("a"))
    #expect(lines[10].hasPrefix("0 ▕a") && lines[10].hasSuffix("b"))
    #expect(lines[11].contains("1 ") && lines[11].hasSuffix("10 epoch"))
    #expect(lines.joined().contains(CurveChart.meeting))
  }

  @Test func everyColumnOfAJoinedCurveHasAMark() {
    let lines = CurveChart([line(3, 1, mark: "a")], width: 40, height: 6, x: .init("x"), y: .init("y")).lines
    #expect(lines.dropFirst().dropLast().joined().count { $0 == "a" } == 40 - 1 - 2)
  }

  @Test func numbersOfVeryDifferentSizesAreShownByTheirLogarithm() {
    let lines = CurveChart(
      [.init("a", [(1, 1e-6), (2, 1e-3), (3, 1)])], width: 30, height: 7, x: .init("x"), y: .init("loss")
    ).lines
    #expect(lines[0].contains("log scale"))
    // The middle of three powers of ten stands in the middle of seven lines.
    #expect(lines[4].contains("a"))
  }

  @Test(
    arguments: [
      [], [(1.0, Double.nan)], [(1.0, .infinity)], [(Double.nan, 1.0)],
    ] as [[(Double, Double)]])
  func withoutNumbersThereIsNothingToDraw(points: [(Double, Double)]) {
    #expect(CurveChart([.init("a", points)], width: 40, x: .init("x"), y: .init("y")).lines.isEmpty)
  }

  @Test(arguments: [0, 1, 5, 1000]) func anyWidthAndAnyNumberIsSurvived(width: Int) {
    let huge: [(x: Double, y: Double)] = [(-1e308, -1e308), (1e308, 1e308), (0, 0)]
    let curves = [CurveChart.Curve("a", huge), .init("b", [(1, 1)]), .init("c", [(1, 1), (1, 1)])]
    #expect(!CurveChart(curves, width: width, height: 1, x: .init("x"), y: .init("y")).lines.isEmpty)
  }
}

import Charts
import Testing

@Suite struct BarTests {
  @Test func halfABarFillsHalfItsColumns() {
    #expect(Bar.text(0.5, width: 4) == "██")
    #expect(Bar.text(1, width: 4) == "████")
  }

  @Test func aBarEndsOnEighthsOfAColumn() {
    #expect(Bar.text(0.125, width: 1) == "▏")
    #expect(Bar.text(0.625, width: 1) == "▋")
  }

  @Test(arguments: [1e-12, 1e-300]) func whateverIsAboveZeroCanBeSeen(fraction: Double) {
    #expect(Bar.text(fraction, width: 10) == "▏")
  }

  @Test(arguments: [0, -1, Double.nan]) func nothingShowsForNothing(fraction: Double) {
    #expect(Bar.text(fraction, width: 10) == "")
  }

  @Test(arguments: [2, 1e300, Double.infinity]) func noBarIsLongerThanItsColumn(fraction: Double) {
    #expect(Bar.text(fraction, width: 10).count == 10)
  }

  @Test func progressKeepsItsWidth() {
    for percent in 0...100 { #expect(Bar.progress(Double(percent) / 100, width: 10).count == 12) }
  }

  @Test func equalFactorsAreEqualDistancesOnALogScale() {
    let bars = Bar.logarithmic([1e-8, 1e-6, 1e-4, 1e-2, 1])
    for (left, right) in zip(bars, bars.dropFirst()) { #expect(abs(right - left - 0.25) < 1e-9) }
  }

  @Test func amongNumbersOfOneSizeDifferencesStaySmall() {
    // Half of the largest on a scale of four decades: log10(2) / 4.
    let bars = Bar.logarithmic([0.5, 1])
    #expect(abs(bars[1] - bars[0] - 0.07525749891599529) < 1e-12)
  }

  @Test func whatIsNoPositiveNumberGetsNoBar() {
    #expect(Bar.logarithmic([nil, 0, .nan, .infinity, -1, 1]) == [0, 0, 0, 0, 0, 1])
  }
}

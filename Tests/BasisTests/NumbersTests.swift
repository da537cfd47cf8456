import Basis
import Testing

@Suite struct NumbersTests {
  /// Rounded by hand; a sign says something only where a digit does.
  @Test(arguments: [
    (0.98765, 2, "0.99"), (-0.98765, 2, "-0.99"), (-0.004, 2, "0.00"), (-0.006, 2, "-0.01"), (-0.0, 1, "0.0"),
    (-0.4, 0, "0"), (-10, 1, "-10.0"), (-.infinity, 2, Numbers.short(-.infinity)),
  ])
  func aFixedNumberOfDecimalsHasASignOnlyBesideADigit(number: Double, decimals: Int, text: String) {
    #expect(Numbers.fixed(number, decimals) == text)
  }
}

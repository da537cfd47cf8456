import Basis
import Testing

@Suite struct NumbersTests {
  struct Example: Sendable {
    let number: Double
    let decimals: Int
    let text: String
  }

  /// Rounded by hand; a sign says something only where a digit does.
  static let examples = [
    Example(number: 0.98765, decimals: 2, text: "0.99"),
    Example(number: -0.98765, decimals: 2, text: "-0.99"),
    Example(number: -0.004, decimals: 2, text: "0.00"), Example(number: -0.006, decimals: 2, text: "-0.01"),
    Example(number: -0.0, decimals: 1, text: "0.0"), Example(number: -0.4, decimals: 0, text: "0"),
    Example(number: -10, decimals: 1, text: "-10.0"),
  ]

  @Test(arguments: examples) func aFixedNumberOfDecimalsHasASignOnlyBesideADigit(_ example: Example) {
    #expect(Numbers.fixed(example.number, example.decimals) == example.text)
  }
}

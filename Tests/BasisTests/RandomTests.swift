import Basis
import Testing

@Suite struct RandomTests {
  /// First outputs for seed 1234567, as printed with the public-domain C reference implementation (Vigna 2015).
  @Test func reproducesThePublishedSequence() {
    var random = Random(seed: 1_234_567)
    let outputs = (0..<5).map { _ in random.next() }
    #expect(
      outputs == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func normalsHaveZeroMeanAndUnitVariance() {
    var random = Random(seed: 7)
    let draws = (0..<200_000).map { _ in random.normal() }
    let mean = draws.reduce(0, +) / Double(draws.count)
    let variance = draws.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(draws.count)
    // Five standard errors: 1/√n for the mean, √(2/n) for the variance.
    #expect(abs(mean) < 5 / Double(draws.count).squareRoot())
    #expect(abs(variance - 1) < 5 * (2 / Double(draws.count)).squareRoot())
  }

  @Test func streamsOfDifferentPurposesDiffer() {
    let root = Random(seed: 1)
    var outputs: Set<UInt64> = []
    for purpose in ["weights", "shuffle", "dropout"] {
      for number in 0..<100 {
        var stream = root.stream(purpose, number)
        outputs.insert(stream.next())
      }
    }
    #expect(outputs.count == 300)
  }
}

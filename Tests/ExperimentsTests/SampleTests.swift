import Experiments
import Testing

struct SampleTests {
  @Test func meanAndDeviationFollowTheirDefinitions() {
    // Σ(x − 5)² = 32 over n − 1 = 7.
    let sample = Sample([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(sample.mean == 5)
    #expect(abs(sample.deviation - (32.0 / 7).squareRoot()) < 1e-14)
    #expect(abs(sample.standardError - (4.0 / 7).squareRoot()) < 1e-14)
  }

  @Test func equalValuesHaveExactlyNoDeviation() {
    let sample = Sample(Array(repeating: 0.1, count: 7))
    #expect(sample.mean == 0.1)
    #expect(sample.deviation == 0)
  }

  @Test func hugeAndTinyValuesNeitherOverflowNorVanish() {
    #expect(Sample([1e308, 1e308, 1e308]).mean == 1e308)
    #expect(abs(Sample([1e200, 3e200]).deviation / (2.0.squareRoot() * 1e200) - 1) < 1e-12)
    #expect(abs(Sample([1e-300, 3e-300]).deviation / (2.0.squareRoot() * 1e-300) - 1) < 1e-12)
  }

  @Test func oneValueHasNoDeviationAndNoneHasNoMean() {
    #expect(Sample([3]).mean == 3)
    #expect(Sample([3]).deviation.isNaN)
    #expect(Sample([]).mean.isNaN)
  }

  @Test func aNumberThatIsNoneSpreads() {
    #expect(Sample([1, .nan]).mean.isNaN)
    #expect(Sample([1, .nan]).deviation.isNaN)
    #expect(!Sample([1, .infinity]).isFinite)
  }
}

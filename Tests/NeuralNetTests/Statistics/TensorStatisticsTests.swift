import Basis
import NeuralNet
import Testing

@Suite struct TensorStatisticsTests {
  @Test(arguments: [1, 15, 16, 17, 1023, 1024, 1025, 5000])
  func figuresAreThoseOfTheirDefinitions(_ count: Int) {
    var random = Random(seed: UInt64(count))
    let numbers = (0..<count).map { _ in
      random.index(below: 5) == 0 ? 0 : Float(3 + random.normal())
    }
    let exact = numbers.map(Double.init)
    let n = Double(count)
    let mean = exact.reduce(0, +) / n
    let got = TensorStatistics(numbers)
    // Sixteen floats at most are added before Double takes over, each with a rounding of 2⁻²⁴.
    func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 0x1p-21 * (abs(a) + abs(b)) + 1e-300 }
    #expect(got.count == count && got.notFinite == 0)
    #expect(close(got.mean, mean))
    #expect(close(got.meanAbsolute, exact.reduce(0) { $0 + abs($1) } / n))
    #expect(close(got.norm, exact.reduce(0) { $0 + $1 * $1 }.squareRoot()))
    let deviation = (exact.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    #expect(abs(got.deviation - deviation) <= 0x1p-18)
    #expect(got.minimum == exact.min() && got.maximum == exact.max())
    #expect(close(got.zeroFraction, Double(numbers.count { $0 == 0 }) / n))
  }

  /// Squares of such numbers are nothing in a float.
  @Test(arguments: [1e-25, 1e-18, 1e18, 1e30])
  func numbersOfAnySizeHaveANorm(_ size: Float) {
    let numbers = (0..<3000).map { $0 % 2 == 0 ? size : -2 * size }
    let got = TensorStatistics(numbers)
    let norm = (2.5 * 3000).squareRoot() * Double(size)
    #expect(abs(got.norm - norm) <= 1e-6 * norm)
    #expect(abs(got.deviation - 1.5 * Double(size)) <= 1e-6 * Double(size))
  }

  @Test func deviationSurvivesALargeMean() {
    // Half 1e6, half 1e6 + 1: the deviation is 1/2, eight orders below the mean's square root of squares.
    let numbers = (0..<20_000).map { Float(1_000_000 + $0 % 2) }
    let got = TensorStatistics(numbers)
    #expect(abs(got.deviation - 0.5) < 1e-9)
    #expect(got.mean == 1_000_000.5)
  }

  @Test func whatIsNotFiniteIsCountedAndLeftOut() {
    let got = TensorStatistics([.nan, 1, .infinity, -3, -.infinity, 0])
    #expect(got.count == 3 && got.notFinite == 3)
    #expect(got.minimum == -3 && got.maximum == 1)
    #expect(abs(got.mean + 2.0 / 3) < 1e-15)
    #expect(abs(got.zeroFraction - 1.0 / 3) < 1e-15)
    let none = TensorStatistics([.nan, .nan])
    #expect(none.count == 0 && none.notFinite == 2 && none.mean == 0 && none.minimum == 0)
    #expect(TensorStatistics([]) == TensorStatistics())
  }

  @Test func theLargestFloatsDoNotOverflow() {
    let got = TensorStatistics([.greatestFiniteMagnitude, -.greatestFiniteMagnitude])
    #expect(got.norm.isFinite && got.deviation.isFinite)
    #expect(got.deviation == Double(Float.greatestFiniteMagnitude))
  }
}

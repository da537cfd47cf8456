import Experiments
import Foundation
import Testing

/// Student's t against SciPy 1.17.1; `Tests/Reference/statistics.py` made the numbers.
struct SciPyTests {
  @Test func quantilesAreSciPys() {
    for (degrees, probability, expected) in SciPyTests.quantiles {
      let student = StudentT(degreesOfFreedom: degrees)
      let value = student.quantile(probability)
      #expect(abs(value / expected - 1) < 1e-10, "t(\(degrees)) at \(probability): \(value)")
      #expect(abs(student.quantile(1 - probability) / -expected - 1) < 1e-8, "t is symmetric")
    }
  }

  @Test func tailsAreSciPys() {
    for (degrees, t, expected) in SciPyTests.tails {
      let value = StudentT(degreesOfFreedom: degrees).tail(t)
      #expect(abs(value / expected - 1) < 1e-10, "P(T > \(t)) with \(degrees): \(value)")
    }
  }

  @Test func pairedIntervalsAreSciPys() throws {
    for (first, second, mean, lower, upper, effect) in SciPyTests.pairs {
      let test = IntervalTest(Sample(zip(first, second).map { $0 - $1 }), Limit(.above, 0))
      let interval = try #require(test.interval)
      let scale = upper - lower
      #expect(abs(test.sample.mean - mean) < 1e-12 * scale)
      #expect(abs(interval.lower - lower) < 1e-9 * scale)
      #expect(abs(interval.upper - upper) < 1e-9 * scale)
      #expect(abs(try #require(test.effectSize(from: 0)) / effect - 1) < 1e-9)
    }
  }

  @Test func theMiddleIsZeroAndManyDegreesAreNormal() {
    #expect(StudentT(degreesOfFreedom: 4).quantile(0.5) == 0)
    // The normal distribution's quantile.
    #expect(abs(StudentT(degreesOfFreedom: 1e7).quantile(0.975) - 1.959963984540054) < 1e-6)
  }

  private static let quantiles: [(Double, Double, Double)] = [
    (1, 0.6, 0.324919696232906),
    (1, 0.9, 3.07768353717525),
    (1, 0.975, 12.7062047361747),
    (1, 0.995, 63.6567411628715),
    (1, 0.9999, 3183.0987571185),
    (2, 0.6, 0.288675134594813),
    (2, 0.9, 1.88561808316413),
    (2, 0.975, 4.30265272974946),
    (2, 0.995, 9.92484320091829),
    (2, 0.9999, 70.7000710749682),
    (3, 0.6, 0.27667066233269),
    (3, 0.9, 1.63774435369621),
    (3, 0.975, 3.18244630528371),
    (3, 0.995, 5.84090930973336),
    (3, 0.9999, 22.203742273205),
    (4, 0.6, 0.270722294707598),
    (4, 0.9, 1.53320627405894),
    (4, 0.975, 2.77644510519779),
    (4, 0.995, 4.60409487134999),
    (4, 0.9999, 13.0336717208968),
    (5, 0.6, 0.267180865704145),
    (5, 0.9, 1.47588404882448),
    (5, 0.975, 2.57058183563631),
    (5, 0.995, 4.03214298355523),
    (5, 0.9999, 9.67756630088281),
    (9, 0.6, 0.260955336473911),
    (9, 0.9, 1.38302873839663),
    (9, 0.975, 2.2621571627982),
    (9, 0.995, 3.24983554159213),
    (9, 0.9999, 6.01013212908153),
    (29, 0.6, 0.255683634571256),
    (29, 0.9, 1.31143364730155),
    (29, 0.975, 2.0452296421327),
    (29, 0.995, 2.7563859036706),
    (29, 0.9999, 4.25389411843232),
    (100, 0.6, 0.254022182458228),
    (100, 0.9, 1.29007476134652),
    (100, 0.975, 1.98397151852355),
    (100, 0.995, 2.62589052143802),
    (100, 0.9999, 3.86159979095009),
    (1000, 0.6, 0.253414515839499),
    (1000, 0.9, 1.28239872146092),
    (1000, 0.975, 1.96233908082641),
    (1000, 0.995, 2.58075469806595),
    (1000, 0.9999, 3.7328516045754),
    (2.5, 0.6, 0.281459512748548),
    (2.5, 0.9, 1.73025092880718),
    (2.5, 0.975, 3.57465484200368),
    (2.5, 0.995, 7.16372813894878),
    (2.5, 0.9999, 34.8679693211163),
  ]

  private static let tails: [(Double, Double, Double)] = [
    (1, 1, 0.25),
    (1, 1000, 0.000318309780080559),
    (2, 0.1, 0.46473271920707),
    (4, 2.776, 0.0250113891599882),
    (4, 50, 4.78722682848485e-07),
    (9, 12, 3.84994311149283e-07),
    (29, 0.5, 0.310424042096891),
    (100, 3, 0.00170395767166472),
    (1000, 6, 1.37768458668874e-09),
  ]

  private static let pairs: [([Double], [Double], Double, Double, Double, Double)] = [
    (
      [0.91, 0.93, 0.9, 0.95, 0.92], [0.89, 0.92, 0.91, 0.9, 0.9], 0.018, -0.00891863402337898,
      0.044918634023379, 0.830278087225997
    ),
    (
      [1.0, 2.0, 4.0], [1.5, 1.0, 0.5], 1.33333333333333, -3.68642818470771, 6.35309485137437,
      0.659828879073858
    ),
    (
      [3e-06, 5e-06, 2e-06, 4e-06], [1e-06, 1e-06, 2e-06, 3e-06], 1.75e-06, -9.67530883796016e-07,
      4.46753088379602e-06, 1.02469507659596
    ),
  ]
}

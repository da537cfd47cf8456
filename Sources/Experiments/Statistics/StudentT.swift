import Basis
import Foundation

/// Student's t-distribution: how far a mean of few values strays from the truth, in standard errors.
package struct StudentT: Sendable {
  /// Any number above 0; a sample of n values has n − 1.
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T > t) for t ≥ 0: ½ I(ν / (ν + t²); ν/2, ½).
  package func tail(_ t: Double) -> Double {
    precondition(t >= 0, "t = \(t)")
    if t.isInfinite { return 0 }
    let square = t * t
    guard square.isFinite else { return 0 }
    let sum = degreesOfFreedom + square
    return 0.5
      * IncompleteBeta.regularized(
        degreesOfFreedom / sum, complement: square / sum, a: degreesOfFreedom / 2, b: 0.5)
  }

  /// The t below which a share `probability` of all values lies.
  package func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let share = min(probability, 1 - probability)
    if share == 0.5 { return 0 }
    // The tail falls steadily, so halving always arrives; a hundred halvings leave nothing to round.
    var (low, high) = (0.0, 1.0)
    while tail(high) > share { (low, high) = (high, high * 2) }
    for _ in 0..<100 {
      let middle = low + (high - low) / 2
      if tail(middle) > share { low = middle } else { high = middle }
    }
    return probability > 0.5 ? high : -high
  }
}

/// I(x; a, b), the share of a Beta(a, b) distribution that lies below x.
enum IncompleteBeta {
  /// `complement` is 1 − x, handed over because subtracting here would lose its digits.
  static func regularized(_ x: Double, complement: Double, a: Double, b: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    let front = exp(
      a * log(x) + b * log(complement) + lgamma(a + b) - lgamma(a) - lgamma(b))
    // The fraction converges fast below the mean; above it the mirror image does.
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(complement, b, a) / b
  }

  /// The continued fraction of the incomplete beta function, evaluated from the front (Lentz's method, DLMF 8.17.22).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      let change = d * c
      result *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return result
  }
}

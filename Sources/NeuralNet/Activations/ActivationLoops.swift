import Basis
import CKernels

/// Where the coefficient `a` of each number of an array comes from.
package enum ActivationCoefficients {
  /// The same for all; 0 where the function has none.
  case fixed(Float)
  /// One for each of `width` units, again and again: row after row.
  case perUnit(UnsafePointer<Float>, width: Int)
  /// One for each number.
  case perNumber(UnsafePointer<Float>)
}

/// What backward needs to remember of forward.
package enum ActivationMemory: Sendable { case input, output }

// y = f(x, a)          ∂L/∂x = g·f′(x, a)          ∂L/∂a = Σ g·∂f/∂a          all [count]
extension Activation {
  /// Which of x and y `backward` reads; the other may have been overwritten, by `forward` itself for instance.
  package var remembers: ActivationMemory { .input }

  /// Writes y. It may lie where x lies.
  package func forward(
    _ count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>,
    _ coefficients: ActivationCoefficients = .fixed(0)
  ) {
    for i in 0..<count { y[i] = Float(value(Double(x[i]), coefficients[i])) }
  }

  /// Writes ∂L/∂x. It may lie where g lies.
  package func backward(
    _ count: Int, x: UnsafePointer<Float>, y: UnsafePointer<Float>, g: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, _ coefficients: ActivationCoefficients = .fixed(0)
  ) {
    for i in 0..<count {
      inputGradient[i] = Float(Double(g[i]) * slope(Double(x[i]), coefficients[i]))
    }
  }

  /// Writes ∂L/∂a, [width], summed over rows. `count` is a multiple of the width.
  package func coefficientGradient(
    _ count: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, coefficients: UnsafePointer<Float>,
    width: Int, into gradient: UnsafeMutablePointer<Float>
  ) {
    for unit in 0..<width {
      var sum = 0.0
      for i in stride(from: unit, to: count, by: width) {
        sum += Double(g[i]) * coefficientSlope(Double(x[i]), Double(coefficients[unit]))
      }
      gradient[unit] = Float(sum)
    }
  }
}

extension ActivationCoefficients {
  fileprivate subscript(index: Int) -> Double {
    switch self {
    case .fixed(let number): Double(number)
    case .perUnit(let numbers, let width): Double(numbers[index % width])
    case .perNumber(let numbers): Double(numbers[index])
    }
  }
}

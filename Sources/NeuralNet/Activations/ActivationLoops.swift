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

// y = f(x, a)          ∂L/∂x = g·f′(x, a)          ∂L/∂a = Σ g·∂f/∂a          g = ∂L/∂y, all [count]
extension Activation {
  /// Which of x and y `backward` reads where the coefficient is fixed; with other coefficients it reads x. What
  /// it does not read may have been overwritten, by `forward` itself for instance.
  package var remembers: ActivationMemory {
    guard let kernel, ck_activation_backward_reads_output(kernel.code) else { return .input }
    return .output
  }

  /// Writes y. It may lie where x lies.
  package func forward(
    _ count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>,
    _ coefficients: ActivationCoefficients = .fixed(0)
  ) {
    switch (kernel, coefficients) {
    case (nil, _):
      for i in 0..<count { y[i] = Float(value(Double(x[i]), coefficients[i])) }
    case (let kernel?, .fixed(let a)):
      ck_activation_forward(kernel.code, coefficient == .none ? kernel.parameter : a, count, x, y)
    case (_, .perUnit(let a, let width)):
      precondition(count % width == 0, "\(count) numbers in rows of \(width)")
      ck_leaky_rows_forward(count / width, width, a, x, y)
    case (_, .perNumber(let a)):
      ck_leaky_forward(count, a, x, y)
    }
  }

  /// Writes ∂L/∂x. It may lie where g lies.
  package func backward(
    _ count: Int, x: UnsafePointer<Float>, y: UnsafePointer<Float>, g: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>, _ coefficients: ActivationCoefficients = .fixed(0)
  ) {
    switch (kernel, coefficients) {
    case (nil, _):
      for i in 0..<count {
        inputGradient[i] = Float(Double(g[i]) * slope(Double(x[i]), coefficients[i]))
      }
    case (let kernel?, .fixed(let a)):
      ck_activation_backward(
        kernel.code, coefficient == .none ? kernel.parameter : a, count, x, y, g, inputGradient)
    case (_, .perUnit(let a, let width)):
      precondition(count % width == 0, "\(count) numbers in rows of \(width)")
      ck_leaky_rows_backward(count / width, width, a, x, g, inputGradient)
    case (_, .perNumber(let a)):
      ck_leaky_backward(count, a, x, g, inputGradient)
    }
  }

  /// Writes ∂L/∂a, [width], summed over the rows of [count / width, width].
  package func coefficientGradient(
    _ count: Int, x: UnsafePointer<Float>, g: UnsafePointer<Float>, coefficients: UnsafePointer<Float>,
    width: Int, into gradient: UnsafeMutablePointer<Float>
  ) {
    precondition(count % width == 0, "\(count) numbers in rows of \(width)")
    if kernel != nil {
      ck_leaky_rows_slope_gradient(count / width, width, x, g, gradient)
      return
    }
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

import Foundation
import NeuralNet
import Testing

/// An activation with a name for its settings and a coefficient to try it with.
struct ActivationCase: CustomTestStringConvertible, Sendable {
  var activation: any Activation
  var coefficient: Double

  init(_ activation: any Activation) {
    self.activation = activation
    switch activation.coefficient {
    case .none: coefficient = 0
    case .learned(let start): coefficient = Double(start)
    case .random(let range): coefficient = Double(range.lowerBound + range.upperBound) / 2
    }
  }

  var testDescription: String { activation.notation }

  /// Every registered activation, and those with settings once more with others.
  static var all: [ActivationCase] {
    var elu = ELU()
    elu.alpha = 0.5
    var leaky = LeakyReLU()
    leaky.negativeSlope = 0.3
    var gelu = GELU()
    gelu.approximation = .tanh
    return (Activations.family.all + [elu, leaky, gelu]).map(ActivationCase.init)
  }
}

/// Laws as the size of their violation, so that a wrong activation can be shown to break them.
enum ActivationLaws {
  /// Points on both sides of every kink (0, ±3), near and far.
  static let points: [Double] =
    [1e-4, 0.01, 0.3, 1, 1.7, 2.9, 3.1, 5, 9, 20, 80, 1e3, 1e4].flatMap { [$0, -$0] }

  /// Largest distance between a slope and the central difference of its value.
  static func slopeError(
    at points: [Double], value: (Double) -> Double, slope: (Double) -> Double
  ) -> Double {
    points.map { x in
      let h = 1e-5 * max(1, abs(x))
      // At small |x| the step must not reach across a kink at 0.
      let step = min(h, abs(x) / 2)
      let difference = (value(x + step) - value(x - step)) / (2 * step)
      return abs(difference - slope(x)) / max(1, abs(slope(x)))
    }.worst
  }

  static func slopeError(_ activation: any Activation, coefficient a: Double) -> Double {
    slopeError(at: points, value: { activation.value($0, a) }, slope: { activation.slope($0, a) })
  }

  static func coefficientSlopeError(_ activation: any Activation) -> Double {
    points.map { x in
      slopeError(
        at: [0.1, 0.25, 0.7, -0.3], value: { activation.value(x, $0) },
        slope: { activation.coefficientSlope(x, $0) })
    }.worst
  }

  /// Floats of every size from the smallest subnormal to the largest, and a dense grid where functions bend.
  static let floats: [Float] = {
    var numbers: [Float] = [0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
    var size = Float.leastNonzeroMagnitude
    while size < 1e38 {
      numbers += [size, -size]
      size *= 1.7
      if size < 0x1p-140 { size += .leastNonzeroMagnitude }
    }
    for step in -42_000...42_000 { numbers.append(Float(step) * 0.0025 + 0.000_13) }
    return numbers
  }()

  /// Largest relative distance of the loop's outputs from the formula.
  static func forwardError(_ activation: any Activation, coefficient a: Double) -> Double {
    let y = forward(activation, floats, coefficient: Float(a))
    return zip(floats, y).map { x, y in error(of: y, exact: activation.value(Double(x), a)) }.worst
  }

  /// Largest distance of the loop's slopes from the formula.
  static func backwardError(_ activation: any Activation, coefficient a: Double) -> Double {
    let dx = backward(activation, floats, coefficient: Float(a))
    return zip(floats, dx).map { x, dx in
      abs(Double(dx) - activation.slope(Double(x), a))
    }.worst
  }

  /// Relative, with an allowance of 128 steps among the subnormal numbers, which have few digits.
  static func error(of y: Float, exact: Double) -> Double {
    if Float(exact) == y { return 0 }
    let allowance = 128 * Double(Float.leastNonzeroMagnitude)
    return max(0, abs(Double(y) - exact) - allowance) / abs(exact)
  }

  static func forward(_ activation: any Activation, _ x: [Float], coefficient: Float) -> [Float] {
    Array(unsafeUninitializedCapacity: x.count) { buffer, count in
      if let y = buffer.baseAddress {
        x.withUnsafeBufferPointer { x in
          if let x = x.baseAddress { activation.forward(buffer.count, x: x, y: y, .fixed(coefficient)) }
        }
      }
      count = x.count
    }
  }

  /// Slopes at x: backward with a gradient of ones.
  static func backward(_ activation: any Activation, _ x: [Float], coefficient: Float) -> [Float] {
    let y = forward(activation, x, coefficient: coefficient)
    var dx = [Float](repeating: 1, count: x.count)
    dx.withUnsafeMutableBufferPointer { buffer in
      guard let dx = buffer.baseAddress else { return }
      activation.backward(x.count, x: x, y: y, g: dx, inputGradient: dx, .fixed(coefficient))
    }
    return dx
  }
}

extension [Double] {
  /// The largest; NaN counts as the worst of all.
  var worst: Double { contains { $0.isNaN } ? .infinity : self.max() ?? 0 }
}

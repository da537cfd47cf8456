import Basis
import NeuralNet
import Testing

/// Learned slopes (one for each unit) and drawn slopes (one for each number).
@Suite struct CoefficientLoopTests {
  let rows = 13
  let width = 21
  var count: Int { rows * width }
  let x: [Float]
  let g: [Float]
  let slopes: [Float]

  init() {
    var random = Random(seed: 8)
    x = (0..<13 * 21).map { _ in Float(random.normal()) }
    g = x.map { _ in Float(random.normal()) }
    // Learned slopes may become negative: then the output's sign no longer tells the input's.
    slopes = x.map { _ in Float(random.uniform(in: -0.5..<0.5)) }
  }

  @Test(arguments: [PReLU() as any Activation, RReLU(), FormulaOnlyPReLU()])
  func eachUnitHasItsOwnSlope(_ activation: any Activation) {
    var y = [Float](repeating: 0, count: count)
    var dx = y
    let units = Array(slopes.prefix(width))
    units.withUnsafeBufferPointer { units in
      guard let base = units.baseAddress else { return }
      activation.forward(count, x: x, y: &y, .perUnit(base, width: width))
      activation.backward(count, x: x, y: y, g: g, inputGradient: &dx, .perUnit(base, width: width))
    }
    for i in 0..<count {
      let a = Double(slopes[i % width])
      #expect(y[i] == Float(activation.value(Double(x[i]), a)))
      #expect(dx[i] == Float(Double(g[i]) * activation.slope(Double(x[i]), a)))
    }
  }

  @Test(arguments: [PReLU() as any Activation, RReLU(), FormulaOnlyPReLU()])
  func eachNumberHasItsOwnSlope(_ activation: any Activation) {
    var y = [Float](repeating: 0, count: count)
    var dx = y
    slopes.withUnsafeBufferPointer { slopes in
      guard let base = slopes.baseAddress else { return }
      activation.forward(count, x: x, y: &y, .perNumber(base))
      activation.backward(count, x: x, y: y, g: g, inputGradient: &dx, .perNumber(base))
    }
    for i in 0..<count {
      #expect(y[i] == Float(activation.value(Double(x[i]), Double(slopes[i]))))
      #expect(dx[i] == Float(Double(g[i]) * activation.slope(Double(x[i]), Double(slopes[i]))))
    }
  }

  @Test(arguments: [PReLU() as any Activation, FormulaOnlyPReLU()])
  func theSlopesGradientSumsOverRows(_ activation: any Activation) {
    var gradient = [Float](repeating: .nan, count: width)
    activation.coefficientGradient(count, x: x, g: g, coefficients: slopes, width: width, into: &gradient)
    for unit in 0..<width {
      let terms = (0..<rows).map { row -> Double in
        let i = row * width + unit
        return Double(g[i]) * activation.coefficientSlope(Double(x[i]), Double(slopes[unit]))
      }
      // Thirteen Float additions of numbers of size 1.
      #expect(abs(Double(gradient[unit]) - terms.reduce(0, +)) < 1e-5)
    }
  }
}

/// An activation without a loop goes through its formula.
struct FormulaOnlyPReLU: Activation {
  static let card = Card<FormulaOnlyPReLU>("formula-prelu", "PReLU without a loop.")
  func value(_ x: Double, _ a: Double) -> Double { PReLU().value(x, a) }
  func slope(_ x: Double, _ a: Double) -> Double { PReLU().slope(x, a) }
  func coefficientSlope(_ x: Double, _ a: Double) -> Double { PReLU().coefficientSlope(x, a) }
  var coefficient: ActivationCoefficient { .learned(start: 0.25) }
}

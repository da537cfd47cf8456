import Basis
import Foundation
import NeuralNet

// Deliberately wrong: the laws must reject each of them.

struct SigmoidTwoPercentOff: PlainActivation {
  static let card = Card<SigmoidTwoPercentOff>("wrong", "Slope 2 % too steep.")
  func value(_ x: Double) -> Double { Sigmoid().value(x) }
  func slope(_ x: Double) -> Double { 1.02 * Sigmoid().slope(x) }
}

struct ELUWithoutAlpha: PlainActivation {
  static let card = Card<ELUWithoutAlpha>("wrong", "Forgets α in the slope.")
  func value(_ x: Double) -> Double { x > 0 ? x : 0.5 * expm1(x) }
  func slope(_ x: Double) -> Double { x > 0 ? 1 : exp(x) }
}

struct TanhFromInput: PlainActivation {
  static let card = Card<TanhFromInput>("wrong", "1 − x² where 1 − y² is meant.")
  func value(_ x: Double) -> Double { tanh(x) }
  func slope(_ x: Double) -> Double { 1 - x * x }
}

struct PReLUOnTheWrongSide: Activation {
  static let card = Card<PReLUOnTheWrongSide>("wrong", "Learns from positive inputs.")
  func value(_ x: Double, _ a: Double) -> Double { PReLU().value(x, a) }
  func slope(_ x: Double, _ a: Double) -> Double { PReLU().slope(x, a) }
  func coefficientSlope(_ x: Double, _ a: Double) -> Double { x > 0 ? x : 0 }
}

/// Right formula, wrong loop: the tanh form of GELU differs from the exact one by 4·10⁻⁴ at most.
struct GELUWithTheOtherLoop: PlainActivation {
  static let card = Card<GELUWithTheOtherLoop>("wrong", "Exact formula, approximate loop.")
  func value(_ x: Double) -> Double { GELU().value(x) }
  func slope(_ x: Double) -> Double { GELU().slope(x) }
  var kernel: ActivationKernel? {
    var approximate = GELU()
    approximate.approximation = .tanh
    return approximate.kernel
  }
}

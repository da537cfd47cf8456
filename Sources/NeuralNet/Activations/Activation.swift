import Basis
import CKernels

/// A function applied to every number by itself: y = f(x).
///
/// `value` and `slope` are the specification, written in Double as the formula says. The engine uses
/// them directly unless `kernel` names a vectorized loop; then they are that loop's oracle.
package protocol Activation: Item {
  /// f(x). `a` is the coefficient of `coefficient`, and 0 where there is none.
  func value(_ x: Double, _ a: Double) -> Double
  /// f′(x) = ∂f/∂x. At a kink: the slope on the left, as subgradients are usually chosen.
  func slope(_ x: Double, _ a: Double) -> Double
  /// ∂f/∂a; asked only where the coefficient is learned.
  func coefficientSlope(_ x: Double, _ a: Double) -> Double
  /// Where `a` comes from.
  var coefficient: ActivationCoefficient { get }
  /// The vectorized loop, if there is one.
  var kernel: ActivationKernel? { get }
  /// When a unit's output counts as saturated (its slope is all but gone); nil where that is not defined.
  var saturation: Saturation? { get }
  /// When a unit counts as silent for an input: x ≤ this bound, where the slope is exactly zero. A unit silent for
  /// every sample is dead. nil where no such region exists.
  var silentBelow: Double? { get }
}

extension Activation {
  package func coefficientSlope(_ x: Double, _ a: Double) -> Double { 0 }
  package var coefficient: ActivationCoefficient { .none }
  package var kernel: ActivationKernel? { nil }
  package var saturation: Saturation? { nil }
  package var silentBelow: Double? { nil }
}

/// An activation without a coefficient: f(x) and f′(x) are functions of x alone.
package protocol PlainActivation: Activation {
  func value(_ x: Double) -> Double
  func slope(_ x: Double) -> Double
}

extension PlainActivation {
  package func value(_ x: Double, _ a: Double) -> Double { value(x) }
  package func slope(_ x: Double, _ a: Double) -> Double { slope(x) }
}

package enum ActivationCoefficient: Equatable, Sendable {
  case none
  /// One trained number per unit, starting here (PReLU).
  case learned(start: Float)
  /// Drawn for every number in training; the middle of the range otherwise (RReLU).
  case random(ClosedRange<Float>)
}

/// Outputs beyond which so little slope is left that a unit hardly learns.
package struct Saturation: Equatable, Sendable {
  /// "output ≤ 0.01 or ≥ 0.99"
  package let rule: String
  /// An output is saturated from these bounds outwards; infinite where that side does not saturate.
  package let lower: Float
  package let upper: Float

  package init(atMost lower: Float, atLeast upper: Float) {
    self.lower = lower
    self.upper = upper
    let bounds = [(lower, "≤"), (upper, "≥")].filter { $0.0.isFinite }
    rule = "output " + bounds.map { "\($0.1) \(Numbers.short(Double($0.0)))" }.joined(separator: " or ")
  }

  package func test(_ output: Float) -> Bool { output <= lower || output >= upper }
}

/// A loop of `CKernels/activations.c` and its parameter (α, where it has one).
package struct ActivationKernel: Sendable {
  package let code: ck_activation
  package let parameter: Float

  package init(_ code: ck_activation, parameter: Float = 0) {
    self.code = code
    self.parameter = parameter
  }
}

package enum Activations {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Activation>(
    "activation",
    [
      Identity.self, Sigmoid.self, HardSigmoid.self, Tanh.self, Softsign.self, Softplus.self, ReLU.self,
      LeakyReLU.self, PReLU.self, RReLU.self, ELU.self, SELU.self, GELU.self, Swish.self, Mish.self,
    ])
}

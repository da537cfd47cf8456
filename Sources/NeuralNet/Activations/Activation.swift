import Basis
import CKernels

/// A function applied to every number by itself: y = f(x).
///
/// `value` and `slope` are the specification, written in Double as the formula says. The engine uses
/// them directly unless `kernel` names a vectorized loop; then they are that loop's oracle.
package protocol Activation: Item {
  /// f(x). `a` is the coefficient of `coefficient`, and 0 where there is none.
  func value(_ x: Double, _ a: Double) -> Double
  /// ∂f/∂x. At a kink: the slope on the left, as subgradients are usually chosen.
  func slope(_ x: Double, _ a: Double) -> Double
  /// ∂f/∂a; asked only where the coefficient is learned.
  func coefficientSlope(_ x: Double, _ a: Double) -> Double
  /// Where `a` comes from.
  var coefficient: ActivationCoefficient { get }
  /// The vectorized loop, if there is one.
  var kernel: ActivationKernel? { get }
  /// When a unit's output counts as saturated (its slope is all but gone), and in which words that is said.
  static var saturation: Saturation? { get }
  /// When a unit counts as silent for an input: x ≤ this bound, where the slope is exactly zero. A unit silent for
  /// every sample is dead. nil where no such region exists.
  static var silentBelow: Double? { get }
}

extension Activation {
  package func coefficientSlope(_ x: Double, _ a: Double) -> Double { 0 }
  package var coefficient: ActivationCoefficient { .none }
  package var kernel: ActivationKernel? { nil }
  package static var saturation: Saturation? { nil }
  package static var silentBelow: Double? { nil }
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

package struct Saturation: Sendable {
  /// "output above 0.99 or below 0.01"
  package let rule: String
  /// Of an output y = f(x).
  package let test: @Sendable (Float) -> Bool

  package init(_ rule: String, _ test: @escaping @Sendable (Float) -> Bool) {
    self.rule = rule
    self.test = test
  }
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
  package static let family = Family<any Activation>("activation", [ELU.self])
}

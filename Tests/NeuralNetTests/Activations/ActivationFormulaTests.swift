import Foundation
import NeuralNet
import Testing

@Suite struct ActivationFormulaTests {
  /// Differences of Double values leave about nine digits.
  static let tolerance = 1e-8

  @Test(arguments: ActivationCase.all)
  func slopeIsTheDerivativeOfValue(_ example: ActivationCase) {
    #expect(ActivationLaws.slopeError(example.activation, coefficient: example.coefficient) < Self.tolerance)
  }

  @Test(arguments: ActivationCase.all.filter { $0.activation.isLearned })
  func coefficientSlopeIsTheDerivativeByTheCoefficient(_ example: ActivationCase) {
    #expect(ActivationLaws.coefficientSlopeError(example.activation) < Self.tolerance)
  }

  @Test(arguments: ActivationCase.all)
  func valuesAndSlopesStayFiniteFarOut(_ example: ActivationCase) {
    for x in [-1e4, -750, -40, 40, 750, 1e4] {
      #expect(example.activation.value(x, example.coefficient).isFinite)
      #expect(example.activation.slope(x, example.coefficient).isFinite)
    }
  }

  @Test(arguments: ActivationCase.all)
  func theSlopeAtAKinkIsTheOneOnItsLeft(_ example: ActivationCase) {
    for kink in [-3.0, 0, 3] {
      let left = example.activation.slope(kink - 1e-9, example.coefficient)
      #expect(abs(example.activation.slope(kink, example.coefficient) - left) < 1e-8)
    }
  }

  @Test(arguments: ActivationCase.all)
  func silentInputsHaveNoSlopeAndSaturatedOutputsHardlyAny(_ example: ActivationCase) {
    let a = example.coefficient
    if let bound = example.activation.silentBelow {
      for x in [bound, bound - 1, bound - 100] { #expect(example.activation.slope(x, a) == 0) }
      #expect(example.activation.slope(bound + 1e-6, a) != 0)
    }
    if let saturation = example.activation.saturation {
      for step in -4000...4000 {
        let x = (Double(step) + 0.5) / 100
        if saturation.test(Float(example.activation.value(x, a))) {
          #expect(abs(example.activation.slope(x, a)) < 0.025)
        }
      }
    }
  }

  /// The constants' whole point: a standard normal input gives an output with mean 0 and variance 1.
  @Test func seluKeepsMeanZeroAndVarianceOne() {
    let selu = SELU()
    let step = 0x1p-10
    var (mean, square) = (0.0, 0.0)
    for i in -12_288...12_288 {
      let x = Double(i) * step
      let weight = exp(-x * x / 2) / (2 * Double.pi).squareRoot() * step
      mean += weight * selu.value(x)
      square += weight * selu.value(x) * selu.value(x)
    }
    // The trapezoid rule across the kink leaves about step²/12.
    #expect(abs(mean) < 1e-6)
    #expect(abs(square - 1) < 1e-6)
  }

  @Test(
    "Minima as stated in the cards",
    arguments: [("gelu", -0.7518, -0.1700), ("swish", -1.2785, -0.2785), ("mish", -1.1924, -0.3088)])
  func minimum(name: String, place: Double, depth: Double) throws {
    let activation = try Activations.family.make(name)
    #expect(abs(activation.value(place, 0) - depth) < 1e-4)
    #expect(abs(activation.slope(place, 0)) < 1e-3)
  }

  @Test func wrongSlopesBreakTheLaw() {
    #expect(ActivationLaws.slopeError(SigmoidTwoPercentOff(), coefficient: 0) > Self.tolerance)
    #expect(ActivationLaws.slopeError(ELUWithoutAlpha(), coefficient: 0) > Self.tolerance)
    #expect(ActivationLaws.slopeError(TanhFromInput(), coefficient: 0) > Self.tolerance)
    #expect(ActivationLaws.coefficientSlopeError(PReLUOnTheWrongSide()) > Self.tolerance)
  }
}

extension Activation {
  var isLearned: Bool {
    if case .learned = coefficient { return true }
    return false
  }
}

import Basis
import NeuralNet
import Testing

@Suite struct ActivationLoopTests {
  /// Relative error of outputs. The tanh form of GELU exponentiates a rounded cube, which costs a digit in its
  /// tail below −5, where it is smaller than 10⁻⁶ itself.
  static func tolerance(_ example: ActivationCase) -> Double {
    (example.activation as? GELU)?.approximation == .tanh ? 2e-5 : 1e-6
  }

  @Test(arguments: ActivationCase.all)
  func forwardComputesTheFormula(_ example: ActivationCase) {
    #expect(
      ActivationLaws.forwardError(example.activation, coefficient: example.coefficient)
        < Self.tolerance(example))
  }

  @Test(arguments: ActivationCase.all)
  func backwardComputesTheSlope(_ example: ActivationCase) {
    #expect(ActivationLaws.backwardError(example.activation, coefficient: example.coefficient) < 1e-6)
  }

  @Test func aLoopOfAnotherFunctionBreaksTheLaw() {
    #expect(ActivationLaws.forwardError(GELUWithTheOtherLoop(), coefficient: 0) > 1e-5)
    #expect(ActivationLaws.backwardError(GELUWithTheOtherLoop(), coefficient: 0) > 1e-5)
  }

  @Test(arguments: ActivationCase.all)
  func notANumberIsPassedOn(_ example: ActivationCase) {
    let a = Float(example.coefficient)
    #expect(ActivationLaws.forward(example.activation, [1, .nan, -1], coefficient: a)[1].isNaN)
    var random = Random(seed: 3)
    let x = (0..<40).map { _ in Float(random.normal()) }
    let g = x.indices.map { $0 == 17 ? Float.nan : 1 }
    let y = ActivationLaws.forward(example.activation, x, coefficient: a)
    var dx = g
    dx.withUnsafeMutableBufferPointer { buffer in
      guard let dx = buffer.baseAddress else { return }
      example.activation.backward(40, x: x, y: y, g: g, inputGradient: dx, .fixed(a))
    }
    #expect(dx.indices.filter { dx[$0].isNaN } == [17])
  }

  @Test(arguments: ActivationCase.all)
  func cuttingARangeAnywhereChangesNoBit(_ example: ActivationCase) {
    let a = Float(example.coefficient)
    var random = Random(seed: 5)
    let x = (0..<150).map { _ in Float(4 * random.normal()) }
    let whole = ActivationLaws.forward(example.activation, x, coefficient: a)
    let wholeSlopes = ActivationLaws.backward(example.activation, x, coefficient: a)
    for cut in [1, 7, 16, 33, 64, 100, 149] {
      let parts = [Array(x[..<cut]), Array(x[cut...])]
      let values = parts.flatMap { ActivationLaws.forward(example.activation, $0, coefficient: a) }
      let slopes = parts.flatMap { ActivationLaws.backward(example.activation, $0, coefficient: a) }
      #expect(values.map(\.bitPattern) == whole.map(\.bitPattern))
      #expect(slopes.map(\.bitPattern) == wholeSlopes.map(\.bitPattern))
    }
  }

  @Test(arguments: ActivationCase.all)
  func workingInPlaceChangesNoBit(_ example: ActivationCase) {
    let a = Float(example.coefficient)
    var random = Random(seed: 6)
    let x = (0..<77).map { _ in Float(3 * random.normal()) }
    var inPlace = x
    inPlace.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      example.activation.forward(77, x: base, y: base, .fixed(a))
    }
    #expect(inPlace == ActivationLaws.forward(example.activation, x, coefficient: a))
  }

  @Test(arguments: ActivationCase.all)
  func backwardReadsOnlyWhatItSaysItRemembers(_ example: ActivationCase) {
    let a = Float(example.coefficient)
    let x = (-40..<40).map { Float($0) / 7 + 0.01 }
    let y = ActivationLaws.forward(example.activation, x, coefficient: a)
    let spoiled = [Float](repeating: .nan, count: x.count)
    let readsInput = example.activation.remembers == .input
    var dx = [Float](repeating: 1, count: x.count)
    dx.withUnsafeMutableBufferPointer { buffer in
      guard let dx = buffer.baseAddress else { return }
      example.activation.backward(
        x.count, x: readsInput ? x : spoiled, y: readsInput ? spoiled : y, g: dx, inputGradient: dx, .fixed(a)
      )
    }
    #expect(dx == ActivationLaws.backward(example.activation, x, coefficient: a))
  }
}

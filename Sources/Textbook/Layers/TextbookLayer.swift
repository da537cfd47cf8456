import Basis
import NeuralNet

/// A layer's mathematics as a book writes it: naive loops in Double, one sample after the other.
///
/// It is the specification of the fast engine: tests compare the two, and numeric differentiation checks this one.
package protocol TextbookLayer: Layer {
  func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep
}

/// What a layer knows besides its input. Tensors are flat, row after row, in the order of `Layer.parameters`.
package struct TextbookPass {
  /// Of one sample.
  package var input: Shape
  package var parameters: [[Double]]
  package var state: [[Double]]
  package var mode: Pass.Mode
  /// Key of the layer's random numbers in this step.
  package var randomKey: UInt64

  package init(
    input: Shape, parameters: [[Double]] = [], state: [[Double]] = [], mode: Pass.Mode = .training,
    randomKey: UInt64 = 0
  ) {
    self.input = input
    self.parameters = parameters
    self.state = state
    self.mode = mode
    self.randomKey = randomKey
  }

  /// Random number i of sample n, uniform in 0..<1, with as many bits as the engine uses.
  package func draw(sample n: Int, number i: Int, bits: UInt64) -> Double {
    let start = TextbookPass.output(n, ofStream: randomKey)
    return Double(TextbookPass.output(i, ofStream: start) >> (64 - bits)) / Double(UInt64(1) << bits)
  }

  /// The n-th output, counted from 0, of the generator with this seed: it advances by a constant.
  package static func output(_ n: Int, ofStream seed: UInt64) -> UInt64 {
    var random = Random(seed: seed &+ UInt64(bitPattern: Int64(n)) &* 0x9E37_79B9_7F4A_7C15)
    return random.next()
  }
}

/// What a layer makes of a batch.
package struct TextbookStep {
  package var output: [[Double]]
  /// The running statistics after this batch.
  package var state: [[Double]]
  /// From ∂L/∂output to ∂L/∂input and ∂L/∂parameters. It holds what must be remembered of forward.
  package var backward: (_ g: [[Double]]) -> (input: [[Double]], parameters: [[Double]])

  package init(
    output: [[Double]], state: [[Double]] = [],
    backward: @escaping (_ g: [[Double]]) -> (input: [[Double]], parameters: [[Double]])
  ) {
    self.output = output
    self.state = state
    self.backward = backward
  }
}

import Basis
import CKernels

/// Every output is a weighted sum of all inputs. Samples of several extents (images) are read as one row.
package struct Dense: WeightedLayer {
  package var units = 10
  package var initializer: any Initializer = Glorot()
  package var bias = true
  package var biasStart: Float = 0

  package init() {}
  package init(_ units: Int, initializer: any Initializer = Glorot(), bias: Bool = true) {
    self.units = units
    self.initializer = initializer
    self.bias = bias
  }

  package static let card = Card<Dense>(
    "dense", aliases: ["linear", "fully-connected"],
    "Connects every input with every unit; images are read as one row of numbers.",
    formula: "y = x·W + b",
    positions: [Setting("units", \.units, in: 1...1_000_000, "Outputs of the layer.")],
    settings: [
      Setting("init", member: \.initializer, of: Initializers.family, "Draws the first weights."),
      Setting("bias", \.bias, "Whether a trained number is added to every unit."),
      Setting("bias-start", \.biasStart, in: .finite, "What the biases start at."),
    ],
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, chapter 6")],
    examples: ["layer dense 50 relu", "layer dense 10 init=he bias=off"],
    details:
      "Biases start at 0 unless told otherwise. Weights start as the initializer draws them; the default is glorot's uniform "
      + "distribution, as in Keras (PyTorch draws from ±1/√fan-in instead).")

  /// Without the initializer: in tables every column counts.
  package var title: String { bias ? "dense \(units)" : "dense \(units) bias=off" }

  package func output(for input: Shape) throws -> Shape { [units] }

  package func parameters(for input: Shape) -> [TensorSpec] {
    let inputs = input.count
    let weights = TensorSpec(
      "weights", [inputs, units], .weight, fanIn: inputs, fanOut: units, start: .drawn(initializer))
    return bias ? [weights, TensorSpec("bias", [units], .bias, start: .constant(biasStart))] : [weights]
  }

  package func operations(for input: Shape) -> Int { 2 * input.count * units + (bias ? units : 0) }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    DenseEngine(inputs: input.count, outputs: units, bias: bias)
  }
}

private final class DenseEngine: LayerEngine {
  private let inputs: Int
  private let outputs: Int
  private let bias: Bool

  init(inputs: Int, outputs: Int, bias: Bool) {
    self.inputs = inputs
    self.outputs = outputs
    self.bias = bias
  }

  // y = x·W + b                       x [N, I]   W [I, O]   b [O]   y [N, O]
  func forward(_ pass: Pass, phase: Int) {
    let x = pass.input + pass.rows.lowerBound * inputs
    let y = pass.output + pass.rows.lowerBound * outputs
    let rows = pass.rows.count
    Matrix.multiply(
      x, (rows, inputs), pass.parameters, (inputs, outputs),
      bias: bias ? pass.parameters + inputs * outputs : nil, into: y)
  }

  // ∂L/∂W = xᵀ·g    ∂L/∂b = Σₙ g    ∂L/∂x = g·Wᵀ                    g [N, O]
  func backward(_ pass: Pass, phase: Int) {
    guard let whole = pass.outputGradient else { return }
    let rows = pass.rows.count
    let g = whole + pass.rows.lowerBound * outputs
    if let gradients = pass.gradients {
      let x = pass.input + pass.rows.lowerBound * inputs
      Matrix.multiplyTransposed(x, (rows, inputs), g, (rows, outputs), into: gradients)
      if bias { ck_column_sums(rows, outputs, g, gradients + inputs * outputs) }
    }
    if let inputGradient = pass.inputGradient {
      Matrix.multiply(
        g, (rows, outputs), byTransposed: pass.parameters, (inputs, outputs),
        into: inputGradient + pass.rows.lowerBound * inputs)
    }
  }
}

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

  /// Rows of W in one part of the gradient, and those parts.
  private let rowsAtOnce: Int
  let gradientParts: [Range<Int>]

  init(inputs: Int, outputs: Int, bias: Bool) {
    self.inputs = inputs
    self.outputs = outputs
    self.bias = bias
    // Few enough that a part is still near at hand when it is used, and enough to make it worth reading the whole of g.
    let rowsAtOnce = max(16, 8192 / outputs / 8 * 8)
    self.rowsAtOnce = rowsAtOnce
    gradientParts = stride(from: 0, to: inputs, by: rowsAtOnce).map { first in
      let last = min(inputs, first + rowsAtOnce)
      return first * outputs..<last * outputs + (bias && last == inputs ? outputs : 0)
    }
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

  // ∂L/∂x = g·Wᵀ                      g [N, O]
  func backward(_ pass: Pass, phase: Int) {
    guard let whole = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let first = pass.rows.lowerBound
    Matrix.multiply(
      whole + first * outputs, (pass.rows.count, outputs), byTransposed: pass.parameters, (inputs, outputs),
      into: inputGradient + first * inputs)
  }

  // ∂L/∂W = xᵀ·g    ∂L/∂b = Σₙ g
  func gradient(_ pass: Pass, part: Int) {
    guard let g = pass.outputGradient, let gradients = pass.gradients else { return }
    let (samples, first) = (pass.rows.count, part * rowsAtOnce)
    let rows = first..<min(inputs, first + rowsAtOnce)
    let summed = bias && rows.upperBound == inputs
    if summed, let upcoming = pass.upcoming { ck_take(outputs, upcoming + inputs * outputs) }
    Matrix.multiplyTransposed(
      pass.input, (samples, inputs), g, (samples, outputs), rows: rows, into: gradients,
      upcoming: pass.upcoming)
    if summed { ck_column_sums(samples, outputs, g, gradients + inputs * outputs) }
  }
}

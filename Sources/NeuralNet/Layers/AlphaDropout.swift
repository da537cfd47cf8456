import Basis
import CKernels

/// Dropout that keeps mean 0 and variance 1, for networks of SELUs.
package struct AlphaDropout: Layer {
  package var rate: Float = 0.1

  package init() {}
  package init(_ rate: Float) { self.rate = rate }

  package static let card = Card<AlphaDropout>(
    "alpha-dropout",
    "Sets a random share of the numbers to SELU's lowest value in training, and keeps mean and variance.",
    formula: "y = a·(x·m + α′·(1 − m)) + b,  m = 0 with probability rate, else 1;  y = x outside training",
    positions: [Setting("rate", \.rate, in: .rateBelowOne, "Share that is dropped.")],
    sources: [
      Source("Klambauer, Unterthiner, Mayr & Hochreiter", 2017, "arXiv:1706.02515, Self-normalizing networks")
    ],
    examples: ["layer alpha-dropout 0.1"],
    details:
      "α′ = −λα = −1.7581, a = (q + α′²·q·(1 − q))^(−½) and b = −a·(1 − q)·α′ with q = 1 − rate: numbers of mean 0 and "
      + "variance 1 still have them afterwards. The paper found rates of 0.05 and 0.1 to work well. Keras and PyTorch "
      + "do the same; PyTorch's default rate is 0.5.")

  package func output(for input: Shape) throws -> Shape { input }
  package func operations(for input: Shape) -> Int { 2 * input.count }

  /// λα of SELU, the depth of its plateau (appendix of the paper, twelve digits).
  package static let depth = 1.0507009873554805 * 1.6732632423543772

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    AlphaDropoutEngine(width: input.count, rate: rate)
  }
}

private final class AlphaDropoutEngine: LayerEngine {
  private let width: Int
  private let threshold: UInt32
  private let scale: Float
  private let shift: Float
  private let dropped: Float

  init(width: Int, rate: Float) {
    self.width = width
    threshold = UInt32(Double(rate) * 0x1p32)
    let (p, q, lowest) = (Double(rate), 1 - Double(rate), -AlphaDropout.depth)
    let a = 1 / (q + lowest * lowest * q * p).squareRoot()
    let b = -a * p * lowest
    (scale, shift, dropped) = (Float(a), Float(b), Float(a * lowest + b))
  }

  // y = a·x + b where kept, a·α′ + b where dropped                   x, y [N, I]
  func forward(_ pass: Pass, phase: Int) {
    let (first, rows) = (pass.rows.lowerBound, pass.rows.count)
    let start = first * width
    if pass.mode == .inference || threshold == 0 {
      (pass.output + start).update(from: pass.input + start, count: rows * width)
    } else {
      ck_alpha_dropout(
        pass.randomKey, first, rows, width, threshold, scale, shift, dropped, pass.input + start,
        pass.output + start)
    }
  }

  // ∂L/∂x = a·g where kept, 0 where dropped          g [N, I]; the key makes the same mask again
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let (first, rows) = (pass.rows.lowerBound, pass.rows.count)
    let start = first * width
    if pass.mode == .inference || threshold == 0 {
      (inputGradient + start).update(from: g + start, count: rows * width)
    } else {
      ck_dropout(pass.randomKey, first, rows, width, threshold, scale, g + start, inputGradient + start)
    }
  }
}

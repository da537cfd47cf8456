import Basis
import CKernels

/// Silences a random share of the numbers in training, so that no unit can rely on another.
package struct Dropout: Layer {
  package var rate: Float = 0.5

  package init() {}
  package init(_ rate: Float) { self.rate = rate }

  package static let card = Card<Dropout>(
    "dropout", "Sets a random share of the numbers to 0 in training, so that no unit can rely on another.",
    formula: "y = x·m / (1 − rate),  m = 0 with probability rate, else 1;  y = x outside training",
    positions: [Setting("rate", \.rate, in: .rateBelowOne, "Share that is dropped.")],
    sources: [
      Source("Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov", 2014, "JMLR 15, Dropout")
    ],
    examples: ["layer dropout 0.2", "dropout 0.5"],
    details:
      "What is kept is scaled up in training (\"inverted\" dropout, as Keras and PyTorch do), where the paper "
      + "scales the weights down afterwards; the expected values agree.")

  package func output(for input: Shape) throws -> Shape { input }
  package func operations(for input: Shape) -> Int { input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    DropoutEngine(width: input.count, rate: rate)
  }
}

private final class DropoutEngine: LayerEngine {
  private let width: Int
  private let threshold: UInt32
  private let scale: Float

  init(width: Int, rate: Float) {
    self.width = width
    threshold = UInt32(Double(rate) * 0x1p32)
    scale = Float(1 / (1 - Double(rate)))
  }

  // y = x·m·s,  s = 1/(1 − rate)      x, y, m [N, I]
  func forward(_ pass: Pass, phase: Int) {
    apply(to: pass.input, pass, into: pass.output)
  }

  // ∂L/∂x = g·m·s                     g [N, I]; the key makes the same m again
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    apply(to: g, pass, into: inputGradient)
  }

  private func apply(to x: UnsafePointer<Float>, _ pass: Pass, into y: UnsafeMutablePointer<Float>) {
    let (first, rows) = (pass.rows.lowerBound, pass.rows.count)
    let start = first * width
    if pass.mode == .inference || threshold == 0 {
      (y + start).update(from: x + start, count: rows * width)
    } else {
      ck_dropout(pass.randomKey, first, rows, width, threshold, scale, x + start, y + start)
    }
  }
}

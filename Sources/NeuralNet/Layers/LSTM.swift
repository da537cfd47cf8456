import Basis
import CKernels

/// Long short-term memory: a second state c that is only multiplied by a gate and added to, so that gradients last.
package struct LSTM: RecurrentLayer {
  package var units = 32
  package var returned = ReturnedStates.last
  package var forgetBias: Float = 1
  package var initializer: any Initializer = Glorot()
  package var recurrentInitializer: any Initializer = Orthogonal()

  package init() {}
  package init(_ units: Int, returned: ReturnedStates = .last) {
    (self.units, self.returned) = (units, returned)
  }

  package static let card = Card<LSTM>(
    "lstm",
    "Reads a sequence step by step and decides by gates what to keep, so that it remembers over long times.",
    formula:
      "i, f, o = σ(xₜ·W + hₜ₋₁·U + b),  g = tanh(xₜ·W + hₜ₋₁·U + b),  cₜ = f·cₜ₋₁ + i·g,  hₜ = o·tanh(cₜ)",
    positions: [Setting("units", \.units, in: 1...100_000, "Numbers in the state.")],
    settings: commonSettings + [
      Setting(
        "forget-bias", \.forgetBias, in: .finite,
        "What the forget gate's biases start at: 1 keeps memories at first.")
    ],
    sources: [
      Source("Hochreiter & Schmidhuber", 1997, "Neural Computation 9, Long short-term memory"),
      Source("Gers, Schmidhuber & Cummins", 2000, "Neural Computation 12, Learning to forget: the gate f"),
      Source("Jozefowicz, Zaremba & Sutskever", 2015, "ICML, An empirical exploration: the forget bias"),
    ],
    examples: ["layer lstm 32", "layer lstm 64 return=sequence", "layer lstm 32 forget-bias=0"],
    details: """
      Each gate has its own W, U and b; they lie side by side as i, f, g, o, as in PyTorch and Keras, and each is drawn by \
      itself. With a forget gate and without peepholes, as both have it. The forget bias starts at 1 as in Keras; PyTorch \
      starts it near 0. Where PyTorch has two biases, which only ever act as their sum, there is one. A sample is \
      steps × features; an image is read row by row.
      """)

  package var gates: [(name: String, biasStart: Float)] {
    [(".input", 0), (".forget", forgetBias), (".candidate", 0), (".output", 0)]
  }
  package func makeCell() -> any RecurrentCell { LSTMCell() }
}

// i = σ(a₁)   f = σ(a₂)   g = tanh(a₃)   o = σ(a₄)         a = xₜ·W + hₜ₋₁·U + b [n, 4·H]
// cₜ = f·cₜ₋₁ + i·g
// hₜ = o·tanh(cₜ)                                          i, f, g, o, c, h [n, H]
private struct LSTMCell: RecurrentCell {
  let carriesCell = true
  let separatesRecurrence = false
  let passesBy = false

  func forward(_ step: CellStep) {
    ck_lstm_forward(step.rows, step.units, step.gates, step.cellBefore, step.cell, step.state)
  }

  // δ = ∂L/∂cₜ from later steps + ∂L/∂hₜ·o·(1 − tanh² cₜ)
  // ∂L/∂a₁ = δ·g·i(1 − i)            ∂L/∂a₂ = δ·cₜ₋₁·f(1 − f)
  // ∂L/∂a₃ = δ·i·(1 − g²)            ∂L/∂a₄ = ∂L/∂hₜ·tanh(cₜ)·o(1 − o)
  // ∂L/∂cₜ₋₁ = δ·f
  func backward(_ step: CellStep) {
    ck_lstm_backward(
      step.rows, step.units, step.gates, step.cellBefore, step.cell, step.stateGradient, step.cellGradient)
  }
}

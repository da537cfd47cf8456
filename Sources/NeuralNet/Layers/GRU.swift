import Basis
import CKernels

/// The gated recurrent unit: one state, and gates that decide how much of it is renewed.
package struct GRU: RecurrentLayer {
  package var units = 32
  package var returned = ReturnedStates.last
  package var initializer: any Initializer = Glorot()
  package var recurrentInitializer: any Initializer = Orthogonal()

  package init() {}
  package init(_ units: Int, returned: ReturnedStates = .last) {
    (self.units, self.returned) = (units, returned)
  }

  package static let card = Card<GRU>(
    "gru", "Reads a sequence step by step and renews its state through two gates: an LSTM with fewer parts.",
    formula:
      "r, z = σ(xₜ·W + hₜ₋₁·U + b),  n = tanh(xₜ·W + b + r·(hₜ₋₁·U + u)),  hₜ = (1 − z)·n + z·hₜ₋₁",
    positions: [Setting("units", \.units, in: 1...100_000, "Numbers in the state.")],
    settings: commonSettings,
    sources: [
      Source(
        "Cho et al.", 2014, "arXiv:1406.1078, Learning phrase representations using RNN encoder-decoder"),
      Source("PyTorch", 2024, "pytorch.org, torch.nn.GRU: the reset gate after the product"),
    ],
    examples: ["layer gru 32", "layer gru 64 return=sequence"],
    details: """
      The reset gate r acts after the product with U, which therefore has a bias u of its own: as in PyTorch, in cuDNN and by \
      default in Keras (reset_after). The paper lets it act before: n = tanh(xₜ·W + (r·hₜ₋₁)·U + b). Gates lie side by side \
      as r, z, n (PyTorch's order; Keras has z, r, n), each with its own W, U and b, drawn by itself. A sample is \
      steps × features; an image is read row by row.
      """)

  package var gates: [(name: String, biasStart: Float)] {
    [(".reset", 0), (".update", 0), (".candidate", 0)]
  }
  package func makeCell() -> any RecurrentCell { GRUCell() }

  package func parameters(for input: Shape) -> [TensorSpec] {
    gateParameters(for: input) + [TensorSpec("bias.recurrent", [units], .bias, start: .constant(0))]
  }
}

// r = σ(a₁ + p₁)   z = σ(a₂ + p₂)                          a = xₜ·W + b, p = hₜ₋₁·U [n, 3·H]
// q = p₃ + u       n = tanh(a₃ + r·q)                      u [H]
// hₜ = (1 − z)·n + z·hₜ₋₁                                  r, z, q, n, h [n, H]
private struct GRUCell: RecurrentCell {
  let carriesCell = false
  let separatesRecurrence = true
  let passesBy = true

  func forward(_ step: CellStep) {
    ck_gru_forward(
      step.rows, step.units, step.recurrentBias, step.recurrent, step.gates, step.before, step.state)
  }

  // ∂L/∂a₃ = ∂L/∂hₜ·(1 − z)·(1 − n²)         ∂L/∂p₃ = ∂L/∂u = ∂L/∂a₃·r
  // ∂L/∂a₂ = ∂L/∂p₂ = ∂L/∂hₜ·(hₜ₋₁ − n)·z(1 − z)
  // ∂L/∂a₁ = ∂L/∂p₁ = ∂L/∂a₃·q·r(1 − r)
  // ∂L/∂hₜ₋₁ = ∂L/∂hₜ·z + ∂L/∂p·Uᵀ
  func backward(_ step: CellStep) {
    ck_gru_backward(
      step.rows, step.units, step.recurrent, step.gates, step.before, step.stateGradient, step.beforeGradient)
  }
}

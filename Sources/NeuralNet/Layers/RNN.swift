import Basis
import CKernels

/// The plain recurrent layer (Elman's): the state is mixed anew at every step.
package struct RNN: RecurrentLayer {
  package var units = 32
  package var activation: any Activation = Tanh()
  package var returned = ReturnedStates.last
  package var initializer: any Initializer = Glorot()
  package var recurrentInitializer: any Initializer = Orthogonal()

  package init() {}
  package init(_ units: Int, _ activation: any Activation = Tanh(), returned: ReturnedStates = .last) {
    (self.units, self.activation, self.returned) = (units, activation, returned)
  }

  package static let card = Card<RNN>(
    "rnn", aliases: ["simple-rnn"],
    "Reads a sequence step by step, mixing each step into a state: short memories, and gradients that vanish or explode.",
    formula: "hₜ = f(xₜ·W + hₜ₋₁·U + b),  h₀ = 0",
    positions: [
      Setting("units", \.units, in: 1...100_000, "Numbers in the state."),
      Setting(
        "activation", member: \.activation, of: Activations.family, "f; any without coefficients of its own."),
    ],
    settings: commonSettings,
    sources: [
      Source("Elman", 1990, "Cognitive Science 14, Finding structure in time"),
      Source("Le, Jaitly & Hinton", 2015, "arXiv:1504.00941, for relu with recurrent-init=identity"),
    ],
    examples: [
      "layer rnn 32", "layer rnn 32 relu recurrent-init=identity init=normal std=0.1",
      "layer rnn 50 tanh return=sequence recurrent-init=orthogonal gain=1.5",
    ],
    details: """
      A sample is steps × features; an image is read row by row, from the top. Through k steps a gradient is multiplied k times by U, \
      so a recurrent gain below 1 makes it vanish and one above 1 may make it explode: gradients time shows it. The input's \
      weights start as glorot draws them and U as an orthogonal matrix, as in Keras; PyTorch draws all from ±1/√units. Where \
      PyTorch has two biases, which only ever act as their sum, there is one, 0 at first.
      """)

  package var gates: [(name: String, biasStart: Float)] { [("", 0)] }
  package func makeCell() -> any RecurrentCell { PlainCell(activation: activation) }

  package func output(for input: Shape) throws -> Shape {
    guard activation.coefficient == .none else {
      throw Problem(
        "\(activation.name) has a coefficient of its own, which a recurrent layer cannot keep",
        advice: "layer rnn \(units) relu")
    }
    return try states(for: input)
  }

  package var chosenActivation: (any Activation)? { activation }
}

// zₜ = xₜ·W + hₜ₋₁·U + b    hₜ = f(zₜ)                     z, h [n, H]
private struct PlainCell: RecurrentCell {
  let activation: any Activation
  let carriesCell = false
  let separatesRecurrence = false
  let passesBy = false

  func forward(_ step: CellStep) {
    activation.forward(step.rows * step.units, x: step.gates, y: step.state)
  }

  // ∂L/∂zₜ = ∂L/∂hₜ·f′(zₜ), and ∂L/∂(x·W + b) = ∂L/∂(h·U) = ∂L/∂z
  func backward(_ step: CellStep) {
    activation.backward(
      step.rows * step.units, x: step.gates, y: step.state, g: step.stateGradient, inputGradient: step.gates)
  }
}

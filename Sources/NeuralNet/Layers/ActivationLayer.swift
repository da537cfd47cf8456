import Basis
import CKernels

/// An activation as a layer of its own; in a block it follows the layer that it belongs to.
package struct ActivationLayer: Layer {
  package var activation: any Activation = ELU()

  package init() {}
  package init(_ activation: any Activation) { self.activation = activation }

  package static let card = Card<ActivationLayer>(
    "activation", "Applies an activation function to every number.",
    formula: "y = f(x)",
    positions: [Setting("function", member: \.activation, of: Activations.family, "Which function.")],
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, section 6.3")],
    examples: ["layer activation relu", "layer activation elu alpha=0.5"],
    details:
      "Takes the settings of its function too. Where the function has a trained coefficient there is one for "
      + "each unit, or for each channel of an image.")

  package var title: String { activation.notation }

  package func output(for input: Shape) throws -> Shape { input }

  package func parameters(for input: Shape) -> [TensorSpec] {
    guard case .learned(let start) = activation.coefficient else { return [] }
    return [TensorSpec("slope", [input.features], .slope, start: .constant(start))]
  }

  package func operations(for input: Shape) -> Int { input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    switch activation.coefficient {
    case .none: PlainActivationEngine(activation, width: input.count)
    case .learned: LearnedActivationEngine(activation, width: input.count, units: input.features)
    case .random(let range):
      RandomActivationEngine(activation, width: input.count, range: range, capacity: capacity)
    }
  }
}

// y = f(x)    ∂L/∂x = g·f′(x)                                      x, y, g [N, I]
private final class PlainActivationEngine: LayerEngine {
  private let activation: any Activation
  private let width: Int

  init(_ activation: any Activation, width: Int) {
    self.activation = activation
    self.width = width
  }

  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * width
    activation.forward(pass.rows.count * width, x: pass.input + start, y: pass.output + start)
  }

  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let start = pass.rows.lowerBound * width
    activation.backward(
      pass.rows.count * width, x: pass.input + start, y: pass.output + start, g: g + start,
      inputGradient: inputGradient + start)
  }
}

// y = f(x, a)    ∂L/∂x = g·f′(x, a)    ∂L/∂a = Σ g·∂f/∂a           x, y, g [M, U]   a [U]   M = N · I/U
private final class LearnedActivationEngine: LayerEngine {
  private let activation: any Activation
  private let width: Int
  private let units: Int

  init(_ activation: any Activation, width: Int, units: Int) {
    self.activation = activation
    self.width = width
    self.units = units
  }

  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * width
    activation.forward(
      pass.rows.count * width, x: pass.input + start, y: pass.output + start,
      .perUnit(pass.parameters, width: units))
  }

  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient else { return }
    let start = pass.rows.lowerBound * width
    let count = pass.rows.count * width
    if let gradients = pass.gradients {
      activation.coefficientGradient(
        count, x: pass.input + start, g: g + start, coefficients: pass.parameters, width: units,
        into: gradients)
    }
    if let inputGradient = pass.inputGradient {
      activation.backward(
        count, x: pass.input + start, y: pass.output + start, g: g + start,
        inputGradient: inputGradient + start, .perUnit(pass.parameters, width: units))
    }
  }
}

// y = f(x, a), a drawn for every number; outside training the middle of its range         x, y, a [N, I]
private final class RandomActivationEngine: LayerEngine {
  private let activation: any Activation
  private let width: Int
  private let range: ClosedRange<Float>
  private let coefficients: Buffer

  init(_ activation: any Activation, width: Int, range: ClosedRange<Float>, capacity: Int) {
    self.activation = activation
    self.width = width
    self.range = range
    coefficients = Buffer(capacity * width)
  }

  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * width
    if pass.mode.isFitting {
      ck_uniform(
        pass.randomKey, pass.rows.lowerBound, pass.rows.count, width, range.lowerBound, range.upperBound,
        coefficients.start + start)
    }
    activation.forward(
      pass.rows.count * width, x: pass.input + start, y: pass.output + start, coefficients(pass, start))
  }

  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let start = pass.rows.lowerBound * width
    activation.backward(
      pass.rows.count * width, x: pass.input + start, y: pass.output + start, g: g + start,
      inputGradient: inputGradient + start, coefficients(pass, start))
  }

  private func coefficients(_ pass: Pass, _ start: Int) -> ActivationCoefficients {
    pass.mode.isFitting
      ? .perNumber(coefficients.start + start)
      : .fixed((range.lowerBound + range.upperBound) / 2)
  }
}

// The function's settings can be set through the layer.
extension ActivationLayer {
  package var values: [(name: String, value: Value)] {
    [(Self.card.positions[0].name, Self.card.positions[0].get(self))] + activation.values
  }

  package mutating func set(_ name: String, to value: Value) throws {
    if name == Self.card.positions[0].name {
      try Self.card.positions[0].set(&self, value)
    } else {
      try activation.set(name, to: value)
    }
  }

  package var notation: String { "\(Self.name) \(activation.notation)" }
}

import Basis
import NeuralNet

extension Measurements {
  /// What an activation's formula gives, without any network.
  static let formulas: [any Item.Type] = [ActivationValue.self, ActivationSlope.self]
}

struct ActivationValue: Measurement {
  var activation: any Activation = Identity()
  var x = 0.0
  static let card = Card<ActivationValue>(
    "value", "f(x) of an activation.",
    positions: [
      Setting("activation", member: \.activation, of: Activations.family, "Which activation."),
      Setting("x", \.x, in: .finite, "Where."),
    ], examples: ["print value(elu, -1)"])
  package func value(in lab: Lab) throws -> Value {
    .number(activation.value(x, activation.middleCoefficient))
  }
}

struct ActivationSlope: Measurement {
  var activation: any Activation = Identity()
  var x = 0.0
  static let card = Card<ActivationSlope>(
    "slope", "f′(x) of an activation; at a kink the slope on the left.",
    positions: [
      Setting("activation", member: \.activation, of: Activations.family, "Which activation."),
      Setting("x", \.x, in: .finite, "Where."),
    ], examples: ["print slope(selu, 1e-9) - slope(selu, -1e-9)"])
  package func value(in lab: Lab) throws -> Value {
    .number(activation.slope(x, activation.middleCoefficient))
  }
}

extension Activation {
  /// The coefficient of an untrained unit: where it starts, or the middle of what is drawn.
  var middleCoefficient: Double {
    switch coefficient {
    case .none: 0
    case .learned(let start): Double(start)
    case .random(let range): Double(range.lowerBound + range.upperBound) / 2
    }
  }
}

import NeuralNet
import Basis

extension Measurements {
  /// What comes out of a layer.
  static let signals: [any Item.Type] = [
    ActivationMean.self, ActivationDeviation.self, ActivationMaximum.self, ActivationZero.self, Dead.self,
    Saturated.self,
  ]
}

struct ActivationMean: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<ActivationMean>(
    "activation.mean", "Mean of a layer's outputs, with their signs.", positions: [layerPosition],
    examples: ["print activation.mean(1)"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.activation.mean }
}

struct ActivationDeviation: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<ActivationDeviation>(
    "activation.std", "Standard deviation of a layer's outputs.", positions: [layerPosition],
    examples: ["print activation.std(last) / activation.std(1)"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.activation.deviation }
}

struct ActivationMaximum: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<ActivationMaximum>(
    "activation.max", "Largest output of a layer.", positions: [layerPosition],
    examples: ["print activation.max(1)"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.activation.maximum }
}

struct ActivationZero: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<ActivationZero>(
    "activation.zero", "Share of a layer's outputs that are exactly zero, 0…1.", positions: [layerPosition],
    examples: ["print activation.zero(1)"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.activation.zeroFraction }
}

struct Dead: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<Dead>(
    "dead",
    "Share of units that are silent for every sample, 0…1; defined where an activation can be silent.",
    positions: [layerPosition], examples: ["expect dead(1) < 10%"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.dead }
}

struct Saturated: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<Saturated>(
    "saturated",
    "Share of outputs at an end of the activation's range, 0…1; defined for those that have one.",
    positions: [layerPosition], examples: ["print saturated(1)"])
  static let samples = Lab.activationSamples
  func value(of view: Probe.BlockView) -> Double? { view.saturated }
}

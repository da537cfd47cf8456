import NeuralNet
import Basis

extension Measurements {
  /// ∂L/∂W of a layer's weights, and ∂L/∂z, the signal that travels backwards.
  static let gradients: [any Item.Type] = [
    GradientMean.self, GradientNorm.self, GradientDeviation.self, GradientMaximum.self, GradientZero.self,
    DeltaMean.self, DeltaNorm.self,
  ]
}

struct GradientMean: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<GradientMean>(
    "gradient.mean", "Mean |∂L/∂W| of a layer's weights.", positions: [layerPosition],
    examples: ["print gradient.mean(1) / gradient.mean(last)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.gradient?.meanAbsolute }
}

struct GradientNorm: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<GradientNorm>(
    "gradient.norm", "Euclidean length of ∂L/∂W.", positions: [layerPosition],
    examples: ["print gradient.norm(last)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.gradient?.norm }
}

struct GradientDeviation: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<GradientDeviation>(
    "gradient.std", "Standard deviation of ∂L/∂W.", positions: [layerPosition],
    examples: ["print gradient.std(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.gradient?.deviation }
}

struct GradientMaximum: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<GradientMaximum>(
    "gradient.max", "Largest |∂L/∂W|.", positions: [layerPosition], examples: ["print gradient.max(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? {
    view.gradient.map { max(abs($0.minimum), abs($0.maximum)) }
  }
}

struct GradientZero: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<GradientZero>(
    "gradient.zero", "Share of ∂L/∂W that is exactly zero, 0…1.", positions: [layerPosition],
    examples: ["print gradient.zero(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.gradient?.zeroFraction }
}

struct DeltaMean: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<DeltaMean>(
    "delta.mean", "Mean |∂L/∂z|, z being the layer's output before its activation.",
    positions: [layerPosition], examples: ["print delta.mean(1) / delta.mean(last)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.delta.meanAbsolute }
}

struct DeltaNorm: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<DeltaNorm>(
    "delta.norm", "Euclidean length of ∂L/∂z over the batch.", positions: [layerPosition],
    examples: ["print delta.norm(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.delta.norm }
}

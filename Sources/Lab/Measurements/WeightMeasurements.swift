import NeuralNet
import Basis

extension Measurements {
  /// What a layer has learned, and how fast that moves.
  static let weights: [any Item.Type] = [
    WeightNorm.self, WeightMean.self, WeightDeviation.self, UpdateRatio.self,
  ]
}

struct WeightNorm: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<WeightNorm>(
    "weight.norm", "Euclidean length of a layer's weights.", positions: [layerPosition],
    examples: ["print weight.norm(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.weight?.norm }
}

struct WeightMean: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<WeightMean>(
    "weight.mean", "Mean |w| of a layer's weights.", positions: [layerPosition],
    examples: ["print weight.mean(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.weight?.meanAbsolute }
}

struct WeightDeviation: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<WeightDeviation>(
    "weight.std", "Standard deviation of a layer's weights.", positions: [layerPosition],
    examples: ["print weight.std(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.weight?.deviation }
}

struct UpdateRatio: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<UpdateRatio>(
    "update.ratio", "Length of the next step divided by the length of the weights.",
    positions: [layerPosition], examples: ["expect update.ratio(1) < 1e-1"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.updateRatio }
}

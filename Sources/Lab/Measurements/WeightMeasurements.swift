import NeuralNet
import Basis

extension Measurements {
  /// What a layer has learned, and how fast that moves.
  static let weights: [any Item.Type] = [
    WeightNorm.self, WeightMean.self, WeightDeviation.self, UpdateRatio.self, Moved.self,
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

struct Moved: Measurement {
  var layer: LayerSelection?
  static let card = Card<Moved>(
    "moved",
    "How far a layer's weights have gone since they were drawn or copied, in lengths of what they were.",
    formula: "|W − W₀| / |W₀|",
    positions: [Setting("layer", layers: \.layer, "Which layer, counted from 1.")],
    examples: ["print moved(1)"],
    details: "W₀ is the weights as init drew them, as reuse copied them, or as pretrain left them.")

  package func value(in lab: Lab) throws -> Value {
    guard let layer else { throw Problem("moved needs a layer", advice: "moved(1) or moved(last)") }
    let model = try lab.needLayers()
    let index = try layer.index(among: model.network.blocks.count)
    guard let distance = model.movement(ofBlock: index) else {
      throw Problem(
        "layer \(index + 1) (\(model.network.blocks[index].title)) has no weights, or they began at zero")
    }
    return .number(distance)
  }
}

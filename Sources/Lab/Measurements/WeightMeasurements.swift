import NeuralNet
import Basis

extension Measurements {
  /// What a layer has learned, and how fast that moves.
  static let weights: [any Item.Type] = [
    WeightNorm.self, WeightMean.self, WeightDeviation.self, WeightSmall.self, WeightZero.self,
    UpdateRatio.self, EffectiveRate.self,
    Moved.self,
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

struct WeightSmall: Measurement {
  var layer: LayerSelection?
  var limit = 0.001
  static let card = Card<WeightSmall>(
    "weight.small", "Share of a layer's weights that are smaller than a limit, 0…1.",
    positions: [
      Setting("layer", layers: \.layer, "Which layer, counted from 1."),
      Setting("limit", \.limit, in: .positive, "Smaller than this counts."),
    ], examples: ["print weight.small(1)", "print weight.small(1, 0.01)"])

  package func value(in lab: Lab) throws -> Value {
    guard let layer else { throw Problem("weight.small needs a layer", advice: "weight.small(1)") }
    let (model, data) = try lab.needFittingModel()
    let index = try layer.index(among: model.network.blocks.count)
    let weights = try lab.engine.values(.weight, ofBlock: index, model, on: data.train.prefix(1))
    guard !weights.isEmpty else {
      throw Problem("layer \(index + 1) (\(model.network.blocks[index].title)) has no weights")
    }
    return .number(Double(weights.count { abs(Double($0)) < limit }) / Double(weights.count))
  }
}

struct WeightZero: LayerMeasurement {
  var layer: LayerSelection?
  static let card = Card<WeightZero>(
    "weight.zero", "Share of a layer's weights that are exactly zero, 0…1.", positions: [layerPosition],
    examples: ["print weight.zero(1)"])
  static let samples = Lab.gradientSamples
  func value(of view: Probe.BlockView) -> Double? { view.weight?.zeroFraction }
}

struct EffectiveRate: Measurement {
  enum Which: String, CaseIterable, Sendable { case least, median, most }

  var layer: LayerSelection?
  var which = Which.median
  static let card = Card<EffectiveRate>(
    "effective.rate",
    "What the next step multiplies a weight's gradient by: the rate that an adaptive optimizer really gives it.",
    formula: "|Δw| / |∂L/∂w|, over the weights of a layer",
    positions: [
      Setting("layer", layers: \.layer, "Which layer, counted from 1."),
      Setting("which", choice: \.which, "The median of all weights, or an extreme."),
    ], examples: ["print effective.rate(1)", "print effective.rate(last, most)"],
    details:
      "Weights without a gradient are left out, and so are penalties and clipping. For sgd it is the learning rate. An "
      + "optimizer with momentum also moves on what it remembers, which can make single ratios large: ask for the median."
  )

  package func value(in lab: Lab) throws -> Value {
    guard let layer else { throw Problem("effective.rate needs a layer", advice: "effective.rate(1)") }
    let (model, data) = try lab.needFittingModel()
    let index = try layer.index(among: model.network.blocks.count)
    let samples = data.train.prefix(Lab.gradientSamples)
    guard let rates = try lab.engine.stepRates(model, ofBlock: index, on: samples, pace: lab.nextPace())
    else {
      throw Problem(
        "layer \(index + 1) (\(model.network.blocks[index].title)) has no weights with a gradient",
        advice: "gradients shows which layers have")
    }
    switch which {
    case .least: return .number(rates.least)
    case .median: return .number(rates.median)
    case .most: return .number(rates.most)
    }
  }
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

import NeuralNet
import Basis

extension Measurements {
  /// ∂L/∂W of a layer's weights, and ∂L/∂z, the signal that travels backwards.
  static let gradients: [any Item.Type] = [
    GradientMean.self, GradientNorm.self, GradientDeviation.self, GradientMaximum.self, GradientZero.self,
    DeltaMean.self, DeltaNorm.self,
    DeltaTime.self,
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

struct DeltaTime: Measurement {
  var layer: LayerSelection?
  /// nil: the last.
  var step: Int?
  static let card = Card<DeltaTime>(
    "delta.time", "Euclidean length of ∂L/∂h after one step of a recurrent layer, over the batch.",
    positions: [
      Setting("layer", layers: \.layer, "Which recurrent layer, counted from 1."),
      Setting(
        "step", kind: .integer(1...1_000_000, unit: nil), "Which step, counted from 1, or last.",
        get: { $0.step.map { .number(Double($0)) } ?? .text("last") },
        set: { root, value in
          root.step =
            value == .text("last")
            ? nil : try Kind.integer(1...1_000_000, unit: nil).integer(value, for: "step")
        }),
    ], examples: ["print delta.time(1, 1) / delta.time(1, last)"])

  package func value(in lab: Lab) throws -> Value {
    guard let layer else { throw Problem("\(name) needs a layer and a step", advice: "delta.time(1, 1)") }
    let probe = try lab.probe(samples: Lab.gradientSamples)
    let index = try layer.index(among: probe.blocks.count)
    let deltas = try lab.timeDeltas(ofBlock: index, in: probe)
    let step = step ?? deltas.count
    guard step <= deltas.count else {
      throw Problem(
        "there is no step \(Numbers.grouped(step)): layer \(index + 1) reads \(deltas.count) steps",
        advice: "delta.time(\(index + 1), last)")
    }
    return .number(deltas[step - 1].norm)
  }
}

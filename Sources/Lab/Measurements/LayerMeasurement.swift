import Basis
import NeuralNet

/// A number of one layer, from one forward and backward pass over training samples.
protocol LayerMeasurement: Measurement {
  var layer: LayerSelection? { get set }
  /// How many samples are passed through.
  static var samples: Int { get }
  func value(of view: Probe.BlockView) -> Double?
}

extension LayerMeasurement {
  static var layerPosition: Setting<Self> {
    Setting("layer", layers: \.layer, "Which layer, counted from 1.")
  }

  package func value(in lab: Lab) throws -> Value {
    guard let layer else { throw Problem("\(name) needs a layer", advice: "\(name)(1) or \(name)(last)") }
    let probe = try lab.probe(samples: Self.samples)
    let index = try layer.index(among: probe.blocks.count)
    guard let value = value(of: probe.blocks[index]) else {
      throw Problem(
        "layer \(index + 1) (\(probe.blocks[index].title)) has no \(name)",
        advice: "help \(name) says for which layers it is defined")
    }
    return .number(value)
  }
}

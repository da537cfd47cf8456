import Basis
import DataSets
import NeuralNet

extension Measurements {
  static let sizes: [any Item.Type] = [
    ParameterCount.self, LayerCount.self, SampleCount.self, ClassCount.self, FeatureCount.self, Sparsity.self,
  ]
}

struct ParameterCount: Measurement {
  static let card = Card<ParameterCount>(
    "parameters", "Trained numbers in the network.", examples: ["print parameters"])
  package func value(in lab: Lab) throws -> Value {
    .number(Double(try lab.needModel().network.parameters.count))
  }
}

struct Sparsity: Measurement {
  /// nil: all.
  var layers: LayerSelection?
  static let card = Card<Sparsity>(
    "sparsity", "Share of the weights that are exactly zero, 0…1; biases do not count.",
    positions: [Setting("layers", layers: \.layers, "Of which layers; of all if none are given.")],
    examples: ["print sparsity()", "print sparsity(1)"])
  package func value(in lab: Lab) throws -> Value {
    let network = try lab.needLayers().network
    let chosen = try layers?.indices(among: network.blocks.count) ?? Array(network.blocks.indices)
    let found = network.zeros(ofBlocks: chosen)
    guard found.weights > 0 else {
      throw Problem("these layers have no weights", advice: "summary says which layers have parameters")
    }
    return .number(Double(found.zeros) / Double(found.weights))
  }
}

struct LayerCount: Measurement {
  static let card = Card<LayerCount>("layers", "Layers of the network.", examples: ["print layers"])
  package func value(in lab: Lab) throws -> Value {
    .number(Double(try lab.needModel().network.blocks.count))
  }
}

struct ClassCount: Measurement {
  static let card = Card<ClassCount>(
    "classes", "Classes of the data; 0 for a regression.", examples: ["print classes"])
  package func value(in lab: Lab) throws -> Value { .number(Double(try lab.needData().task.classes.count)) }
}

struct FeatureCount: Measurement {
  static let card = Card<FeatureCount>("features", "Numbers in one sample.", examples: ["print features"])
  package func value(in lab: Lab) throws -> Value { .number(Double(try lab.needData().shape.count)) }
}

struct SampleCount: Measurement {
  var part = Part.train
  static let card = Card<SampleCount>(
    "samples", "Samples in a part of the data.",
    positions: [Setting("part", choice: \.part, "Which part.")],
    examples: ["print samples(train)"])
  package func value(in lab: Lab) throws -> Value { .number(Double(try lab.needData().count(of: part))) }
}

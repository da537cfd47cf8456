import Basis
import DataSets
import NeuralNet

/// What a command needs to be there, and what to type if it is not.
extension Lab {
  func needData() throws -> DataSet {
    guard let data = state.data else {
      throw Problem("there is no data yet", advice: "data digits loads some (help data lists more)")
    }
    return data
  }

  func needDataForNetwork() throws -> DataSet {
    guard let data = state.data else {
      throw Problem(
        "a network begins with the data, and there is none yet",
        advice: "data digits loads some (help data lists more)")
    }
    return data
  }

  func needModel() throws -> Model {
    guard let model = state.model else {
      _ = try needData()
      throw Problem("there is no network yet", advice: "network starts one")
    }
    return model
  }

  /// A network with at least one layer.
  func needLayers() throws -> Model {
    let model = try needModel()
    guard !model.network.blocks.isEmpty else {
      throw Problem("the network has no layers yet", advice: "layer dense 50 relu adds one")
    }
    return model
  }

  /// A network that fits the data at both ends, and the data.
  func needFittingModel() throws -> (model: Model, data: DataSet) {
    let model = try needLayers()
    let data = try needData()
    guard model.network.input == data.shape else {
      throw Problem(
        "the network takes \(model.network.input.text) numbers a sample, and \(data.name) has \(data.shape.text)",
        advice: "network starts a new one for \(data.name)")
    }
    let outputs = model.network.output.count
    do {
      try model.check(data.targets(of: .train))
    } catch let problem as Problem {
      guard outputs != data.task.outputs else { throw problem }
      throw Problem(
        problem.message, advice: problem.advice ?? "layer dense \(data.task.outputs) adds the output layer",
        kind: problem.kind)
    }
    return (model, data)
  }

  /// A network of the shelf.
  func needKept(_ name: String) throws -> KeptNetwork {
    if let kept = state.shelf.first(where: { $0.name == name }) { return kept }
    let names = state.shelf.map(\.name)
    if name == state.networkName {
      throw Problem(
        "\(name) is the present network",
        advice: names.isEmpty ? "network list shows all" : "the others: \(names.enumeration)")
    }
    throw Problem(
      "there is no network \(Value.text(name).literal) on the shelf."
        + Suggestion.sentence(for: name, among: names),
      advice: names.isEmpty
        ? "network copy NAME keeps the present one, network use NAME begins another"
        : "networks on the shelf: \(names.joined(separator: ", "))")
  }

  /// Changes the network and whatever hangs on it.
  func editNetwork(_ change: (inout Network) throws -> Void) throws {
    var model = try needModel()
    try model.edit(change)
    state.model = model
  }

  /// Takes a network that has learned nothing yet: training begins at epoch 0, with an empty memory.
  func begin(with network: Network) {
    guard let old = state.model else { return }
    var model = Model(network: network, loss: old.loss, optimizer: old.optimizer, seed: old.seed)
    model.clipping = old.clipping
    model.schedule = old.schedule
    model.regularizers = old.regularizers
    model.augmentations = old.augmentations
    state.model = model
    state.training = TrainingRecord()
  }
}

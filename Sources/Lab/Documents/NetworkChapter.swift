import Basis
import NeuralNet

/// Layers, and what they were trained with.
enum NetworkChapter {
  static func section(_ state: LabState, _ model: Model) -> Document.Section? {
    guard !model.network.blocks.isEmpty else { return nil }
    var report = SummaryCommand.report(model)
    report.add(facts: settings(state, model))
    return Document.Section("network", "Network", report)
  }

  private static func settings(_ state: LabState, _ model: Model) -> [Report.Fact] {
    var facts: [Report.Fact] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append(.init(name, name, value, .text(value))) }
    }
    let blocks = model.network.blocks
    add("activation", RunDescription.alike(blocks.map { $0.activation?.notation }))
    add("init", RunDescription.alike(blocks.map(RunDescription.initializer)))
    add(
      "frozen", RunDescription.numbers(blocks.indices.filter { blocks[$0].isFrozen }).map { "layers \($0)" })
    add("loss", model.loss.notation)
    add("optimizer", RunDescription.optimizer(model.optimizer))
    add("schedule", model.schedule?.notation ?? "off")
    add("clip", model.clipping?.notation ?? "off")
    add("regularize", listed(model.regularizerNotations))
    add("augment", listed(model.augmentations.map(\.notation)))
    add("batch", "\(state.batch)")
    if !state.shelf.isEmpty {
      add(
        "other networks",
        ([state.networkName + " (this one)"] + state.shelf.map(\.name)).joined(separator: ", "))
    }
    return facts
  }

  private static func listed(_ notations: [String]) -> String {
    notations.isEmpty ? "off" : notations.joined(separator: " · ")
  }
}

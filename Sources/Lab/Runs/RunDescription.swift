import Basis
import DataSets
import Experiments
import NeuralNet

/// What a run's results depend on, in words that could be typed.
enum RunDescription {
  static func entries(
    _ state: LabState, _ model: Model, _ data: DataSet, _ plan: TrainingPlan, lesson: String?
  )
    -> [RunRecord.Entry]
  {
    let blocks = model.network.blocks
    var entries: [RunRecord.Entry] = []
    func add(_ key: String, _ value: String?) {
      if let value, !value.isEmpty { entries.append(.init(key, value)) }
    }
    add("data", data.name)
    add("parts", data.partsLine)
    add("scale", data.scaling.notation)
    add("network", network(blocks.map(\.title)))
    add("parameters", "\(model.network.parameters.count)")
    add("activation", alike(blocks.map { $0.activation?.notation }))
    add("init", alike(blocks.map(initializer)))
    add("frozen", numbers(blocks.indices.filter { blocks[$0].isFrozen }))
    add("loss", model.loss.notation)
    add("optimizer", optimizer(model.optimizer))
    add("schedule", model.schedule?.notation ?? "off")
    add("clip", model.clipping?.notation ?? "off")
    add(
      "regularize",
      model.regularizers.isEmpty ? "off" : model.regularizerNotations.joined(separator: " · "))
    add("batch", "\(plan.batch)")
    add("epochs", "\(plan.epochs)")
    add("steps", plan.steps.map { "\($0)" })
    add("patience", plan.patience.map { "\($0)" })
    if plan.patience != nil {
      add("min-delta", Numbers.exact(plan.minDelta))
      add("restore", plan.restoresBest ? "on" : "off")
      if plan.countsPenalty { add("penalty", "on") }
    }
    if data.seed != model.seed { add("split seed", "\(data.seed)") }
    add("lesson", lesson)
    return entries
  }

  /// `10 × dense 50 relu · dense 10`
  static func network(_ titles: [String]) -> String {
    runs(titles).map { ($0.range.count > 1 ? "\($0.range.count) × " : "") + $0.value }.joined(
      separator: " · ")
  }

  /// `relu`, or `1–3 relu · 4 elu` where layers differ; layers without any are passed over.
  static func alike(_ values: [String?]) -> String? {
    let given = values.compactMap { $0 }
    guard let first = given.first else { return nil }
    if given.allSatisfy({ $0 == first }) { return first }
    return runs(values).compactMap { run in
      guard let value = run.value else { return nil }
      let (from, to) = (run.range.lowerBound + 1, run.range.upperBound)
      return (from == to ? "\(from) " : "\(from)–\(to) ") + value
    }.joined(separator: " · ")
  }

  static func numbers(_ indices: [Int]) -> String? {
    indices.isEmpty ? nil : indices.map { "\($0 + 1)" }.joined(separator: " ")
  }

  static func initializer(_ block: Block) -> String? {
    block.layers.lazy.compactMap { ($0 as? any WeightedLayer)?.initializer.notation }.first
  }

  /// The rate is always said, also where it is the optimizer's default: it is what runs are compared by.
  static func optimizer(_ optimizer: any Optimizer) -> String {
    let notation = optimizer.notation
    guard !notation.contains(" lr=") else { return notation }
    let words = notation.split(separator: " ", maxSplits: 1).map(String.init)
    return ([words[0], "lr=\(Numbers.exact(optimizer.learningRate))"] + words.dropFirst())
      .joined(separator: " ")
  }

  /// Neighbours that are equal, taken together.
  private static func runs<Item: Equatable>(_ items: [Item]) -> [(range: Range<Int>, value: Item)] {
    var runs: [(range: Range<Int>, value: Item)] = []
    for (index, item) in items.enumerated() {
      if let last = runs.last, last.value == item {
        runs[runs.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        runs.append((index..<index + 1, item))
      }
    }
    return runs
  }
}

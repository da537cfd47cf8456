import Basis
import DataSets
import Language
import NeuralNet

package struct PruneCommand: Command {
  enum What: String, CaseIterable, Sendable { case weights, units, off }

  var what: What?
  var fraction: Double?
  var layers: LayerSelection?
  var rule: UnitRule?
  var scope: PruningScope?

  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<PruneCommand>(
    "prune", "Takes out small weights, or whole units, or says how many weights are zero.",
    formula: "weights: the smallest |w|; units: the smallest ‖w_in‖·‖w_out‖",
    positions: [
      Setting("what", optionalChoice: \.what, "Weights, units, or off: let pruned weights move again."),
      Setting(
        "fraction", optional: \.fraction, in: Bounds(0, 1, includesLower: false, includesUpper: false),
        "Share of the weights that shall be zero; share of the present units that go."),
      Setting(
        "layers", layers: \.layers,
        "Which layers; if none are given all with weights, or with units to take out."),
    ],
    settings: [
      Setting("by", optionalChoice: \.rule, "What units are judged by (norm unless told otherwise)."),
      Setting(
        "scope", optionalChoice: \.scope,
        "Whether weights compete within their layer (unless told otherwise) or across the network."),
    ],
    sources: [
      Source(
        "Han, Pool, Tran & Dally", 2015, "arXiv:1506.02626, weights by magnitude, kept zero in retraining"),
      Source("He, Fan, Qian, Tan & Yu", 2014, "ICASSP, units by the length of their weights"),
      Source(
        "Li, Kadav, Durdanovic, Samet & Graf", 2017, "arXiv:1608.08710, filters by Σ|w_in| (by=incoming)"),
    ],
    examples: [
      "prune weights 50%", "prune weights 90% 1..2 scope=network", "prune units 50% by=activity", "prune",
      "prune off",
    ],
    details: """
      A pruned weight is zero and stays zero while training goes on; rewind and init keep what is pruned too, so that \
      prune weights 80%, rewind, train asks whether a sparse network learns from its first weights (Frankle & Carbin 2018, \
      arXiv:1803.03635). Biases are never pruned. Han et al. cut below a multiple of each layer's standard deviation; \
      here the share is given. Multiplications by zero still take their time. A unit that goes takes its incoming and \
      outgoing weights along, and the network becomes smaller: a unit of a convolution is a filter. by=activity is the \
      standard deviation of a unit's output over up to 2,048 training samples, times ‖w_out‖; by=random is for comparison. \
      Behind batch normalization the length of incoming weights says little: by=activity.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let network = try lab.needLayers().network
    guard rule == nil || what == .units, scope == nil || what == .weights else {
      throw Problem(
        "by is for units and scope is for weights",
        advice: "prune units 50% by=norm, or prune weights 50% scope=layer")
    }
    let chosen = try layers?.indices(among: network.blocks.count)
    switch (what, fraction) {
    case (nil, nil) where chosen == nil: return try PruneCommand.shown(network)
    case (nil, _): throw Problem("prune what?", advice: "prune weights 50%, or prune units 50%")
    case (.off, nil):
      guard var model = lab.state.model, network.pruned.contains(true) else {
        throw Problem("no weight is pruned", advice: "prune weights 50%")
      }
      model.releasePruned(chosen ?? Array(network.blocks.indices))
      lab.state.model = model
      return try PruneCommand.shown(model.network)
    case (.off, _): throw Problem("prune off takes no share", advice: "prune off")
    case (.weights, nil), (.units, nil):
      throw Problem("which share?", advice: "prune \(what == .units ? "units" : "weights") 50%")
    case (.weights, let fraction?): return try pruneWeights(fraction, chosen, in: lab)
    case (.units, let fraction?): return try pruneUnits(fraction, chosen, in: lab)
    }
  }

  // MARK: Weights

  private func pruneWeights(_ fraction: Double, _ wanted: [Int]?, in lab: Lab) throws -> Report {
    var model = try lab.needLayers()
    let having = model.network.blocks.indices.filter { !model.network.weights(ofBlock: $0).isEmpty }
    let chosen = wanted ?? having
    guard chosen.contains(where: having.contains) else {
      throw Problem("there are no weights to prune", advice: "summary says which layers have parameters")
    }
    let before = try PruneCommand.quality(lab)
    guard model.pruneWeights(chosen, fraction: fraction, scope: scope ?? .layer) > 0 else {
      throw Problem(
        "nothing to prune: at least \(Numbers.percent(fraction)) of these weights are pruned already, or there are too "
          + "few of them",
        advice: "prune shows how many; a larger share prunes more")
    }
    lab.state.model = model
    let found = model.network.zeros(ofBlocks: chosen)
    var report = Report(
      line: StyledText(
        "pruned   \(LayerNumbers.phrase(chosen)) · \(Numbers.grouped(found.zeros)) of "
          + "\(Numbers.grouped(found.weights)) weights are zero "
          + "(\(Numbers.percent(Double(found.zeros) / Double(max(1, found.weights)))))"))
    try PruneCommand.add(before, try PruneCommand.quality(lab), to: &report)
    report.say("They stay zero while training goes on; prune off lets them move again.")
    report.add(data: "zero", .integer(found.zeros))
    report.add(data: "weights", .integer(found.weights))
    return report
  }

  static func shown(_ network: Network) throws -> Report {
    var table = Table(
      "layers",
      [
        .init("layer", "layer", .left), .init("weights", "weights"), .init("zero", "zero"),
        .init("pruned", "pruned"), .init("share", "zero share"),
      ])
    for (index, block) in network.blocks.enumerated() {
      let found = network.zeros(ofBlocks: [index])
      guard found.weights > 0 else { continue }
      let pruned =
        network.pruned.isEmpty ? 0 : network.weights(ofBlock: index).joined().count { network.pruned[$0] }
      table.append(
        Table.Cell("\(index + 1) \(block.title)", value: .integer(index + 1)), .integer(found.weights),
        .integer(found.zeros), .integer(pruned), .percent(Double(found.zeros) / Double(found.weights)))
    }
    let all = network.zeros(ofBlocks: Array(network.blocks.indices))
    var report = Report()
    report.add(table)
    report.say(
      StyledText(
        "\(Numbers.grouped(all.zeros)) of \(Numbers.grouped(all.weights)) weights are zero; "
          + (network.pruned.contains(true) ? "the pruned ones stay so." : "none is pruned.")))
    report.add(data: "zero", .integer(all.zeros))
    report.add(data: "weights", .integer(all.weights))
    return report
  }

  // MARK: Units

  private func pruneUnits(_ fraction: Double, _ wanted: [Int]?, in lab: Lab) throws -> Report {
    var model = try lab.needLayers()
    let chosen = wanted ?? model.network.blocksWithPrunableUnits
    guard !chosen.isEmpty else {
      throw Problem(
        "no layer has units that could be taken out: they must lead into a dense or convolution layer behind",
        advice: "prune weights 50% sets small weights to zero instead")
    }
    let counts = try chosen.map { try model.network.unitCount(ofBlock: $0) }
    guard counts.contains(where: { $0 > 1 && (fraction * Double($0)).rounded() >= 1 }) else {
      throw Problem(
        "\(Numbers.percent(fraction)) of \(counts.map(String.init).enumeration) unit\(counts == [1] ? "" : "s") is less "
          + "than one", advice: "a larger share takes some out")
    }
    let data = try lab.needFittingModel().data
    let before = (try PruneCommand.quality(lab), model.network.parameters.count)
    try lab.engine.pruneUnits(
      &model, chosen, fraction: fraction, by: rule ?? .norm, on: data.train.prefix(Lab.activationSamples))
    lab.state.model = model
    let network = model.network
    var report = Report()
    let after = try chosen.map { try network.unitCount(ofBlock: $0) }
    for (index, block) in chosen.enumerated() {
      report.add(line: StyledText("layer \(block + 1): \(counts[index]) → \(after[index]) units"))
    }
    report.add(
      line: StyledText(
        "\(Numbers.grouped(before.1)) → \(Numbers.grouped(network.parameters.count)) parameters"))
    try PruneCommand.add(before.0, try PruneCommand.quality(lab), to: &report)
    report.add(data: "unitsBefore", .list(counts.map { .integer($0) }))
    report.add(data: "units", .list(after.map { .integer($0) }))
    report.add(data: "parametersBefore", .integer(before.1))
    report.add(data: "parameters", .integer(network.parameters.count))
    return report
  }

  // MARK: Both

  private static func quality(_ lab: Lab) throws -> (part: Part, Evaluation) {
    let part = try lab.judgingPart([.validation, .train])
    return (part, try lab.evaluation(on: part))
  }

  private static func add(
    _ before: (part: Part, Evaluation), _ after: (part: Part, Evaluation), to report: inout Report
  ) throws {
    var line = "\(before.part.rawValue) loss \(Numbers.short(before.1.loss)) → \(Numbers.short(after.1.loss))"
    if let old = before.1.accuracy, let new = after.1.accuracy {
      line += " · accuracy \(Numbers.percent(old)) → \(Numbers.percent(new))"
      report.add(data: "accuracyBefore", .number(old))
      report.add(data: "accuracy", .number(new))
    }
    report.add(line: StyledText(line))
    report.add(data: "lossBefore", .number(before.1.loss))
    report.add(data: "loss", .number(after.1.loss))
  }
}

import Basis
import Foundation
import Lab
import Language
import NeuralNet
import TestSupport

/// Labs for tests, with everything they write kept in memory.
struct TestLab {
  let lab: Lab
  let output: MemoryOutput

  static let root = Checkout.root

  init(
    _ commands: String = "", width: Int = 80, isJSON: Bool = false, isInteractive: Bool = false,
    change: (inout LabEnvironment) -> Void = { _ in }
  ) {
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    environment.isInteractive = isInteractive
    change(&environment)
    output = MemoryOutput(width: width, isJSON: isJSON)
    lab = Lab(environment, output: output)
    if !commands.isEmpty { run(commands) }
    output.clear()
  }

  @discardableResult func run(_ commands: String) -> Int32 { lab.run(source: SourceText(commands)) }

  /// A small network of four layers on real data.
  static let small = "data digits; network; layer dense 8 relu count=3; layer dense 10"

  /// The same, made once: states are values, so every test has its own.
  static func smallNet(isJSON: Bool = false, change: (inout LabEnvironment) -> Void = { _ in }) -> TestLab {
    let test = TestLab(isJSON: isJSON, change: change)
    test.lab.state = prepared
    return test
  }

  private static let prepared = TestLab(small).lab.state

  /// What some examples need of the network before they make sense.
  static func networkPreparation(for example: String) -> String {
    if example == "fuse" { return "bn on; " }
    if example.contains("mc=") { return "dropout 0.2; " }
    if example == "prune off" { return "prune weights 10%; " }
    if example.hasPrefix("plot data") { return "data spirals; network; layer dense 2; " }
    return ""
  }

  /// Everything that commands can change, as text.
  var fingerprint: String {
    let state = lab.state
    var parts = ["\(state.seed)", "\(state.batch)", state.watch.rawValue, state.optimizer.notation]
    parts.append(state.loss?.notation ?? "auto")
    parts.append(state.clipping?.notation ?? "off")
    parts +=
      state.regularizers.map { $0.notation(in: state.model?.network) } + state.augmentations.map(\.notation)
    parts += state.script
    parts += state.bindings.names.map { "\($0)=\(state.bindings[$0]?.literal ?? "")" }
    if let data = state.data { parts.append(data.titleLine + data.partsLine + data.scaling.notation) }
    if let model = state.model {
      parts += model.network.blocks.map { $0.title + ($0.isFrozen ? " frozen" : "") }
      parts.append("\(model.digest) \(model.epochs) \(model.steps) \(model.memory) \(model.loss.notation)")
    }
    parts.append(state.networkName)
    parts += state.shelf.map { "\($0.name) \($0.model.digest) \($0.model.memory) \($0.training.samples)" }
    return parts.joined(separator: "|")
  }
}

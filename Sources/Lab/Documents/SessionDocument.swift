import Basis
import DataSets
import Experiments
import Foundation
import NeuralNet

/// Everything there is to say about a session, chapter by chapter, each only if there is something.
enum SessionDocument {
  static func make(of lab: Lab, title: String) throws -> Document {
    let data = lab.state.data.map { DataChapter.section($0) }
    let network = lab.state.model.flatMap { NetworkChapter.section(lab.state, $0) }
    var sections = [data, network].compactMap { $0 }
    if let training = try TrainingChapter.section(lab) { sections.append(training) }
    if let gradients = try GradientChapter.section(lab) { sections.append(gradients) }
    if let experiments = ExperimentChapter.section(of: lab) { sections.append(experiments) }
    if let claims = ClaimChapter.section(lab.ledger) { sections.append(claims) }
    if let time = try TimeChapter.section(lab) { sections.append(time) }
    guard !sections.isEmpty else {
      throw Problem(
        "there is nothing to report yet: no data, no network, no experiment",
        advice: "data digits; network; layer dense 10; train 5; report first.html")
    }
    sections.append(ScriptChapter.section(of: lab))
    return Document(
      title.isEmpty ? self.title(of: lab) : title, DocumentHead.facts(lab, lab.state.model), sections)
  }

  /// `digits: 10 × dense 50 relu · dense 10`
  private static func title(of lab: Lab) -> String {
    let names = lab.experiments.plans.map(\.name)
    guard let data = lab.state.data else {
      return names.isEmpty
        ? "A session" : (names.count == 1 ? "Experiment: " : "Experiments: ") + names.enumeration
    }
    guard let model = lab.state.model, !model.network.blocks.isEmpty else { return data.name }
    return "\(data.name): \(RunDescription.network(model.network.blocks.map(\.title)))"
  }
}

/// When, by what, and where.
enum DocumentHead {
  static func facts(_ lab: Lab, _ model: Model?) -> [Report.Fact] {
    var facts = place(lab.environment, lab.now)
    let seed = lab.environment.seed
    let now = lab.state.seed == seed ? "" : ", later \(lab.state.seed)"
    facts.append(.init("seed", "seed", "\(seed)\(now)", .integer(Int(clamping: seed))))
    if let model, !model.network.blocks.isEmpty {
      facts.append(.init("digest", "digest", model.digest, .text(model.digest)))
    }
    return facts
  }

  static func place(_ environment: LabEnvironment, _ now: Date) -> [Report.Fact] {
    let date = now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
    let readable = date.replacing("T", with: " ") + " UTC"
    var facts = [Report.Fact("date", "date", readable, .text(date + "Z"))]
    let version = environment.version
    facts.append(
      .init("program", "program", "Descent" + (version.isEmpty ? "" : " \(version)"), .text(version)))
    if !environment.machine.isEmpty {
      facts.append(.init("machine", "machine", environment.machine, .text(environment.machine)))
    }
    return facts
  }
}

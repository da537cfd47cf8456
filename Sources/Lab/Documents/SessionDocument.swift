import Basis
import NeuralNet

/// Everything there is to say about a session, chapter by chapter, each only if there is something.
enum SessionDocument {
  static func make(of lab: Lab, title: String) throws -> Document {
    let data = lab.state.data.map { DataChapter.section($0) }
    let network = lab.state.model.flatMap { NetworkChapter.section(lab.state, $0) }
    var sections = [data, network].compactMap { $0 }
    if let training = try TrainingChapter.section(lab) { sections.append(training) }
    if let gradients = try GradientChapter.section(lab) { sections.append(gradients) }
    if let lesson = lab.player?.run.lesson {
      sections += AccountChapter.sections(of: lab, lesson, prefix: "lesson")
    }
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

import Basis
import Experiments
import Language

package struct ExperimentCommand: Command {
  var experiment = ""
  var varies = ""

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let takesAnyName = true
  package static let usage = "experiment NAME [varies seed=1..5 NAME=[…] …] { … measure NAME = … }"
  package static let card = Card<ExperimentCommand>(
    "experiment",
    "Runs a block in fresh labs, once per seed and per value varied, and keeps what it measures.",
    positions: [
      Setting("experiment", \.experiment, kind: .text, "A name for it; its measures are then NAME.measure."),
      Setting("varies", \.varies, kind: .text, "What follows is varied."),
    ],
    examples: [
      "experiment tiny { data iris; network; layer dense 3; measure n = parameters }",
      "experiment",
    ],
    details: """
      Every run starts from nothing: no data, no network, no names of the lab outside, and its own seed, so that \
      nothing hidden leaks in. seed=1..5 repeats it with five seeds; without, it runs with the lab's seed alone. \
      Other names take a list and stand for its values inside the block; all combinations run. A value in quotes \
      brings settings along: rule=["l2 0.01", off] for regularize rule. measure records a number, which the block's \
      later expressions may use by its name. Afterwards depth.ratio(sigmoid) is what experiment depth measured as \
      ratio with the value sigmoid: in a claim seed by seed, elsewhere the mean. Runs share the cores, one each; the \
      numbers are the same bits as one after the other. What the block prints is not shown. A run that fails names \
      its seed, and ends the experiment; train … divergence=allowed lets a divergence be measured. One that takes \
      longer than a few seconds can be interrupted in any way: the same command goes on where it was, to the same \
      bits (descent --fresh begins anew). Without a block: experiment lists them, experiment NAME shows one again.
      """)

  package static let suggestedNames = ["seed"]

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "varies" ? ["varies"] : lab.experiments.plans.map(\.name)
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let block = call.block else { return try shown(in: lab, call) }
    let plan = try plan(block, in: lab, call)
    if lab.isReplaying {
      lab.experiments.keep(plan, nil)
      return .silent
    }
    let result = try ExperimentRunner(lab, plan).run()
    lab.experiments.keep(plan, result)
    lab.note(plan, dependsOnState: call["seed"] == nil)
    return ExperimentReport.report(result, threads: lab.environment.threads)
  }

  private func shown(in lab: Lab, _ call: Call) throws -> Report {
    if let extra = call.named.first {
      throw call.problem(
        "experiment needs a block: what should run?", at: extra,
        advice: "experiment NAME varies seed=1..5 { data digits; …; measure x = accuracy(test) }")
    }
    let plans = lab.experiments.plans
    guard !experiment.isEmpty else {
      guard !plans.isEmpty else {
        return Report("No experiment yet; help experiment shows how to write one.")
      }
      return .facts(
        plans.map { plan in
          let measures = lab.experiments.result(named: plan.name)?.measures ?? []
          return .init(
            plan.name, plan.name, measures.map { "\(plan.name).\($0)" }.joined(separator: ", "),
            .list(measures.map { .text($0) }))
        })
    }
    guard let plan = lab.experiments.plan(named: experiment) else {
      throw Problem(
        "there is no experiment \"\(experiment)\"."
          + Suggestion.sentence(for: experiment, among: plans.map(\.name)),
        advice: "experiment \(experiment) { … measure x = accuracy(test) } runs a new one")
    }
    return ExperimentReport.report(try lab.result(of: plan), threads: lab.environment.threads)
  }

  // MARK: The plan

  private func plan(_ block: Program, in lab: Lab, _ call: Call) throws -> ExperimentPlan {
    let nameSpan = call[0]?.span
    guard !experiment.isEmpty else {
      throw Problem("an experiment needs a name", advice: "experiment depth { … }", at: call.verbSpan)
    }
    guard ExperimentName.isGood(experiment) else {
      throw Problem(
        "an experiment's name is one word without points, and none that measurements begin with, got "
          + "\"\(experiment)\"",
        advice: "experiment my-\(experiment.filter { $0.isLetter }) { … }", at: nameSpan)
    }
    guard varies.isEmpty || varies == "varies" else {
      throw Problem(
        "behind its name an experiment says what it varies, got \"\(varies)\"",
        advice: "experiment \(experiment) varies seed=1..5 { … }", at: call[1]?.span)
    }
    if varies.isEmpty, let extra = call.named.first {
      throw Problem(
        "what an experiment varies stands behind \"varies\"",
        advice: "experiment \(experiment) varies \(extra.name ?? "seed")=… { … }",
        at: extra.nameSpan ?? extra.span)
    }
    let (axes, seeds) = try Variation.read(call, in: lab)
    return ExperimentPlan(
      name: experiment, axes: axes, seeds: seeds, program: block, text: call.text,
      isLesson: lab.lessonDepth > 0)
  }
}

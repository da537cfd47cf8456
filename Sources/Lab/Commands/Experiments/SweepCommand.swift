import Basis
import Experiments
import Language

package struct SweepCommand: Command {
  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let takesAnyName = true
  package static let usage = "sweep NAME=[…] [NAME=[…] …] [seed=1..5] { … }"
  package static let card = Card<SweepCommand>(
    "sweep", "Tries values of a setting on copies of this lab, over seeds, and says which are best.",
    examples: ["sweep activation=[relu, elu] seed=1..2 { train 1 }", "sweep lr=[0.1, 0.01] { train 1 }"],
    details: """
      Every copy repeats the commands that led here, with another seed, then sets the value and runs the block. A name \
      may be a command that takes one word or number (activation, optimizer, init, bn, dropout, schedule …), a setting \
      of the optimizer (lr, momentum …), batch, or a word that the block uses. A value in quotes may bring its own \
      settings: optimizer=["adam lr=0.001", sgd]. Several names try every combination. Measured are accuracy on the \
      test part (for predicted numbers r2 and mse), loss on the training part, and seconds, unless the block measures \
      something itself; the first measure decides. The best is marked only if its difference to every other, paired by \
      seed, has a 95 % interval without zero. The lab itself stays as it is; results are then sweep.accuracy(relu).
      """)

  package static var suggestedNames: [String] { SweepSetting.names }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let block = call.block else {
      throw Problem("a sweep needs a block", advice: "sweep activation=[relu, elu] seed=1..5 { train 5 }")
    }
    let (axes, seeds) = try Variation.read(call, in: lab)
    guard !axes.isEmpty else {
      throw Problem("a sweep varies something", advice: "sweep activation=[relu, elu] seed=1..5 { train 5 }")
    }
    let settings = try axes.map { try SweepSetting($0.name, block, in: lab, at: call[$0.name]?.nameSpan) }
    var plan = ExperimentPlan(
      name: "sweep", axes: axes, seeds: seeds, program: block, text: call.text, isLesson: lab.lessonDepth > 0)
    plan.fork = Fork(script: try script(of: lab), bindings: lab.bindings, settings: settings)
    if lab.isReplaying {
      lab.experiments.keep(plan, nil)
      return .silent
    }
    let result = try ExperimentRunner(lab, plan).run()
    lab.experiments.keep(plan, result)
    lab.note(plan, dependsOnState: true)
    return SweepReport.report(result)
  }

  /// The way to the present lab, without what would bring back its seed.
  private func script(of lab: Lab) throws -> Program {
    let program = try Program(parsing: lab.state.script.joined(separator: "\n"))
    let statements = program.statements.compactMap { statement -> Statement? in
      guard case .command(let command) = statement.form else { return statement }
      if command.verb.text == "seed" { return nil }
      guard command.verb.text == "set" else { return statement }
      let kept = command.arguments.filter { $0.name?.text != "seed" }
      return kept.isEmpty
        ? nil : Statement(.command(Language.Command(command.verb, kept)), at: statement.span)
    }
    return Program(statements, in: program.source)
  }
}

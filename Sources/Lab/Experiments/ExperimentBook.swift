import Basis
import Experiments
import Language

/// The experiments of a session by name. A new one of the same name takes the place of the old.
struct ExperimentBook {
  private struct Entry {
    let plan: ExperimentPlan
    /// Nil while nobody has asked: a lesson that is gone through again does not wait for results seen before.
    var result: ExperimentResult?
  }

  private var entries: [Entry] = []

  var plans: [ExperimentPlan] { entries.map(\.plan) }

  func plan(named name: String) -> ExperimentPlan? { plans.first { $0.name == name } }
  func result(named name: String) -> ExperimentResult? { entries.first { $0.plan.name == name }?.result }

  mutating func keep(_ plan: ExperimentPlan, _ result: ExperimentResult?) {
    entries.removeAll { $0.plan.name == plan.name }
    entries.append(Entry(plan: plan, result: result))
  }
}

extension ExperimentBook {
  /// `depth.ratio(` or `depth.ratio`, for completion.
  var words: [Completions.Candidate] {
    plans.flatMap { plan in
      (result(named: plan.name)?.measures ?? []).map { measure in
        .init(
          "\(plan.name).\(measure)" + (plan.axes.isEmpty ? "" : "("), isWhole: plan.axes.isEmpty)
      }
    }
  }

  /// What may stand between the parentheses of `depth.ratio( … )`.
  func values(for name: String) -> [String] {
    guard let plan = plan(named: String(name.prefix { $0 != "." })), name.contains(".") else { return [] }
    return plan.axes.flatMap { $0.values.map(\.literal) }
  }
}

extension Lab {
  /// The runs of an experiment, which happen now if they have not yet.
  func result(of plan: ExperimentPlan) throws -> ExperimentResult {
    if let result = experiments.result(named: plan.name) { return result }
    let result = try ExperimentRunner(self, plan).run()
    experiments.keep(plan, result)
    return result
  }

  /// `depth.ratio(sigmoid)`: what an experiment measured, with the seed that is being judged or on average over all.
  /// Nil if no experiment has this name.
  func experimentValue(_ name: String, _ arguments: [Value], at span: Span) throws -> Value? {
    guard let measured = try measured(name, arguments, at: span) else { return nil }
    if let seed = judgingSeed {
      guard let value = measured.values.first(where: { $0.seed == seed }) else {
        throw Problem("\(measured.experiment) did not run with seed \(seed)", at: span)
      }
      return value.measured.value
    }
    let numbers = measured.values.compactMap(\.measured.number)
    if numbers.count == measured.values.count { return .number(Sample(numbers).mean) }
    guard let first = measured.values.first?.measured.value,
      measured.values.allSatisfy({ $0.measured.value == first })
    else {
      throw Problem(
        "\(name) is not the same with every seed, and words have no average",
        advice: "measure a number", at: span)
    }
    return first
  }

  struct MeasuredValues {
    let experiment: String
    let values: [(seed: UInt64, measured: Measured)]
  }

  /// What the name and the arguments stand for, seed by seed; nil if no experiment has this name.
  func measured(_ name: String, _ arguments: [Value], at span: Span) throws -> MeasuredValues? {
    let words = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard words.count == 2, let plan = experiments.plan(named: words[0]) else { return nil }
    let result = try result(of: plan)
    let measure = words[1]
    guard result.measures.contains(measure) else {
      throw Problem(
        "\(plan.name) has no measure \"\(measure)\"."
          + Suggestion.sentence(for: measure, among: result.measures),
        advice: result.measures.isEmpty
          ? "measure \(measure) = … inside its block records one"
          : "measures: \(result.measures.joined(separator: ", "))", at: span)
    }
    let arm = try arm(of: plan, measure, arguments, at: span)
    let values = result.runs(of: arm).compactMap { run in
      run.measures.first { $0.name == measure }.map { (run.seed, $0) }
    }
    return MeasuredValues(experiment: plan.name, values: values)
  }

  private func arm(
    of plan: ExperimentPlan, _ measure: String, _ arguments: [Value], at span: Span
  ) throws -> [Value] {
    let example = (plan.axes.arms.first ?? []).map(\.literal).joined(separator: ", ")
    let call = "\(plan.name).\(measure)" + (example.isEmpty ? "" : "(\(example))")
    guard arguments.count == plan.axes.count else {
      let names = plan.axes.map(\.name).enumeration
      throw Problem(
        plan.axes.isEmpty
          ? "\(plan.name) varies nothing but the seed" : "\(plan.name) varies \(names), so say which run",
        advice: "for example: \(call)", at: span)
    }
    for (axis, value) in zip(plan.axes, arguments) where !axis.values.contains(value) {
      throw Problem(
        "\(plan.name) did not run with \(axis.name)=\(value.literal)."
          + Suggestion.sentence(for: value.literal, among: axis.values.map(\.literal)),
        advice: "\(axis.name): \(axis.values.map(\.literal).joined(separator: ", "))", at: span)
    }
    return arguments
  }
}

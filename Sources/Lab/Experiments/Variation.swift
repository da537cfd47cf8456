import Basis
import Experiments
import Language

enum ExperimentName {
  /// `gradient.mean` must stay the measurement, whatever experiments there are.
  static func isGood(_ name: String) -> Bool {
    let roots = Measurements.family.names.map { String($0.prefix { $0 != "." }) }
    return !name.contains(".") && !roots.contains(name) && Value.text(name).literal == name
      && !Lab.keywords.contains(name)
  }
}

/// What stands behind the names that are varied.
enum Variation {
  /// What the call's named arguments vary, and the seeds.
  static func read(_ call: Call, in lab: Lab) throws -> (axes: [Axis], seeds: [UInt64]) {
    var listed: [UInt64]?
    var axes: [Axis] = []
    for argument in call.named {
      let name = argument.name ?? ""
      do {
        if name == "seed" {
          listed = try seeds(argument.value)
        } else {
          axes.append(Axis(name, try values(of: name, argument.value)))
        }
      } catch let problem as Problem {
        throw problem.located(at: argument.span)
      }
    }
    let seeds = SeedChoice.seeds(lab.environment.seeds, listed: listed, standard: lab.state.seed)
    try limit(arms: axes.armCount, seeds: seeds.count)
    return (axes, seeds)
  }

  static func values(of name: String, _ value: Value) throws -> [Value] {
    let values: [Value] =
      switch value {
      case .list(let values): values
      case .range(let range) where range.count <= ExperimentPlan.mostRuns:
        range.map { .number(Double($0)) }
      case .range: throw tooMany(ExperimentPlan.mostRuns + 1)
      case .number, .text, .flag: [value]
      }
    guard !values.isEmpty else {
      throw Problem("\(name) has no values to vary", advice: "for example: \(name)=[1, 2]")
    }
    for (index, value) in values.enumerated() where values[..<index].contains(value) {
      throw Problem("\(name) has \(value.literal) twice", advice: "leave one of them out")
    }
    return values
  }

  static func seeds(_ value: Value) throws -> [UInt64] {
    try values(of: "seed", value).map { value in
      guard case .number(let number) = value, number == number.rounded(), (0...0x1p53).contains(number) else {
        throw Problem(
          "a seed is a whole number in 0…\(Numbers.grouped(1 << 53)), got \(value.literal)",
          advice: "for example: seed=1..5")
      }
      return UInt64(number)
    }
  }

  static func limit(arms: Int, seeds: Int) throws {
    let (runs, overflow) = arms.multipliedReportingOverflow(by: seeds)
    if overflow || runs > ExperimentPlan.mostRuns { throw tooMany(overflow ? .max : runs) }
  }

  private static func tooMany(_ runs: Int) -> Problem {
    Problem(
      "that makes more than \(Numbers.grouped(ExperimentPlan.mostRuns)) runs",
      advice: "fewer values, or fewer seeds")
  }
}

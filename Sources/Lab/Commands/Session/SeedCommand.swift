import Basis
import Language

package struct SeedCommand: Command {
  var number: Int?

  package init() {}

  package static let group = CommandGroup.session
  package static let card = Card<SeedCommand>(
    "seed", "Shows or sets the number that everything random is drawn from.",
    positions: [
      Setting("number", optional: \.number, in: 0...Int(1) << 53, "The seed.")
    ],
    examples: ["seed", "seed 7"],
    details: """
      Same seed, same commands: same numbers, bit for bit, whatever the number of threads. A new seed counts for the \
      next split and the next network; data and network that exist keep theirs. Every session starts with seed \
      \(LabState.standardSeed).
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let number else {
      return Report.facts([
        .init("seed", "seed", "\(lab.state.seed)", .integer(Int(clamping: lab.state.seed)))
      ])
    }
    lab.state.seed = UInt64(number)
    var report = Report(line: StyledText("seed \(number)"))
    var keepers: [String] = []
    if let data = lab.state.data, data.seed != lab.state.seed { keepers.append("the split of \(data.name)") }
    if let model = lab.state.model, model.seed != lab.state.seed { keepers.append("the network") }
    if !keepers.isEmpty {
      let isOne = keepers.count == 1
      report.say(
        StyledText(
          "\(keepers.enumeration.capitalizedFirst) \(isOne ? "keeps its" : "keep their") seed; type data and network "
            + "again to draw \(isOne ? "it" : "them") from the new one."))
    }
    report.add(data: "seed", .integer(number))
    return report
  }
}

import Basis
import DataSets
import Language

package struct SplitCommand: Command {
  /// Holds what was given, and defaults for the rest.
  var splitting = Splitting()

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<SplitCommand>(
    "split", Splitting.card.summary,
    settings: Splitting.card.settings.map { $0.lifted(to: \.splitting) },
    examples: ["split"] + Splitting.card.examples,
    details: Splitting.card.details)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var data = try lab.needData()
    let given = Splitting.card.settings.filter { call[$0.name] != nil }
    if !given.isEmpty {
      var changed = data.splitting
      for setting in given { try setting.set(&changed, setting.get(splitting)) }
      data = try data.split(by: changed, seed: lab.state.seed)
      lab.state.data = data
    }
    var report = Report(line: StyledText("\(data.name): \(data.partsLine)   (seed \(data.seed))"))
    for part in Part.allCases { report.add(data: part.rawValue, .integer(data.count(of: part))) }
    report.add(data: "seed", .integer(Int(clamping: data.seed)))
    return report
  }
}

import Basis
import Language

package struct TimeCommand: Command {
  var isOn: Bool?

  package init() {}

  package static let group = CommandGroup.session
  package static let role = CommandRole.session
  package static let card = Card<TimeCommand>(
    "time", "Says after every command how long it took.",
    positions: [Setting("switch", optional: \.isOn, "Whether to say it.")],
    examples: ["time on", "time off"],
    details: "Without an argument it shows the time that training on this network has taken so far.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let isOn else {
      let seconds = lab.state.training.seconds
      return Report.facts([
        .init("seconds", "training so far", Numbers.duration(seconds), .number(seconds)),
        .init("time", "time after commands", lab.showsTime ? "on" : "off", .flag(lab.showsTime)),
      ])
    }
    lab.showsTime = isOn
    var report = Report(line: StyledText("time \(isOn ? "on" : "off")"))
    report.add(data: "time", .flag(isOn))
    return report
  }
}

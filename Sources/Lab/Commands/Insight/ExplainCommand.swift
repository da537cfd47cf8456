import Basis
import DataSets
import Language
import NeuralNet

package struct ExplainCommand: Command {
  var subject = ""
  var second = ""
  var third = ""

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<ExplainCommand>(
    "explain",
    "Says what a word of the field means; for items their formula and sources, for activations their slopes as well.",
    positions: [
      Setting("item", \.subject, "An activation, a layer, a loss, or a word such as epoch."),
      Setting("second", \.second, "Where it has several words."),
      Setting("third", \.third, "The last of them."),
    ],
    examples: ["explain selu", "explain epoch", "explain learning rate"],
    details: "help terms lists the words, help activations and its like the items.")

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    Families.all.filter { $0.noun != Commands.family.noun }.flatMap { $0.types.map { $0.name } }
      + Glossary.terms.map { $0.names[0] }
  }

  package static let usage = "explain NAME"

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard !subject.isEmpty else {
      throw Problem("explain needs the name of an item", advice: "for example: explain selu")
    }
    let subject = [subject, second, third].filter { !$0.isEmpty }.joined(separator: " ")
    // A command and an item may share a name; its mathematics is the item's.
    let all = Families.items(named: subject)
    let found = all.filter { $0.family.noun != Commands.family.noun }
    let term = Glossary.report(subject)
    guard !found.isEmpty || term != nil else {
      throw Problem(
        "there is nothing called \"\(subject)\" to explain."
          + (all.isEmpty
            ? Suggestion.sentence(for: subject, among: ExplainCommand.candidates(for: "", in: lab)) : ""),
        advice: all.isEmpty
          ? "help lists families; for example: explain selu" : "it is a command: help \(subject)")
    }
    // Several families may have something of this name: constant is an initializer and a schedule.
    var report = term ?? Report()
    for (index, item) in found.enumerated() {
      if index > 0 || term != nil { report.addGap() }
      report.append(ExplainCommand.page(item.type, of: item.family))
      if let official = item.type as? any OfficialSet.Type {
        report.add(facts: OfficialReport.facts(official, lab.catalog.cache))
      }
    }
    if all.count > found.count {
      report.addGap()
      report.say(StyledText("There is a command of this name as well: help \(subject)."))
    }
    report.add(data: "items", .list(found.map { HelpPage.json($0.type, of: $0.family) }))
    return report
  }

  private static func page(_ type: any Item.Type, of family: FamilyEntry) -> Report {
    let description = type.description
    var report = Report(
      StyledText("\(description.name)", .heading)
        + StyledText(" – \(family.noun). \(description.summary)"))
    var facts: [Report.Fact] = []
    if let formula = description.formula {
      facts.append(.init("formula", "formula", formula, .text(formula)))
    }
    if !description.entries.isEmpty {
      let settings = description.entries.map { "\($0.name) = \($0.standard.display)" }.joined(separator: ", ")
      facts.append(.init("settings", "settings", settings, .text(settings)))
    }
    for source in description.sources {
      facts.append(.init("source", "source", source.text, .text(source.text)))
    }
    report.add(facts: facts)
    if let details = description.details { report.say(StyledText(details)) }
    if let activation = type.init() as? any Activation {
      report.addGap()
      report.add(table(activation))
      report.say(sentence(activation))
    }
    return report
  }

  private static func table(_ activation: any Activation) -> Table {
    let a = activation.middleCoefficient
    let points = [-5, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 5]
    let values = points.map { activation.value($0, a) }
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    var table = Table(
      "values",
      [.init("x", "x"), .init("value", "f(x)"), .init("slope", "f′(x)"), .init("bar", "f(x)", .bar)])
    for (x, value) in zip(points, values) {
      table.append(
        .short(x), .short(value), .short(activation.slope(x, a)),
        .bar(most > least ? (value - least) / (most - least) : 0))
    }
    return table
  }

  private static func sentence(_ activation: any Activation) -> StyledText {
    let a = activation.middleCoefficient
    let step = 1e-9
    let jump = activation.slope(step, a) - activation.slope(-step, a)
    let points = stride(from: -8.0, through: 8.0, by: 0.01) + [-step, step]
    let steepest = points.map { abs(activation.slope($0, a)) }.max() ?? 0
    let kink =
      abs(jump) > 1e-3 ? "the slope jumps by \(Numbers.short(jump)) at 0" : "the slope does not jump at 0"
    return StyledText("Between −8 and 8 the steepest slope is \(Numbers.short(steepest)); \(kink).")
  }
}

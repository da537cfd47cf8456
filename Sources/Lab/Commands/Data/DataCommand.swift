import Basis
import DataSets
import Language

package struct DataCommand: Command {
  var source = Pick<any DataSource>.nothing
  var classes: [String] = []
  var count = 0

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<DataCommand>(
    "data", "Loads data to learn from, or describes what is loaded.",
    positions: [
      Setting(
        "name", kind: .text, "A bundled data set, a generated one, or a format of your own file.",
        member: MemberAccess(Families.sources) { $0.source = .item($1) },
        get: { if case .word(let word) = $0.source { .text(word) } else { .text("") } },
        set: { $0.source = .word(try Kind.text.text($1, for: "name")) })
    ],
    settings: [
      Setting("classes", words: \.classes, "Classes to keep, by name; all if none are given."),
      Setting(
        "count", \.count, in: 0...1_000_000_000,
        "Rows to keep, drawn in proportion to the classes; 0 keeps all."),
    ],
    examples: [
      "data", "data digits", "data digits classes=[0..4] count=200", "data spirals noise=0.1",
      "data csv flowers.csv target=species",
    ],
    details: """
      Data is split into training, validation and test part from the seed, and scaled by what the training part looks \
      like; split and scale change how. A network that exists stays as it is.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "name" ? lab.catalog.names : []
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var subset = Subset()
    subset.classes = classes
    subset.count = count
    switch source {
    case .nothing:
      guard subset.isAll else {
        throw Problem(
          "which data? classes and count choose among a data set's rows", advice: "data digits count=200")
      }
      return lab.state.data.map { DataReport.description(of: $0) } ?? DataReport.list(lab.catalog)
    case .item(let source):
      let recipe = Recipe(.source(source), subset: subset, seed: lab.state.seed)
      return try use(try DataSet(try lab.catalog.load(recipe), seed: lab.state.seed), in: lab)
    case .word(let name):
      var settings: [(name: String, value: Value)] = []
      if !classes.isEmpty { settings.append(("classes", .list(classes.map { .text($0) }))) }
      if count > 0 { settings.append(("count", .number(Double(count)))) }
      do {
        return try use(try lab.catalog.load(name, settings: settings, seed: lab.state.seed), in: lab)
      } catch let problem as Problem {
        let isKnown = lab.catalog.names.contains(name)
        throw problem.located(at: isKnown ? (call["classes"] ?? call["count"])?.span : call[0]?.span)
      }
    }
  }

  private func use(_ data: DataSet, in lab: Lab) throws -> Report {
    var report = Report()
    let line = "\(data.titleLine) · \(data.partsLine)"
    if line.count <= lab.output.width {
      report.add(line: StyledText(line))
    } else {
      report.say(StyledText(data.titleLine))
      report.add(line: StyledText(data.partsLine))
    }
    if let model = lab.state.model, !model.network.blocks.isEmpty {
      report.append(try DataReport.fit(of: model, to: data))
    }
    report.add(data: "name", .text(data.name))
    for part in Part.allCases { report.add(data: part.rawValue, .integer(data[part].count)) }
    report.add(data: "shape", .list(data.shape.extents.map { .integer($0) }))
    report.add(data: "classes", .list(data.task.classes.map { .text($0) }))
    lab.state.data = data
    try lab.proposeLoss()
    return report
  }
}

import Basis
import DataSets
import Language

package struct DataCommand: Command {
  var source = Pick<any DataSource>.nothing
  var subset = Subset()

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<DataCommand>(
    "data", "Loads data to learn from, or describes what is loaded.",
    positions: [
      Setting(
        "name", kind: .text,
        "A bundled data set, an official one, a generated one, or a format of your own file.",
        member: MemberAccess(Families.sources) { $0.source = .item($1) },
        get: { if case .word(let word) = $0.source { .text(word) } else { .text("") } },
        set: { $0.source = .word(try Kind.text.text($1, for: "name")) })
    ],
    settings: Subset.card.settings.map { $0.lifted(to: \.subset) },
    examples: [
      "data", "data digits", "data digits classes=[0..4] count=200", "data spirals noise=0.1",
      "data cifar10 or digits", "data csv flowers.csv target=species",
    ],
    details: """
      Official data sets have to be fetched first, with data fetch. With or between them, the first that is there is \
      taken: data cifar10 or digits. Data is split into training, validation and test part from the seed, and scaled \
      by what the training part looks like; split and scale change how. A network that exists stays as it is.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "name" ? lab.catalog.names : []
  }

  package static let takesAlternatives = true

  /// The first that is there. Names that can never be there are refused wherever they stand: somebody else's machine may
  /// have fewer data sets.
  package static func choose(among words: [String], in lab: Lab) throws -> String {
    for word in words where lab.catalog.isAtHand(word) == nil {
      throw Problem(
        "\(Files.shown(word, limit: 60)) cannot stand beside others: it is no data set that a name alone loads."
          + Suggestion.sentence(for: word, among: lab.catalog.names),
        advice: "data lists the data sets")
    }
    if let first = words.first(where: { lab.catalog.isAtHand($0) == true }) { return first }
    throw Problem(
      "\(words.count == 2 ? "neither \(words[0]) nor \(words[1])" : "none of \(words.enumeration)") is on this machine "
        + "yet",
      advice: "\(words.map { "data fetch \($0)" }.alternatives) gets it; digits is always here",
      kind: .missingInput)
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard let alternatives = try Alternatives(call) else { return try load(in: lab, call) }
    let chosen = try DataCommand.choose(among: alternatives.words, in: lab)
    var report = try load(in: lab, call)
    report.say(StyledText(DataCommand.sentence(on: chosen, of: alternatives.words, in: lab)))
    // What is here today may not be all that is here tomorrow.
    let named = call.named.map { " \($0.name ?? "")=\($0.value.literal)" }.joined()
    report.scriptLine = "\(call.verb) \(chosen)\(named)"
    return report
  }

  private static func sentence(on chosen: String, of words: [String], in lab: Lab) -> String {
    let missing = words.prefix { $0 != chosen }
    guard !missing.isEmpty else {
      let others = words.filter { $0 != chosen }
      return "\(chosen) was taken, because it is here; data \(others.alternatives) loads the other."
    }
    let ways = missing.map { name in
      "data fetch \(name)"
        + (OfficialSets.type(named: name).map { " (\(Numbers.bytes($0.release.bytes)))" } ?? "")
    }
    let faults = missing.compactMap { lab.catalog.fault(of: $0) }
    let lack =
      faults.isEmpty
      ? "\(missing.count == 1 ? "is" : "are") not on this machine" : "is not whole (\(faults.enumeration))"
    return
      "\(chosen) stands in for \(Array(missing).alternatives), which \(lack): \(ways.alternatives) gets it."
  }

  private func load(in lab: Lab, _ call: Call) throws -> Report {
    switch source {
    case .nothing:
      guard subset.isAll else {
        throw Problem(
          "which data? classes, count and validation choose among a data set's rows",
          advice: "data digits count=200")
      }
      return lab.state.data.map { DataReport.description(of: $0) } ?? DataReport.list(lab.catalog)
    case .item(let source):
      let recipe = Recipe(.source(source), subset: subset, seed: lab.state.seed)
      return try use(try DataSet(try lab.catalog.load(recipe), seed: lab.state.seed), in: lab)
    case .word(let name):
      let settings = Subset.card.settings.filter { call[$0.name] != nil }
      do {
        let values = settings.map { ($0.name, $0.get(subset)) }
        return try use(try lab.catalog.load(name, settings: values, seed: lab.state.seed), in: lab)
      } catch let problem as Problem {
        let isKnown = lab.catalog.names.contains(name)
        let setting = settings.first.flatMap { call[$0.name] }
        throw problem.located(at: isKnown ? setting?.span : call[0]?.span)
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
    for part in Part.allCases { report.add(data: part.rawValue, .integer(data.count(of: part))) }
    report.add(data: "shape", .list(data.shape.extents.map { .integer($0) }))
    report.add(data: "classes", .list(data.task.classes.map { .text($0) }))
    lab.state.data = data
    try lab.proposeLoss()
    return report
  }
}

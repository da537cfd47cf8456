import Basis
import DataSets
import Language

package struct SplitCommand: Command {
  var validation: Double?
  var test: Double?
  var stratified: Bool?
  var train: Int?
  var skip: Int?

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<SplitCommand>(
    "split", Splitting.card.summary,
    settings: [
      Setting(
        "validation", optional: \.validation, in: .rateBelowOne, "Share set aside to choose settings by."),
      Setting("test", optional: \.test, in: .rateBelowOne, "Share set aside to judge the result once."),
      Setting("stratified", optional: \.stratified, "Give every part the same share of every class."),
      Setting(
        "train", optional: \.train, in: 0...1_000_000_000,
        "Rows of the training part to learn from; 0 for all."),
      Setting(
        "skip", optional: \.skip, in: 0...1_000_000_000, "Rows of the training part to pass over first."),
    ],
    examples: ["split", "split validation=20% test=20%", "split train=50 skip=600"],
    details: Splitting.card.details)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var data = try lab.needData()
    if validation != nil || test != nil || stratified != nil || train != nil || skip != nil {
      let now = data.splitting
      let splitting = Splitting(
        validation: validation ?? now.validation, test: test ?? now.test,
        stratified: stratified ?? now.stratified, train: train ?? now.train, skip: skip ?? now.skip)
      data = try data.split(by: splitting, seed: lab.state.seed)
      lab.state.data = data
    }
    var report = Report(line: StyledText("\(data.name): \(data.partsLine)   (seed \(data.seed))"))
    for part in Part.allCases { report.add(data: part.rawValue, .integer(data[part].count)) }
    report.add(data: "seed", .integer(Int(clamping: data.seed)))
    return report
  }
}

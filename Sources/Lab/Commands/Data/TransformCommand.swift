import Basis
import DataSets
import Language
import NeuralNet

package struct TransformCommand: Command {
  var transformation = Pick<any Transformation>.nothing

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<TransformCommand>(
    "transform", "Shows or chooses what makes another task of the data: wrong labels, a canvas, an error.",
    positions: [
      Setting(
        "transformation", pick: \.transformation, of: Transformations.family, or: ["off"], "Which one.")
    ],
    examples: [
      "transform label-noise 20%", "transform canvas 14", "transform permute-labels", "transform",
      "transform off",
    ],
    details: """
      Several act one after the other, in the order in which they were given; one that is there already gets new \
      settings; off takes all away. The split stays, and what is drawn at random follows from the seed. They act on the \
      data as it was loaded, before scaling, once; data loads it afresh without any. A network that exists stays as it \
      is. For changes that are new in every epoch: augment.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    var data = try lab.needData()
    switch transformation {
    case .nothing: break
    case .word: data = try data.transformed(by: [])
    case .item(let item):
      data = try data.transformed(by: data.transformations.adding(item) { $0.name })
    }
    let names = data.transformations.map(\.notation)
    var report = Report(
      line: StyledText(names.isEmpty ? "transform off" : "transform " + names.joined(separator: " · ")))
    report.say(StyledText("\(data.name): a sample is \(data.shape.text) · \(data.partsLine)"))
    let wrong = data.mislabelledRows.count
    if wrong > 0 {
      report.say(
        StyledText(
          "\(Numbers.grouped(wrong)) of \(Numbers.grouped(data.count(of: .train))) training samples have another class than "
            + "before."))
    }
    report.add(data: "transformations", .list(names.map { .text($0) }))
    report.add(data: "shape", .list(data.shape.extents.map { .integer($0) }))
    report.add(data: "relabelled", .integer(wrong))
    if case .nothing = transformation { return report }
    if let model = lab.state.model, !model.network.blocks.isEmpty, model.network.input != data.shape {
      report.append(try DataReport.fit(of: model, to: data))
    }
    lab.state.data = data
    return report
  }
}

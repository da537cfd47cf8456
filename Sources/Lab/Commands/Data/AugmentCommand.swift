import Basis
import DataSets
import Language
import NeuralNet

package struct AugmentCommand: Command {
  var augmentation = Pick<any Augmentation>.nothing

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<AugmentCommand>(
    "augment", "Shows or chooses how training pictures are changed at random, anew in every epoch.",
    positions: [
      Setting("augmentation", pick: \.augmentation, of: Augmentations.family, or: ["off"], "Which one.")
    ],
    examples: ["augment shift 1", "augment crop 2", "augment flip", "augment", "augment off"],
    details: """
      Several may act one after the other: each command adds one, or gives one that is there already new settings; off \
      takes all away. They act on training batches alone: evaluate, gradients and validation see the pictures as they \
      are. What becomes of a picture follows from seed, epoch and picture. show 5 augmented=on draws what the next \
      epoch will see.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch augmentation {
    case .nothing: break
    case .word: lab.state.use([any Augmentation]())
    case .item(let item):
      if let data = lab.state.data { try AugmentCommand.check(data) }
      lab.state.use(lab.state.augmentations.adding(item) { $0.name })
    }
    let all = lab.state.augmentations
    var report = Report(
      line: StyledText(
        all.isEmpty ? "augment off" : "augment " + all.map(\.notation).joined(separator: " · ")))
    report.add(data: "augmentations", .list(all.map { .text($0.notation) }))
    return report
  }

  static func check(_ data: DataSet) throws {
    guard data.isImages, data.shape.extents.count == 3 else {
      throw Problem(
        "\(data.name) has no pictures to change: a sample is \(data.shape.text) numbers",
        advice: "data digits")
    }
  }
}

extension LabState {
  /// The training part as pictures, where a model changes them.
  var pictures: Pictures? {
    guard let data, !augmentations.isEmpty, data.isImages, data.shape.extents.count == 3,
      let range = data.source.imageScale
    else { return nil }
    return Pictures(
      shape: data.shape, pixels: data.raw(.train).features, range: range, offsets: data.scalingFit.offsets,
      factors: data.scalingFit.divisors.map { 1 / $0 })
  }
}

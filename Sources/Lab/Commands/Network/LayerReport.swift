import Basis
import NeuralNet

/// What is said after layers came, went or moved.
enum LayerReport {
  /// `layers 1–10  dense 50 sigmoid   64→50→…→50      26,200 parameters`
  static func added(_ numbers: Range<Int>, in lab: Lab) -> Report {
    guard let model = lab.state.model else { return .silent }
    let network = model.network
    let count = numbers.reduce(0) { $0 + network.layout.blockRanges[$1].count }
    let title = network.blocks[numbers.lowerBound].notation
    let extents = LayerReport.flow(numbers, in: network)
    let flow =
      extents.count <= 3
      ? extents.joined(separator: "→") : "\(extents[0])→\(extents[1])→…→\(extents[extents.count - 1])"
    let label =
      numbers.count == 1
      ? "layer \(numbers.lowerBound + 1)" : "layers \(numbers.lowerBound + 1)–\(numbers.upperBound)"
    let size = Numbers.grouped(count)
    let left = label.padded(to: 13) + title.padded(to: 17) + "  " + flow
    let gap = String(repeating: " ", count: max(2, 54 - left.count - size.count))
    let line = left + gap + size + " parameters"
    // Columns for the eye where they fit; a layer with many settings of its own is told as a sentence.
    var report =
      line.count <= lab.output.width
      ? Report(line: StyledText(line))
      : Report(StyledText("\(label): \(title), \(flow), \(size) parameters"))
    if numbers.upperBound == network.blocks.count, let note = note(on: model, lab) { report.say(note) }
    report.add(data: "layers", .list(numbers.map { .integer($0 + 1) }))
    report.add(data: "title", .text(title))
    report.add(data: "parameters", .integer(count))
    report.add(data: "output", .list(network.output.extents.map { .integer($0) }))
    return report
  }

  /// The sizes before, between and after these blocks.
  private static func flow(_ numbers: Range<Int>, in network: Network) -> [String] {
    let placed = network.layout.layers
    let first = placed.first { $0.block == numbers.lowerBound }?.input ?? network.input
    let outputs = numbers.map { number in placed.last { $0.block == number }?.output ?? network.input }
    // A dense layer reads an image as one row of numbers.
    let isRow = network.blocks[numbers.lowerBound].layers[0] is Dense
    return [isRow ? "\(first.count)" : first.text] + outputs.map(\.text)
  }

  /// Said once, where learners look for softmax.
  private static func note(on model: Model, _ lab: Lab) -> StyledText? {
    guard let data = lab.state.data, data.task.isClassification, model.loss is CrossEntropy,
      let last = model.network.blocks.last, last.layers.count == 1, last.layers[0] is any WeightedLayer,
      model.network.output.count == data.task.outputs
    else { return nil }
    return StyledText("softmax is part of the cross-entropy loss, so this layer needs no activation", .faint)
  }

  static func rest(of network: Network) -> StyledText {
    let count = network.blocks.count
    return StyledText(
      "\(count.counted("layer")), \(Numbers.grouped(network.parameters.count)) parameters")
  }
}

import Basis
import Charts
import DataSets
import Language

package struct ShowCommand: Command {
  var count = 8
  var part = Part.train
  var start = 1
  var className = ""
  var augmented = false

  package init() {}

  package static let group = CommandGroup.data
  package static let card = Card<ShowCommand>(
    "show",
    "Draws samples: images as images, sequences as rows of steps, anything else as a table in original units.",
    positions: [Setting("count", \.count, in: 1...1000, "How many.")],
    settings: [
      Setting("part", choice: \.part, "Of which part."),
      Setting("from", \.start, in: 1...1_000_000_000, "Number of the first one."),
      Setting("class", \.className, "Only samples of this class."),
      Setting("augmented", \.augmented, "Training pictures as the next epoch will see them (help augment)."),
    ],
    examples: ["show 4", "show 4 class=3 part=test"])

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    slot == "class" ? lab.state.data?.task.classes ?? [] : []
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let data = try lab.needData()
    let pictures = augmented ? try pictures(lab) : nil
    let rows = try chosen(from: data)
    var report = Report()
    if data.isImages, data.shape.extents.count >= 2 {
      report.add(chart: "images", drawing(rows, data, lab.output, pictures), data: json(rows, data, pictures))
    } else if data.isSequences {
      report.add(
        chart: "sequences", SequenceDrawing.lines(rows, data, part, width: lab.output.width),
        data: json(rows, data, nil))
    } else {
      report.add(table(rows, data))
    }
    let kind = data.isImages ? "image" : data.isSequences ? "sequence" : "row"
    report.say(
      StyledText(
        "\(rows.count.counted(kind)) of the \(part.rawValue) part, "
          + (pictures == nil ? "in original units" : "as the next epoch will see them") + remark(data)))
    return report
  }

  private func remark(_ data: DataSet) -> String {
    if data.isImages { return "; the class below each." }
    if data.isSequences { return "; one column a step." }
    return data.scaling.name == NoScaling.card.name ? "." : "; training sees them scaled."
  }

  private func chosen(from data: DataSet) throws -> [Int] {
    let total = data.count(of: part)
    guard start <= total else {
      throw Problem(
        "the \(part.rawValue) part has \(Numbers.grouped(total)) samples, so from=\(start) is beyond it")
    }
    if className.isEmpty { return Array((start - 1..<total).prefix(count)) }
    let classes = data.task.classes
    guard classes.contains(className) else {
      throw Problem(
        "\(data.name) has no class \(Value.text(className).literal)."
          + Suggestion.sentence(for: className, among: classes),
        advice: classes.isEmpty
          ? "it predicts numbers" : "classes: \(classes.prefix(20).joined(separator: ", "))")
    }
    return Array((start - 1..<total).lazy.filter { data.label($0, of: part) == className }.prefix(count))
  }

  private func pictures(_ lab: Lab) throws -> ((Int) -> [Float]) {
    guard let pictures = lab.state.pictures else {
      if let data = lab.state.data { try AugmentCommand.check(data) }
      throw Problem("no augmentation is chosen", advice: "augment shift 1, then show 5 augmented=on")
    }
    guard part == .train else {
      throw Problem(
        "only training pictures are augmented, and part=\(part.rawValue) was asked for",
        advice: "show augmented=on")
    }
    let (all, seed) = (lab.state.augmentations, lab.state.model?.seed ?? lab.state.seed)
    let epoch = lab.state.model?.epochs ?? 0
    return { pictures.augmented($0, by: all, seed: seed, epoch: epoch) }
  }

  private func drawing(
    _ rows: [Int], _ data: DataSet, _ output: any Output, _ augmented: ((Int) -> [Float])?
  ) -> [String] {
    let extents = data.shape.extents
    let width = output.width
    let pictures = rows.map { row in
      Gallery.Picture(
        ImageDrawing(
          (augmented.map { data.pixels(of: $0(row)) } ?? data.pixels(row, of: part)) ?? [],
          height: extents[0], width: extents[1],
          channels: extents.count > 2 ? extents[2] : 1, mostColumns: width,
          colours: output.resultPalette.pictures),
        caption: data.label(row, of: part))
    }
    return Gallery.lines(pictures, width: width)
  }

  private func json(_ rows: [Int], _ data: DataSet, _ augmented: ((Int) -> [Float])?) -> JSON {
    .list(
      rows.map { row in
        .object([
          "row": .integer(row + 1), "label": .text(data.label(row, of: part)),
          "values": .list(
            (augmented?(row) ?? Array(data.rawSample(row, of: part))).map { .number(Double($0)) }),
        ])
      })
  }

  private func table(_ rows: [Int], _ data: DataSet) -> Table {
    let target = data.task.isClassification ? "class" : "target"
    let features = data.featureNames.enumerated().map { index, name in
      // The first features stay longest where there is no room for all.
      Table.Column("x\(index + 1) \(name)", name, dispensability: index + 1)
    }
    var table = Table("rows", [.init("row", "row"), .init("label", target, .left)] + features)
    for row in rows {
      let cells = data.rawSample(row, of: part).map { Table.Cell.short(Double($0)) }
      table.rows.append([.integer(row + 1), .text(data.label(row, of: part))] + cells)
    }
    return table
  }
}

import Basis
import DataSets
import Language
import NeuralNet

package struct BenchCommand: Command {
  var batch: Int?
  var seconds: Double = 1

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<BenchCommand>(
    "bench", "Shows where the time of a training step goes, layer by layer.",
    settings: [
      Setting(
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples",
        "Samples per step; otherwise as set batch=N says."),
      Setting("seconds", \.seconds, in: .closed(0.1...600), unit: "seconds", "How long to measure."),
    ],
    examples: ["bench", "bench batch=64 seconds=0.2"],
    details: """
      It trains a copy: the network stays as it is. A whole step's time is the median; the layers' times are those \
      of one thread in the best of several rounds, since whatever else the machine does only adds to them. backward \
      includes the gradients of the weights, and statistics is what all figures about a layer's gradients would cost \
      at every step. GFLOP/s counts the multiplications and additions of forward and backward, and compares with \
      what oneDNN reaches on this machine, at this moment, in a product of large matrices on one thread: no dense \
      layer can be much faster. A convolution of 3×3 can, where channels and filters are multiples of 16: it needs \
      16 multiplications for four outputs instead of the 36 that are counted (Winograd's way).
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    let profile = try lab.engine.profile(
      model, on: data.train, batch: batch ?? lab.state.batch, seconds: seconds)
    var report = Report()
    report.add(BenchCommand.table(profile))
    report.say(StyledText(BenchCommand.summary(profile)))
    report.say(StyledText(BenchCommand.speed(profile)))
    report.add(data: "batch", .integer(profile.batch))
    report.add(data: "steps", .integer(profile.steps))
    report.add(data: "secondsPerStep", .number(min(profile.oneThread, profile.allThreads)))
    report.add(data: "secondsOnOneThread", .number(profile.oneThread))
    report.add(data: "threads", .integer(profile.threads))
    report.add(data: "peak", .number(profile.peak))
    return report
  }

  private static func table(_ profile: StepProfile) -> Table {
    var table = Table(
      "layers",
      [
        .init("layer", "layer", .left), .init("forward", "forward µs", unit: "s"),
        .init("backward", "backward µs", unit: "s"), .init("update", "update µs", unit: "s"),
        .init("statistics", "statistics µs", unit: "s", dispensability: 2),
        .init("share", "share of step"), .init("rate", "GFLOP/s", dispensability: 1),
      ])
    let total = profile.blocks.reduce(profile.rest) { $0 + $1.seconds }
    for (number, block) in profile.blocks.enumerated() {
      let passes = block.forward + block.backward
      table.rows.append([
        .text("\(number + 1) \(block.title)"), time(block.forward), time(block.backward), time(block.update),
        time(block.statistics), .percent(block.seconds / total),
        passes > 0 ? .short(block.operations / passes / 1e9) : .absent,
      ])
    }
    table.rows.append([
      .text("batch, loss, clipping"), .absent, .absent, .absent, .absent, .percent(profile.rest / total),
      .absent,
    ])
    return table
  }

  private static func time(_ seconds: Double) -> Table.Cell {
    Table.Cell(Numbers.short(seconds * 1e6), value: .number(seconds))
  }

  private static func short(_ seconds: Double) -> String {
    seconds < 0.001 ? Numbers.short(seconds * 1e6) + " µs" : Numbers.short(seconds * 1000) + " ms"
  }

  private static func summary(_ profile: StepProfile) -> String {
    let best = min(profile.oneThread, profile.allThreads)
    var text =
      "A step of \(profile.batch.counted("sample")) takes \(short(profile.oneThread)) on one thread"
    if profile.threads > 1 {
      text += " and \(short(profile.allThreads)) on up to \(profile.threads)"
    }
    return text + ": \(Numbers.grouped(Int(Double(profile.batch) / max(best, 1e-9)))) samples a second."
  }

  private static func speed(_ profile: StepProfile) -> String {
    let undisturbed = max(profile.blocks.reduce(profile.rest) { $0 + $1.seconds }, 1e-12)
    let reached = profile.operations / undisturbed
    return "One thread reaches \(Numbers.short(reached / 1e9)) GFLOP/s, "
      + "\(Numbers.percent(reached / profile.peak, decimals: 0)) of oneDNN's \(Numbers.short(profile.peak / 1e9)) in large "
      + "products; gradient statistics at every step would add "
      + "\(Numbers.percent(profile.statistics / undisturbed, decimals: 0))."
  }
}

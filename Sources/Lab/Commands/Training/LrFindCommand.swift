import Basis
import Charts
import DataSets
import Language
import NeuralNet

package struct LrFindCommand: Command {
  var from = 1e-5
  var to = 10.0
  var steps = 300
  var batch: Int?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<LrFindCommand>(
    "lr-find", "Tries ever larger learning rates on a copy of the network, and suggests one.",
    settings: [
      Setting("from", \.from, in: .closed(1e-12...1e6), "The first rate."),
      Setting("to", \.to, in: .closed(1e-12...1e6), "The last rate."),
      Setting(
        "steps", \.steps, in: 2...100_000, "How many; the rate grows by the same factor from one to the next."
      ),
      Setting(
        "batch", optional: \.batch, in: 1...LabState.largestBatch, unit: "samples", "Samples per step."),
    ],
    sources: [Source("Smith", 2015, "arXiv:1506.01186, Cyclical learning rates: section 3.3")],
    examples: ["lr-find", "lr-find from=1e-4 to=1 steps=100"],
    details: """
      Each loss is that of one batch before its update, not a running mean, which would lag behind; the curve is the mean \
      over neighbours on both sides. The test ends early when the mean of five losses is four times the best one and \
      above the first. Network, optimizer and random numbers stay exactly as they were.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    let batch = batch ?? lab.state.batch
    func work() throws -> RangeTest {
      let test = try lab.engine.rangeTest(
        model, on: data.train, batch: batch, steps: steps, from: from, to: to, pictures: lab.state.pictures
      ) { !lab.isInterrupted }
      if test.ending == .interrupted { throw Problem("the range test was interrupted", kind: .interrupted) }
      return test
    }
    let test =
      try lab.trail?.once(["lr-find \(batch) \(steps) \(from) \(to)"], of: model, on: data, work) ?? work()
    guard let least = test.least, let first = test.points.first, let last = test.points.last else {
      throw Problem(
        "the loss was not a number at the very first rate, \(Numbers.short(from))",
        advice: "gradients shows where it began; a smaller one: lr-find from=\(Numbers.short(from / 1000))")
    }
    var table = Table("points", ["rate", "loss", "smoothed"].map { Table.Column($0, $0) })
    for point in test.points { table.append(.short(point.rate), .short(point.loss), .short(point.smoothed)) }
    var report = Report()
    // A loss that explodes would press all others to the floor.
    let ceiling = 1.5 * first.smoothed
    let drawn = test.points.map { Plot.Point($0.rate, min($0.smoothed, ceiling)) }
    report.add(
      plot: "points",
      Plot(
        "Loss at ever larger rates",
        .area(drawn, x: .init("learning rate", isLogarithmic: true), y: .init("loss"))),
      StyledText(
        "Loss of \(Numbers.grouped(test.points.count)) batches, left to right at rates from "
          + "\(Numbers.short(first.rate)) to \(Numbers.short(last.rate)): \(Numbers.short(first.smoothed)) at first, "
          + "\(Numbers.short(least.smoothed)) at best, at the rate \(Numbers.short(least.rate))"
          + (test.ending == .exploded ? "; above \(Numbers.short(last.rate)) it explodes." : ".")),
      data: table.json)
    let suggestion = LrFindCommand.rounded(least.rate / 3)
    report.say(
      StyledText("Suggestion: ", .good)
        + StyledText(
          "optimizer lr=\(Numbers.short(suggestion)), a third of the rate with the least loss"
            + (test.isLeastAtTheEnd ? "" : ", because beyond that it rises")
            + "; for onecycle max=\(Numbers.short(LrFindCommand.rounded(least.rate)))."))
    if test.isLeastAtTheEnd {
      report.say(
        StyledText(
          "The loss was least at the end of what was tried, so the best rate may lie above: lr-find "
            + "to=\(Numbers.short(min(1e6, to * 10))).", .warning))
    }
    if least.smoothed > 0.95 * first.smoothed {
      report.say(
        StyledText(
          "The loss hardly fell at any rate; the suggestion means little. gradients shows why.", .warning))
    }
    report.add(data: "suggestion", .number(suggestion))
    report.add(data: "leastRate", .number(least.rate))
    report.add(data: "leastLoss", .number(least.smoothed))
    report.add(data: "exploded", .flag(test.ending == .exploded))
    report.add(data: "atTheEnd", .flag(test.isLeastAtTheEnd))
    return report
  }

  /// Two digits: more would claim more than a noisy curve knows.
  private static func rounded(_ rate: Double) -> Double {
    Double(Numbers.scientific(rate, digits: 2)) ?? rate
  }
}

import Basis
import Charts
import DataSets
import Language
import NeuralNet

package struct PlotScheduleCommand: Command {
  var epochs = 10

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<PlotScheduleCommand>(
    "plot schedule", "Draws the learning rate of every step of a training before it runs.",
    settings: [Setting("epochs", \.epochs, in: 1...1_000_000, unit: "epochs", "Length of the training.")],
    examples: ["plot schedule", "plot schedule epochs=30"],
    details: """
      As if the schedule were chosen now and one training followed. Without data an epoch is taken to have 100 steps. \
      The values come with --json.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let schedule = lab.state.schedule ?? ConstantRate()
    let batch = lab.state.batch
    let samples = lab.state.data?.count(of: .train) ?? 100 * batch
    let perEpoch = max(1, (samples + batch - 1) / batch)
    let steps = perEpoch * epochs
    let rate = lab.state.optimizer.learningRate
    func pace(_ step: Int) -> StepPace {
      schedule.pace(
        at: SchedulePlace(ofStep: step, schedule, epochs: epochs, stepsPerEpoch: perEpoch), rate: rate)
    }
    // The first and the last step are always among those that are drawn.
    func picked(_ most: Int) -> [Int] {
      let count = min(steps, max(2, most))
      return (0..<count).map { count == 1 ? 0 : $0 * (steps - 1) / (count - 1) }
    }
    var report = Report()
    var table = Table("values", ["step", "epoch", "rate", "momentum"].map { Table.Column($0, $0) })
    let points = picked(1001).map { step in Plot.Point(Double(step + 1), pace(step).rate) }
    for step in picked(1001) {
      let pace = pace(step)
      table.append(
        .integer(step + 1), .integer(step / perEpoch + 1), .short(pace.rate), .short(pace.momentum))
    }
    let drawn = picked(min(72, lab.output.width - 12)).map(pace)
    report.add(
      plot: "values",
      Plot("Learning rate by step", .area(points, x: .init("step", .whole), y: .init("learning rate"))),
      StyledText(sentence(schedule, picked(1001).map(pace), steps: steps)), data: table.json)
    if drawn.contains(where: { $0.momentum != nil }) {
      report.add(line: StyledText("momentum  " + Sparkline.text(drawn.map { $0.momentum ?? .nan })))
    }
    return report
  }

  private func sentence(_ schedule: any Schedule, _ paces: [StepPace], steps: Int) -> String {
    let rates = paces.map(\.rate)
    let (first, last, most) = (rates.first ?? 0, rates.last ?? 0, rates.max() ?? 0)
    var text = "\(schedule.name): from \(Numbers.short(first))"
    if most > max(first, last) { text += " over \(Numbers.short(most))" }
    text += " to \(Numbers.short(last)) in \(steps.counted("step")) (\(epochs.counted("epoch")))"
    let momenta = paces.compactMap(\.momentum)
    if let high = momenta.max(), let low = momenta.min() {
      text += "; momentum between \(Numbers.short(low)) and \(Numbers.short(high))"
    }
    if schedule is any PerformanceSchedule { text += "; it falls when the validation loss says so" }
    return text + "."
  }
}

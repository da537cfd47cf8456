import Basis
import DataSets
import Language
import NeuralNet

package struct ScheduleCommand: Command {
  var schedule = Pick<any Schedule>.nothing

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<ScheduleCommand>(
    "schedule", "Shows or chooses how the learning rate changes while training goes on.",
    positions: [Setting("schedule", pick: \.schedule, of: Schedules.family, or: ["off"], "Which course.")],
    examples: [
      "schedule onecycle max=0.1", "schedule step factor=0.5 every=5", "schedule exponential warmup=2",
      "schedule", "schedule off",
    ],
    details: """
      Decays (step, piecewise, exponential, inverse-time, warmup, plateau) count epochs from when they are chosen and go \
      on from training to training. Curves with an end (polynomial, cosine, onecycle) run from beginning to end of each \
      train command: train 10 is one curve of ten epochs, train 5 and train 5 are two; epochs=N makes one curve of N \
      epochs over any number of trainings, which stays at its end when it is over. Choosing a schedule again begins \
      anew. warmup=N lets any of them but warmup and onecycle begin with a climb: step t of the N epochs' w steps has the \
      share (t + 1)/(w + 1) of what the course says, whose epochs count from the beginning all the same. plot schedule \
      draws it before training.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    switch schedule {
    case .nothing: break
    case .word: lab.state.use(Optional<any Schedule>.none)
    case .item(let schedule): lab.state.use(schedule)
    }
    guard let current = lab.state.schedule else {
      var report = Report(
        line: StyledText("schedule off: the rate is the optimizer's, \(lab.nextPace().rateText)"))
      report.add(data: "schedule", .text("off"))
      return report
    }
    let settings = current.values.map { "\($0.name)=\($0.value.literal)" }.joined(separator: " ")
    var report = Report(StyledText("schedule \(current.name) \(settings)"))
    let pace = lab.nextPace()
    var sentence = "The next step has the rate \(pace.rateText)"
    if let momentum = pace.momentum {
      if lab.state.optimizer is any MomentumOptimizer {
        sentence += " and the momentum \(Numbers.short(momentum))"
      } else {
        sentence += "; \(lab.state.optimizer.name) has no momentum to cycle (optimizer momentum has)"
      }
    }
    report.say(StyledText(sentence + "."))
    if current is any PerformanceSchedule, lab.state.data?.count(of: .validation) == 0 {
      report.say(StyledText("There is no validation data to watch: split deals some.", .warning))
    }
    report.add(data: "schedule", .text(current.notation))
    report.add(data: "rate", .number(pace.rate))
    report.add(data: "momentum", JSON(pace.momentum))
    return report
  }
}

extension Lab {
  /// What the next step would use.
  /// - Parameter batch: in which a schedule counts; nil for those of `nextBatch`.
  func nextPace(batch: Int? = nil) -> StepPace {
    guard let model = state.model else {
      let schedule = state.schedule
      let rate = state.optimizer.learningRate
      guard let schedule else { return StepPace(rate: rate) }
      return schedule.pace(at: SchedulePlace(ofStep: 0, schedule, epochs: 1, stepsPerEpoch: 1000), rate: rate)
    }
    let batch = batch ?? state.nextBatch
    return model.pace(at: model.place(batch: batch, samples: state.data?.count(of: .train) ?? batch))
  }
}

extension StepPace {
  var rateText: String { Numbers.short(rate) }
}

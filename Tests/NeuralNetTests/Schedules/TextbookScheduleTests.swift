import Basis
import NeuralNet
import Testing
import Textbook

/// Every schedule, as it comes and with every setting turned, against its formula written once more.
@Suite struct TextbookScheduleTests {
  /// Each registered schedule, and for each of its settings one more with that setting changed.
  static let trials: [any Schedule] = Schedules.family.all.flatMap { schedule in
    [schedule]
      + type(of: schedule).description.entries.flatMap { entry in
        values(entry.name).compactMap { value in
          var item: any Item = schedule
          do { try item.set(entry.name, to: value) } catch { return nil }
          return item as? any Schedule
        }
      }
  }

  private static func values(_ setting: String) -> [Value] {
    switch setting {
    case "per": Per.allCases.map { .text($0.rawValue) }
    case "shape": OneCycle.Shape.allCases.map { .text($0.rawValue) }
    case "at": [.list([.number(1), .number(2.5), .number(9)])]
    case "rates": [.list([.number(0.5), .number(0.02)])]
    case "patience", "cooldown": [.number(1), .number(2), .number(3)]
    case "epochs": [.number(4), .number(12)]
    default: [.number(0.05), .number(0.3), .number(2.5), .number(20)]
    }
  }

  /// Losses that fall, stand still, rise, and improve by too little.
  static let losses = [1, 0.8, 0.79995, 0.81, 0.8, 0.7, 0.75, 0.72, 0.71, 0.69, 0.7, 0.7, 0.7, 0.5, 0.6, 0.6]
    .flatMap { [$0, $0 + 0.03, $0 + 0.02] }

  /// The largest share by which what the engine uses at each step differs from the book's.
  static func error(
    _ schedule: any Schedule, perEpoch: Int, lateSteps: Int = 0, lateLosses: Int = 0
  ) throws -> Double {
    let book = try #require(schedule as? any TextbookSchedule, "\(schedule.name) has no textbook version")
    let length = (schedule as? any FiniteSchedule)?.epochs ?? 0
    let epochs = losses.count
    var (course, worst) = (TextbookCourse(stepsPerEpoch: perEpoch, epochs: length > 0 ? length : epochs), 0.0)
    for t in 0..<epochs * perEpoch {
      let epoch = t / perEpoch
      course.losses = Array(losses.prefix(epoch))
      var place = SchedulePlace(
        ofStep: max(0, t - lateSteps), schedule, epochs: epochs, stepsPerEpoch: perEpoch)
      if let follower = schedule as? any PerformanceSchedule {
        for loss in losses.prefix(max(0, epoch - lateLosses)) { follower.hear(loss, memory: &place.memory) }
      }
      let (fast, exact) = (schedule.pace(at: place, rate: 0.3), book.pace(t, course, rate: 0.3))
      worst = max(worst, abs(fast.rate - exact.rate) / max(1e-9, abs(exact.rate)))
      #expect((fast.momentum == nil) == (exact.momentum == nil))
      worst = max(worst, abs((fast.momentum ?? 0) - (exact.momentum ?? 0)))
    }
    return worst
  }

  @Test(arguments: trials.indices, [1, 4, 7])
  func everyStepHasTheRateOfTheFormula(_ trial: Int, _ perEpoch: Int) throws {
    let schedule = Self.trials[trial]
    #expect(try Self.error(schedule, perEpoch: perEpoch) < 1e-9, "\(schedule.notation)")
  }

  /// Deliberately wrong: every schedule one step late, and those that follow the losses one epoch late.
  @Test(arguments: trials.indices)
  func aScheduleThatIsLateIsFound(_ trial: Int) throws {
    let schedule = Self.trials[trial]
    let follows = schedule is any PerformanceSchedule
    let late = try Self.error(
      schedule, perEpoch: 4, lateSteps: follows ? 0 : 1, lateLosses: follows ? 1 : 0)
    let moves = try Self.moves(schedule)
    #expect(late > 1e-4 || !moves, "\(schedule.notation)")
  }

  @Test func onlyWhatNeverMovesCannotBeLate() throws {
    let still = try Self.trials.filter { !(try Self.moves($0)) }.map(\.notation)
    #expect(still.count * 4 < Self.trials.count, "\(still)")
    let plain = try Schedules.family.all.filter { !(try Self.moves($0)) }.map(\.name)
    #expect(plain == ["constant"])
  }

  /// Whether the book's rate changes visibly at all.
  private static func moves(_ schedule: any Schedule) throws -> Bool {
    let book = try #require(schedule as? any TextbookSchedule)
    let length = (schedule as? any FiniteSchedule)?.epochs ?? 0
    var course = TextbookCourse(stepsPerEpoch: 4, epochs: length > 0 ? length : losses.count)
    let rates = (0..<4 * losses.count).map { t in
      course.losses = Array(losses.prefix(t / 4))
      return book.pace(t, course, rate: 0.3).rate
    }
    return zip(rates, rates.dropFirst()).contains { abs($0 - $1) > 3e-4 * max(1e-9, $1) }
  }

  /// The textbook is only as good as its own proof: PyTorch's numbers, which the engine does not see here.
  @Test func theBooksRatesAreThoseOfPyTorch() throws {
    let reference = try PyTorchReference.load()
    for (name, expected) in reference.schedules {
      let book = try #require(try Schedules.family.read(name) as? any TextbookSchedule)
      let course = TextbookCourse(stepsPerEpoch: 1, epochs: expected.rates.count)
      for (t, rate) in expected.rates.enumerated() {
        let pace = book.pace(t, course, rate: reference.rate)
        #expect(abs(pace.rate - rate) < 1e-12, "\(name), step \(t)")
        if let momentum = pace.momentum { #expect(abs(momentum - expected.momenta[t]) < 1e-12) }
      }
    }
  }
}

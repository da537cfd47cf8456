import Basis
import NeuralNet
import Testing
import Textbook

/// Schedules as functions: against their formulas, and against PyTorch's numbers.
@Suite struct ScheduleTests {
  static let all = Schedules.family.names

  /// Rates of a training in which a step is an epoch.
  static func paces(_ schedule: any Schedule, steps: Int, rate: Double = 0.3, perEpoch: Int = 1) -> [StepPace]
  {
    (0..<steps).map {
      schedule.pace(
        at: SchedulePlace(ofStep: $0, schedule, epochs: steps / perEpoch, stepsPerEpoch: perEpoch), rate: rate
      )
    }
  }

  @Test func ratesAndMomentaAreThoseOfPyTorch() throws {
    let reference = try PyTorchReference.load()
    #expect(reference.schedules["onecycle max=0.1"]?.rates.count == 100)
    for (name, expected) in reference.schedules {
      let paces = Self.paces(
        try Schedules.family.read(name), steps: expected.rates.count, rate: reference.rate)
      for (step, pace) in paces.enumerated() {
        #expect(abs(pace.rate - expected.rates[step]) < 1e-12, "\(name), step \(step)")
        if let momentum = pace.momentum {
          #expect(abs(momentum - expected.momenta[step]) < 1e-12, "\(name), step \(step)")
        }
      }
    }
  }

  @Test func plateauFallsWherePyTorchsDoes() throws {
    let reference = try PyTorchReference.load()
    var plateau = Plateau()
    (plateau.factor, plateau.patience, plateau.minDelta) = (0.5, 2, 0.02)
    (plateau.cooldown, plateau.least) = (1, 0.01)
    var place = SchedulePlace(epoch: 0, stepOfEpoch: 0, stepsPerEpoch: 1, step: 0, totalSteps: 1)
    for (loss, rate) in zip(reference.validation, reference.plateau) {
      plateau.hear(loss, memory: &place.memory)
      #expect(abs(plateau.pace(at: place, rate: reference.rate).rate - rate) < 1e-12)
    }
    #expect(Set(reference.plateau).count > 3)
  }

  @Test(arguments: all)
  func ratesAreFiniteAndNotNegativeForAnyLength(_ name: String) throws {
    let schedule = try Schedules.family.make(name)
    for steps in [1, 2, 3, 4, 7, 20, 101] {
      for pace in Self.paces(schedule, steps: steps) {
        #expect(pace.rate.isFinite && pace.rate >= 0, "\(name) of \(steps)")
        if let momentum = pace.momentum { #expect((0..<1).contains(momentum)) }
      }
    }
  }

  /// Steps after the end of a curve stay at its end: no wrap, no overshoot.
  @Test(arguments: all)
  func afterTheEndNothingBeginsAgain(_ name: String) throws {
    var schedule = try Schedules.family.make(name)
    guard var finite = schedule as? any FiniteSchedule else { return }
    finite.epochs = 10
    schedule = finite
    func pace(_ step: Int) -> StepPace {
      schedule.pace(at: SchedulePlace(ofStep: step, schedule, epochs: 1, stepsPerEpoch: 5), rate: 0.1)
    }
    #expect(pace(50) == pace(51) && pace(50) == pace(5000))
    #expect(pace(50).rate <= pace(49).rate)
  }

  @Test(arguments: all)
  func perEpochHoldsTheRateThroughAnEpoch(_ name: String) throws {
    var item: any Item = try Schedules.family.make(name)
    guard type(of: item).description.entries.contains(where: { $0.name == "per" }) else { return }
    try item.set("per", to: .text("epoch"))
    let held = try #require(item as? any Schedule)
    let rates = Self.paces(held, steps: 40, perEpoch: 4).map(\.rate)
    for step in rates.indices { #expect(rates[step] == rates[step / 4 * 4], "\(name)") }
    try item.set("per", to: .text("step"))
    let smooth = try #require(item as? any Schedule)
    let fine = Self.paces(smooth, steps: 40, perEpoch: 4).map(\.rate)
    // What they say at the beginning of an epoch is the same.
    for epoch in 0..<10 { #expect(abs(fine[4 * epoch] - rates[4 * epoch]) < 1e-12, "\(name)") }
  }

  @Test func decaysFollowTheirFormulas() throws {
    func rate(_ notation: String, _ epoch: Int, perEpoch: Int = 10) throws -> Double {
      let schedule = try Schedules.family.read(notation)
      return schedule.pace(
        at: SchedulePlace(ofStep: epoch * perEpoch, schedule, epochs: 20, stepsPerEpoch: perEpoch), rate: 0.3
      ).rate
    }
    for (epoch, expected) in [(0, 0.3), (4, 0.3), (5, 0.15), (10, 0.075)] {
      #expect(abs(try rate("step factor=0.5 every=5", epoch) - expected) < 1e-12)
    }
    for (epoch, expected) in [(0, 0.3), (7, 0.03), (14, 0.003)] {
      #expect(abs(try rate("exponential factor=0.1 every=7", epoch) - expected) < 1e-12)
    }
    for (epoch, expected) in [(0, 0.3), (10, 0.15), (20, 0.1), (30, 0.075)] {
      #expect(abs(try rate("power after=10", epoch) - expected) < 1e-12)
    }
    #expect(abs(try rate("inverse-time after=5 power=0.5", 15) - 0.15) < 1e-12)
    #expect(try rate("polynomial power=3", 20) == 0)
    #expect(abs(try rate("polynomial power=3", 10) - 0.3 / 8) < 1e-12)
    #expect(abs(try rate("cosine", 10) - 0.15) < 1e-12)
    for (epoch, expected) in [(0, 0.1), (4, 0.1), (5, 0.01), (9, 0.01), (10, 0.001), (19, 0.001)] {
      #expect(try rate("piecewise", epoch) == expected)
    }
    #expect(try rate("constant", 13) == 0.3)
  }

  /// Deliberately wrong: a schedule one step late, and one that counts whole batches only, as many do.
  @Test func anOffByOneScheduleIsNotPyTorchs() throws {
    let expected = try #require(PyTorchReference.load().schedules["onecycle max=0.1"])
    let right = Self.paces(OneCycle(), steps: 100).map(\.rate)
    let late = Self.paces(LateCycle(), steps: 100).map(\.rate)
    func error(_ rates: [Double]) -> Double { zip(rates, expected.rates).map { abs($0 - $1) }.max() ?? 0 }
    #expect(error(right) < 1e-12)
    #expect(error(late) > 1e-3)
  }

  @Test func listsRefuseWhatIsNoNumber() {
    var piecewise = PiecewiseRate()
    #expect(throws: Problem.self) { try piecewise.set("rates", to: .list([.text("fast")])) }
    #expect(throws: Problem.self) { try piecewise.set("rates", to: .list([])) }
    #expect(throws: Problem.self) { try piecewise.set("rates", to: .list([.number(.nan)])) }
    #expect(piecewise.rates == [0.1, 0.01, 0.001])
  }
}

private struct LateCycle: FiniteSchedule {
  static let card = Card<LateCycle>("wrong", "One step behind.")
  var epochs = 0
  func course(at place: SchedulePlace, rate: Double) -> StepPace {
    var before = place
    before.step = max(0, place.step - 1)
    return OneCycle().pace(at: before, rate: rate)
  }
}

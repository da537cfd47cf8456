import Basis
import NeuralNet
import Testing

/// Any schedule may begin with a climb.
@Suite struct WarmUpTests {
  static let all = Schedules.family.types.filter { $0.init() is any WarmingSchedule }.map { $0.name }

  static func rates(_ name: String, warmup: Double, perEpoch: Int = 4) throws -> [Double] {
    var item: any Item = try Schedules.family.make(name)
    if warmup > 0 { try item.set("warmup", to: .number(warmup)) }
    let schedule = try #require(item as? any Schedule)
    return ScheduleTests.paces(schedule, steps: 80, perEpoch: perEpoch).map(\.rate)
  }

  @Test func allButTheTwoThatClimbThemselvesCanWarmUp() {
    #expect(Set(Schedules.family.names).subtracting(Self.all) == ["warmup", "onecycle"])
  }

  /// PyTorch's ChainedScheduler multiplies the factors of its schedules; LinearLR with start 1/(w + 1) over w steps is
  /// 1/(w + 1) + (1 − 1/(w + 1))·t/w.
  @Test(arguments: all)
  func theCourseIsMultipliedByALinearClimb(_ name: String) throws {
    let (plain, warm) = (try Self.rates(name, warmup: 0), try Self.rates(name, warmup: 2.5))
    let start = 1.0 / 11
    for step in plain.indices {
      let factor = min(1, start + (1 - start) * Double(step) / 10)
      #expect(abs(warm[step] - plain[step] * factor) < 1e-12, "\(name), step \(step)")
    }
    #expect(warm[0] > 0 && warm[9] < plain[9] && warm[10] == plain[10])
  }

  @Test func aClimbOneStepLateIsFoundOut() throws {
    let (plain, warm) = (try Self.rates("constant", warmup: 0), try Self.rates("constant", warmup: 2.5))
    let late = plain.indices.map { plain[$0] * min(1, Double($0) / 11) }
    #expect(zip(warm, late).contains { abs($0 - $1) > 1e-3 })
  }

  /// Training really uses it: plain descent's first step is a tenth of what it would be.
  @Test func theFirstStepOfTrainingIsSmall() throws {
    let samples = Samples.blobs(40)
    func moved(_ warmup: Double) throws -> [Float] {
      var model = try Model.plain([8], [[Dense(4)]])
      let before = model.network.parameters
      var schedule = ConstantRate()
      schedule.warmup = warmup
      model.schedule = schedule
      try Engine(threads: 1).step(&model, samples, 1, batch: 40)
      return zip(model.network.parameters, before).map { $0 - $1 }
    }
    for (slow, full) in zip(try moved(9), try moved(0)) { #expect(abs(10 * slow - full) < 1e-5) }
  }
}

import Basis

/// Decides the learning rate of every step from where training stands: a pure function.
package protocol Schedule: Item {
  /// The rate, and the momentum where the schedule decides that too, of the step at this place, warm-up left aside.
  /// `rate` is the optimizer's own.
  func course(at place: SchedulePlace, rate: Double) -> StepPace
  /// Epochs of climbing before the course has its full rates.
  var warmup: Double { get }
}

/// A schedule that can begin with a warm-up: all but those that are one themselves.
package protocol WarmingSchedule: Schedule {
  var warmup: Double { get set }
}

extension Schedule {
  package var warmup: Double { 0 }

  /// What the step at this place uses. A warm-up of w steps multiplies the course's rate by (t + 1)/(w + 1), so that no
  /// step is lost to a rate of zero and the first one after it has the whole.
  package func pace(at place: SchedulePlace, rate: Double) -> StepPace {
    var pace = course(at: place, rate: rate)
    guard warmup > 0 else { return pace }
    let done =
      self is any FiniteSchedule
      ? Double(place.step) : Double(place.epoch) * Double(place.stepsPerEpoch) + Double(place.stepOfEpoch)
    pace.rate *= min(1, (done + 1) / (warmup * Double(place.stepsPerEpoch) + 1))
    return pace
  }
}

/// A schedule that has an end: its curve stretches over the epochs of one training, or over a number of its own.
package protocol FiniteSchedule: Schedule {
  /// Epochs from beginning to end, counted from when the schedule was chosen; 0: every training is a curve of its own.
  var epochs: Int { get set }
}

/// A schedule that follows the validation loss.
package protocol PerformanceSchedule: Schedule {
  /// Takes note of an epoch's validation loss.
  func hear(_ loss: Double, memory: inout ScheduleMemory)
}

/// What one step uses.
package struct StepPace: Equatable, Sendable, Codable {
  package var rate: Double
  /// nil leaves the optimizer its own.
  package var momentum: Double?

  package init(rate: Double, momentum: Double? = nil) {
    self.rate = rate
    self.momentum = momentum
  }
}

/// Where a step stands.
package struct SchedulePlace: Equatable, Sendable {
  /// Whole epochs since the schedule was chosen, and updates already made in the present epoch.
  package var epoch: Int
  package var stepOfEpoch: Int
  /// A smaller last batch is a step too.
  package var stepsPerEpoch: Int
  /// The same for schedules with an end: updates before this one on the curve, and how many there are in all.
  package var step: Int
  package var totalSteps: Int
  package var memory: ScheduleMemory

  package init(
    epoch: Int, stepOfEpoch: Int, stepsPerEpoch: Int, step: Int, totalSteps: Int,
    memory: ScheduleMemory = ScheduleMemory()
  ) {
    self.epoch = epoch
    self.stepOfEpoch = stepOfEpoch
    self.stepsPerEpoch = stepsPerEpoch
    self.step = step
    self.totalSteps = totalSteps
    self.memory = memory
  }

  /// Epochs since the schedule was chosen, whole or with the fraction of the present one.
  func age(_ per: Per) -> Double {
    Double(epoch) + (per == .step ? Double(stepOfEpoch) / Double(max(1, stepsPerEpoch)) : 0)
  }

  /// 0 at the first step, 1 once all steps have been made; `per` epoch keeps an epoch's first value.
  func progress(_ per: Per) -> Double {
    let done = per == .step ? step : max(0, step - stepOfEpoch)
    return min(1, Double(done) / Double(max(1, totalSteps)))
  }
}

/// How often a rate changes: with every step, or at the beginning of epochs only.
package enum Per: String, CaseIterable, Sendable { case step, epoch }

/// What a schedule has heard of validation losses since it was chosen.
package struct ScheduleMemory: Equatable, Sendable, Codable {
  package var best = Double.infinity
  package var waitedEpochs = 0
  package var restEpochs = 0
  package var factor = 1.0

  package init() {}
}

package enum Schedules {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Schedule>(
    "schedule",
    [
      ConstantRate.self, StepDecay.self, PiecewiseRate.self, ExponentialDecay.self, InverseTimeDecay.self,
      PolynomialDecay.self, CosineDecay.self, WarmUp.self, Plateau.self, OneCycle.self,
    ])
}

extension Setting where Root: WarmingSchedule {
  static var warmup: Setting<Root> {
    Setting(
      "warmup", \.warmup, in: .closed(0...1e6), unit: "epochs",
      "Epochs in which the rate first climbs in a straight line: times (t + 1)/(w + 1) at step t of w.")
  }
}

extension Setting where Root: FiniteSchedule {
  static var epochs: Setting<Root> {
    Setting(
      "epochs", \.epochs, in: 0...1_000_000, unit: "epochs",
      "Length of the curve from now on, over several trainings; 0: each train command is a curve of its own.")
  }
}

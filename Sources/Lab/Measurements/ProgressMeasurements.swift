import Basis
import NeuralNet

extension Measurements {
  static let progress: [any Item.Type] = [
    EpochCount.self, StepCount.self, SecondsSpent.self, LearningRateValue.self, BatchSize.self,
    SeedValue.self,
    DigestValue.self,
  ]
}

struct EpochCount: Measurement {
  static let card = Card<EpochCount>(
    "epochs", "Passes over the training data so far.", examples: ["print epochs"])
  package func value(in lab: Lab) throws -> Value { .number(Double(try lab.needModel().epochs)) }
}

struct StepCount: Measurement {
  static let card = Card<StepCount>("steps", "Updates of the parameters so far.", examples: ["print steps"])
  package func value(in lab: Lab) throws -> Value { .number(Double(try lab.needModel().steps)) }
}

struct SecondsSpent: Measurement {
  static let card = Card<SecondsSpent>(
    "seconds", "Time spent on training this network so far.", examples: ["print seconds"])
  package func value(in lab: Lab) throws -> Value { .number(lab.state.training.seconds) }
}

struct LearningRateValue: Measurement {
  static let card = Card<LearningRateValue>(
    "learning.rate", "The rate of the next step: the optimizer's, or what the schedule makes of it.",
    examples: ["print learning.rate"])
  package func value(in lab: Lab) throws -> Value { .number(lab.nextPace().rate) }
}

struct BatchSize: Measurement {
  static let card = Card<BatchSize>("batch", "Samples per training step.", examples: ["print batch"])
  package func value(in lab: Lab) throws -> Value { .number(Double(lab.state.batch)) }
}

struct SeedValue: Measurement {
  static let card = Card<SeedValue>("seed", "What everything random is drawn from.", examples: ["print seed"])
  package func value(in lab: Lab) throws -> Value { .number(Double(lab.state.seed)) }
}

struct DigestValue: Measurement {
  static let card = Card<DigestValue>(
    "digest", "A short name for the exact bits of all parameters: equal digests, equal networks.",
    examples: ["print digest"])
  package func value(in lab: Lab) throws -> Value { .text(try lab.needModel().digest) }
}

import Basis
import NeuralNet

extension Measurements {
  /// What the epochs of this network's training were like.
  static let history: [any Item.Type] = [
    EpochsTo.self, EpochsBelow.self, SecondsTo.self, HistoryValue.self, HistoryBest.self, ClipShare.self,
    ClipNorm.self,
  ]
}

/// A figure of an epoch.
enum EpochQuantity: String, CaseIterable, Sendable {
  case loss, accuracy, seconds, rate
  case validationLoss = "validation-loss"
  case validationAccuracy = "validation-accuracy"

  func value(of epoch: EpochRecord) -> Double? {
    switch self {
    case .loss: epoch.loss
    case .accuracy: epoch.accuracy
    case .seconds: epoch.seconds
    case .rate: epoch.rate
    case .validationLoss: epoch.validationLoss
    case .validationAccuracy: epoch.validationAccuracy
    }
  }
}

extension Lab {
  func needEpochs() throws -> [EpochRecord] {
    let epochs = try {
      _ = try needModel(); return state.training.epochs
    }()
    guard !epochs.isEmpty else {
      throw Problem("this network has not been trained for a whole epoch yet", advice: "train 10")
    }
    return epochs
  }
}

extension [EpochRecord] {
  /// Validation accuracy, or where nothing validates, training accuracy, which is measured while weights move.
  fileprivate func firstIndex(reaching accuracy: Double) throws -> Int? {
    guard contains(where: { $0.accuracy != nil }) else {
      throw Problem(
        "accuracy is a measure for classes", advice: "epochs.below(0.1) asks for the training loss")
    }
    return firstIndex { ($0.validationAccuracy ?? $0.accuracy ?? 0) >= accuracy }
  }
}

struct EpochsTo: Measurement {
  var accuracy = 0.9
  static let card = Card<EpochsTo>(
    "epochs.to", "The first epoch with at least this validation accuracy; infinite if there was none.",
    positions: [Setting("accuracy", \.accuracy, in: .fraction, "Which accuracy, 0…1.")],
    examples: ["print epochs.to(0.93)"],
    details:
      "Counted over all trainings of this network. Where there is no validation part, the accuracy during training counts."
  )
  package func value(in lab: Lab) throws -> Value {
    .number(try lab.needEpochs().firstIndex(reaching: accuracy).map { Double($0 + 1) } ?? .infinity)
  }
}

struct SecondsTo: Measurement {
  var accuracy = 0.9
  static let card = Card<SecondsTo>(
    "seconds.to", "Time spent on training steps until epochs.to was reached; infinite if it was not.",
    positions: [Setting("accuracy", \.accuracy, in: .fraction, "Which accuracy, 0…1.")],
    examples: ["print seconds.to(0.93)"])
  package func value(in lab: Lab) throws -> Value {
    let epochs = try lab.needEpochs()
    return .number(
      try epochs.firstIndex(reaching: accuracy).map { epochs[...$0].reduce(0) { $0 + $1.seconds } }
        ?? .infinity)
  }
}

struct EpochsBelow: Measurement {
  var loss = 0.5
  static let card = Card<EpochsBelow>(
    "epochs.below", "The first epoch with a training loss below this; infinite if there was none.",
    positions: [Setting("loss", \.loss, in: .finite, "Which loss.")], examples: ["print epochs.below(0.5)"],
    details: "The training loss of an epoch is the mean over its batches, measured while the weights moved.")
  package func value(in lab: Lab) throws -> Value {
    .number(try lab.needEpochs().firstIndex { $0.loss < loss }.map { Double($0 + 1) } ?? .infinity)
  }
}

struct HistoryValue: Measurement {
  var quantity = EpochQuantity.loss
  /// nil: the last.
  var epoch: Int?
  private static let epochs = Kind.integer(1...1_000_000, unit: nil)
  static let card = Card<HistoryValue>(
    "history", "What an epoch of this network's training was like.",
    positions: [
      Setting("quantity", choice: \.quantity, "Which figure."),
      Setting(
        "epoch", kind: epochs, "Which epoch, counted from 1, or last.",
        get: { $0.epoch.map { .number(Double($0)) } ?? .text("last") },
        set: { $0.epoch = $1 == .text("last") ? nil : try epochs.integer($1, for: "epoch") }),
    ], examples: ["print history(loss, 1)", "print history(validation-accuracy, last)"])
  package func value(in lab: Lab) throws -> Value {
    let all = try lab.needEpochs()
    let epoch = epoch ?? all.count
    guard epoch <= all.count else {
      throw Problem(
        "this network has been trained for \(all.count.counted("epoch")), not \(Numbers.grouped(epoch))")
    }
    guard let value = quantity.value(of: all[epoch - 1]) else { throw HistoryBest.missing(quantity) }
    return .number(value)
  }
}

struct HistoryBest: Measurement {
  var quantity = EpochQuantity.validationAccuracy
  static let card = Card<HistoryBest>(
    "history.best",
    "The best that any epoch of this network's training had: most accuracy, least of all others.",
    positions: [Setting("quantity", choice: \.quantity, "Which figure.")],
    examples: ["print history.best(validation-loss)"])
  package func value(in lab: Lab) throws -> Value {
    let values = try lab.needEpochs().compactMap(quantity.value)
    let isAccuracy = quantity == .accuracy || quantity == .validationAccuracy
    guard let best = isAccuracy ? values.max() : values.min() else { throw HistoryBest.missing(quantity) }
    return .number(best)
  }

  static func missing(_ quantity: EpochQuantity) -> Problem {
    Problem(
      "the epochs of this training have no \(quantity.rawValue)",
      advice: "validation needs a validation part (split), accuracy needs classes")
  }
}

struct ClipShare: Measurement {
  static let card = Card<ClipShare>(
    "clip.share", "Share of the latest training's steps in which clipping fired, 0…1.",
    examples: ["print clip.share"])
  package func value(in lab: Lab) throws -> Value {
    let summary = try lab.needClipping()
    return .number(Double(summary.fired) / Double(max(1, summary.steps)))
  }
}

struct ClipNorm: Measurement {
  static let card = Card<ClipNorm>(
    "clip.norm", "Largest length of the whole gradient before clipping in the latest training.",
    examples: ["print clip.norm"],
    details: "clip norm 1e9 never shortens anything, and measures all the same.")
  package func value(in lab: Lab) throws -> Value { .number(try lab.needClipping().largestNorm) }
}

extension Lab {
  fileprivate func needClipping() throws -> ClippingSummary {
    guard let summary = state.training.clipping else {
      throw Problem("nothing was clipped in the latest training", advice: "clip norm 1, then train")
    }
    return summary
  }
}

import Basis
import DataSets
import NeuralNet

extension Measurements {
  /// Monte-Carlo dropout.
  static let monteCarlo: [any Item.Type] = [
    MonteCarloAccuracy.self, MonteCarloLoss.self, MonteCarloSpread.self,
  ]
}

protocol MonteCarloMeasurement: Measurement {
  var part: Part { get set }
  var passes: Int { get set }
}

extension MonteCarloMeasurement {
  static var partPosition: Setting<Self> { Setting("part", choice: \.part, "Which part.") }
  static var passesPosition: Setting<Self> {
    Setting("passes", \.passes, in: MonteCarlo.passes, "How many passes.")
  }
}

struct MonteCarloAccuracy: MonteCarloMeasurement {
  var part = Part.test
  var passes = 100
  static let card = Card<MonteCarloAccuracy>(
    "mc.accuracy", "Accuracy of the mean of many passes with dropout on, 0…1.",
    positions: [partPosition, passesPosition], examples: ["print mc.accuracy(test, 20)"])
  package func value(in lab: Lab) throws -> Value {
    guard let accuracy = try lab.monteCarlo(part, passes).mean.accuracy else {
      throw Problem(
        "mc.accuracy is a measure for classes, and the data is about numbers",
        advice: "print mc.loss(\(part.rawValue))")
    }
    return .number(accuracy)
  }
}

struct MonteCarloLoss: MonteCarloMeasurement {
  var part = Part.test
  var passes = 100
  static let card = Card<MonteCarloLoss>(
    "mc.loss", "Loss of the mean prediction of many passes with dropout on.",
    positions: [partPosition, passesPosition], examples: ["print mc.loss(test, 20)"])
  package func value(in lab: Lab) throws -> Value {
    .number(try lab.monteCarlo(part, passes).mean.loss)
  }
}

struct MonteCarloSpread: MonteCarloMeasurement {
  enum Which: String, CaseIterable, Sendable { case all, right, wrong, noise }

  var part = Part.test
  var passes = 100
  var which = Which.all
  static let card = Card<MonteCarloSpread>(
    "mc.spread",
    "Mean standard deviation of the predicted class's probability, or of the predicted number, over the passes.",
    positions: [
      partPosition, passesPosition,
      Setting(
        "of", choice: \.which,
        "All samples, those answered rightly or wrongly, or as many of pure noise with the part's mean and deviation."
      ),
    ], examples: ["print mc.spread(test, 20)", "print mc.spread(test, 20, noise)"])
  package func value(in lab: Lab) throws -> Value {
    let data = try lab.needFittingModel().data
    let found = try lab.monteCarlo(part, passes, isNoise: which == .noise).predictions
    guard which == .all || which == .noise || data.task.isClassification else {
      throw Problem(
        "numbers are not right or wrong", advice: "print mc.spread(\(part.rawValue), \(passes))")
    }
    let chosen = found.filter {
      switch which {
      case .all, .noise: true
      case .right: $0.isRight == true
      case .wrong: $0.isRight == false
      }
    }
    guard !chosen.isEmpty else {
      throw Problem("no sample of the \(part.rawValue) part is answered \(which.rawValue)ly")
    }
    let unit = data.task.isClassification ? 1 : data.errorUnit
    return .number(unit * chosen.reduce(0) { $0 + $1.spread } / Double(chosen.count))
  }
}

/// What a result was asked for.
struct MonteCarloLook: Hashable {
  let part: Part
  let passes: Int
  let isNoise: Bool
}

extension Lab {
  func monteCarlo(_ part: Part, _ passes: Int, isNoise: Bool = false) throws -> MonteCarlo {
    let look = MonteCarloLook(part: part, passes: passes, isNoise: isNoise)
    if let kept = looks.monteCarlo[look], looks.revision == revision { return kept }
    let model = try needFittingModel().model
    let real = try samples(of: part)
    let found = try engine.monteCarlo(
      model, on: isNoise ? real.noise(seed: model.seed) : real, passes: passes
    ) { !isInterrupted }
    looks.refresh(revision)
    looks.monteCarlo[look] = found
    return found
  }
}

extension Samples {
  /// As many samples of independent normal numbers, with mean and deviation of all the features together.
  fileprivate func noise(seed: UInt64) -> Samples {
    let count = Double(features.count)
    let mean = features.reduce(0) { $0 + Double($1) } / count
    let variance = features.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    var random = Random(seed: seed).stream("pure noise")
    return Samples(
      shape: shape,
      features: features.indices.map { _ in Float(mean + variance.squareRoot() * random.normal()) },
      targets: targets)
  }
}

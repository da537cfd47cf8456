import Foundation

/// One training as it happened: what was trained, how, and what came of it. A plain value; the store keeps it.
package struct RunRecord: Equatable, Sendable, Codable {
  /// Names the run before it has a number, in this store and in any other.
  package let key: String
  /// What the learner calls it; the store counts from 1.
  package var number: Int?
  package var date = Date()
  /// Of the program.
  package var version = ""
  /// What the results depend on, in the order in which it is shown: `data`, `network`, `optimizer`, `batch` …
  package var configuration: [Entry] = []
  package var seed: UInt64 = 0
  /// The commands that repeat the run in a fresh lab.
  package var script: [String] = []
  /// The key of the run that trained this network before.
  package var continues: String?
  package var trial: Trial?

  package var epochs: [Epoch] = []
  /// Of every layer at the end.
  package var layers: [LayerGradient] = []
  /// What an experiment measured.
  package var measures: [Measure] = []
  /// Quality on the test part at the end; nil where nobody measured it.
  package var test: Quality?
  package var ending = Ending.completed
  package var steps = 0
  package var samples = 0
  /// Wall time of the training itself, validation included.
  package var seconds = 0.0
  /// Wall time of the trainings that went into weights which this one took over from other networks; nil where there are
  /// none, or an earlier run has counted them.
  package var inherited: Double?
  /// Of all parameters at the end.
  package var digest = ""

  package init(key: String = UUID().uuidString) { self.key = key }

  /// A setting as the learner would type it: `optimizer`, `adam lr=0.01`.
  package struct Entry: Equatable, Sendable, Codable {
    package let key: String
    package let value: String

    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Which part of which experiment or sweep a run was.
  package struct Trial: Equatable, Sendable, Codable {
    package var experiment: String
    /// The variant that was tried: the experiment's own name, or one side of a claim.
    package var arm: String
    /// What a sweep set for this run.
    package var settings: [Entry]
    /// Names one execution of the experiment: runs of one study may be paired by seed.
    package var study: String

    package init(experiment: String, arm: String = "", settings: [Entry] = [], study: String) {
      self.experiment = experiment
      self.arm = arm
      self.settings = settings
      self.study = study
    }
  }

  /// What is known after an epoch. Losses are NaN or infinite where they were.
  package struct Epoch: Equatable, Sendable, Codable {
    /// Counted from 1 within the run. A very long run keeps every second one, or every fourth …
    package var number: Int
    package var loss: Double
    package var validationLoss: Double?
    /// 0…1, for classification.
    package var accuracy: Double?
    package var validationAccuracy: Double?
    /// Mean absolute error in the data's own units, for regression.
    package var error: Double?
    package var validationError: Double?
    /// Of the epoch's last step.
    package var rate: Double
    /// Of this epoch's training steps alone.
    package var seconds: Double

    package init(
      _ number: Int, loss: Double, validationLoss: Double? = nil, accuracy: Double? = nil,
      validationAccuracy: Double? = nil,
      error: Double? = nil, validationError: Double? = nil, rate: Double, seconds: Double
    ) {
      self.number = number
      self.loss = loss
      self.validationLoss = validationLoss
      self.accuracy = accuracy
      self.validationAccuracy = validationAccuracy
      self.error = error
      self.validationError = validationError
      self.rate = rate
      self.seconds = seconds
    }
  }

  /// ∂L/∂W of one layer; all nil where it has no weights.
  package struct LayerGradient: Equatable, Sendable, Codable {
    package var title: String
    package var meanAbsolute: Double?
    package var deviation: Double?
    package var norm: Double?
    /// Share of exact zeros, 0…1.
    package var zeroFraction: Double?

    package init(
      _ title: String, meanAbsolute: Double? = nil, deviation: Double? = nil, norm: Double? = nil,
      zeroFraction: Double? = nil
    ) {
      self.title = title
      self.meanAbsolute = meanAbsolute
      self.deviation = deviation
      self.norm = norm
      self.zeroFraction = zeroFraction
    }
  }

  package struct Measure: Equatable, Sendable, Codable {
    package let name: String
    package let value: Double

    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  package struct Quality: Equatable, Sendable, Codable {
    package var samples: Int
    package var loss: Double
    /// 0…1, for classification.
    package var accuracy: Double?
    /// Mean absolute error in the data's own units, for regression.
    package var error: Double?

    package init(samples: Int, loss: Double, accuracy: Double? = nil, error: Double? = nil) {
      self.samples = samples
      self.loss = loss
      self.accuracy = accuracy
      self.error = error
    }

    /// What chance alone does to an accuracy measured on so many samples.
    package var standardError: Double? {
      accuracy.flatMap { SamplingError(share: $0, samples: samples)?.value }
    }
  }

  package enum Ending: String, CaseIterable, Sendable, Codable { case completed, interrupted, diverged }
}

extension RunRecord {
  /// Wall time of the training and of what it inherited.
  package var wholeSeconds: Double { seconds + (inherited ?? 0) }

  package func setting(_ key: String) -> String? { configuration.first { $0.key == key }?.value }

  /// The run that this one and its continuation are together: one arm of an experiment may train several times. What
  /// describes an end is the continuation's.
  package func joined(with next: RunRecord) -> RunRecord {
    var whole = RunRecord(key: next.key)
    whole.number = next.number
    (whole.date, whole.version, whole.seed, whole.continues) = (date, next.version, next.seed, continues)
    whole.configuration = next.configuration.map { entry in
      guard entry.key == "epochs", let before = setting("epochs").flatMap(Int.init),
        let after = Int(entry.value)
      else { return entry }
      let (sum, overflows) = before.addingReportingOverflow(after)
      return overflows ? entry : Entry(entry.key, "\(sum)")
    }
    (whole.script, whole.trial, whole.ending) = (next.script, next.trial ?? trial, next.ending)
    let done = epochs.last?.number ?? 0
    let later = next.epochs.map { epoch in
      var later = epoch
      later.number += done
      return later
    }
    (whole.epochs, whole.layers) = (epochs + later, next.layers)
    (whole.measures, whole.test, whole.digest) = (next.measures, next.test, next.digest)
    whole.steps = steps + next.steps
    whole.samples = samples + next.samples
    whole.seconds = seconds + next.seconds
    whole.inherited = inherited.map { $0 + (next.inherited ?? 0) } ?? next.inherited
    return whole
  }
}

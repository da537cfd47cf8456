import Basis

/// What a bundled folder, a generator or a file yields: samples in their original order and units, before
/// anything was split, filled in or scaled.
package struct RawData: Sendable {
  /// Lower case, as the learner types it: `digits`.
  package var name: String
  /// What it is in a line, without the name: `1,797 handwritten digits, 8×8 grey, 10 classes`.
  package var title: String
  package var task: LearningTask
  /// One name per number of a sample.
  package var featureNames: [String]
  /// All samples. Missing features are NaN, and only where `missing` says how they are to be filled.
  package var samples: RawSamples
  package var facts: Facts
  package var missing: MissingValues
  /// The range that drawing maps to black…white; nil if samples are not images.
  package var imageScale: ClosedRange<Float>?
  /// What each feature of a step stands for, where a sample is a sequence of one-hot letters; nil elsewhere.
  package var alphabet: [String]?
  /// The rows that the source itself has set aside, if it has.
  package var ownValidation: Range<Int>?
  package var ownTest: Range<Int>?
  /// The scaling this data is best learned with, unless the learner says otherwise.
  package var proposedScaling: any Scaling
  package var proposedTargetScaling: TargetScaling
  /// How to get the same again; nil for what no name leads back to.
  package var recipe: Recipe?
  /// Where only some classes were chosen: all rows there were, so that each stays in its part.
  package var whole: Whole?

  package struct Whole: Sendable {
    let dealing: Dealing
    /// The number that each row had among them.
    let kept: [Int]
  }

  package init(
    name: String, title: String, task: LearningTask, featureNames: [String], samples: RawSamples,
    facts: Facts,
    missing: MissingValues = .none, imageScale: ClosedRange<Float>? = nil, ownValidation: Range<Int>? = nil,
    ownTest: Range<Int>? = nil, scaling: any Scaling = StandardScaling(),
    targetScaling: TargetScaling = .standard, alphabet: [String]? = nil
  ) {
    precondition(
      featureNames.count == samples.shape.count,
      "\(featureNames.count) names for \(samples.shape.text) features")
    self.name = name
    self.title = title
    self.task = task
    self.featureNames = featureNames
    self.samples = samples
    self.facts = facts
    self.missing = missing
    self.imageScale = imageScale
    self.alphabet = alphabet
    self.ownValidation = ownValidation
    self.ownTest = ownTest
    proposedScaling = scaling
    proposedTargetScaling = targetScaling
  }

  package init(
    name: String, title: String, task: LearningTask, featureNames: [String], samples: Samples, facts: Facts,
    missing: MissingValues = .none, imageScale: ClosedRange<Float>? = nil, ownValidation: Range<Int>? = nil,
    ownTest: Range<Int>? = nil, scaling: any Scaling = StandardScaling(),
    targetScaling: TargetScaling = .standard, alphabet: [String]? = nil
  ) {
    self.init(
      name: name, title: title, task: task, featureNames: featureNames, samples: RawSamples(samples),
      facts: facts, missing: missing, imageScale: imageScale, ownValidation: ownValidation, ownTest: ownTest,
      scaling: scaling, targetScaling: targetScaling, alphabet: alphabet)
  }

  /// Some rows of the samples, seen in place: a data set can be large, so nothing is copied to look at a
  /// part.
  package func features(of rows: [Int]) -> FeatureRows {
    FeatureRows(samples.store, width: samples.shape.count, rows: rows)
  }
}

/// The features of some rows, without a copy. `store` is `[count, width]`.
package struct FeatureRows: Sendable {
  package let store: FeatureStore
  package let width: Int
  package let rows: [Int]

  /// All of `store` as numbers; a copy where it holds bytes.
  package var features: [Float] { store[0..<store.count] }

  package init(_ store: FeatureStore, width: Int, rows: [Int]) {
    self.store = store
    self.width = width
    self.rows = rows
  }

  package init(features: [Float], width: Int, rows: [Int]) {
    self.init(.numbers(features), width: width, rows: rows)
  }

  package init(_ samples: RawSamples) {
    self.init(samples.store, width: samples.shape.count, rows: Array(0..<samples.count))
  }

  package init(_ samples: Samples) {
    self.init(features: samples.features, width: samples.shape.count, rows: Array(0..<samples.count))
  }
}

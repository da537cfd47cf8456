import Basis

/// A name that an experiment varies, besides the seed, with its values in the order given.
package struct Axis: Equatable, Sendable {
  package let name: String
  package let values: [Value]

  package init(_ name: String, _ values: [Value]) {
    self.name = name
    self.values = values
  }
}

extension [Axis] {
  /// Every combination of values, the last axis turning fastest; one empty arm where nothing is varied.
  package var arms: [[Value]] {
    reduce([[]]) { arms, axis in arms.flatMap { arm in axis.values.map { arm + [$0] } } }
  }

  /// Saturating, so that a slip of the keyboard is counted before it is built.
  package var armCount: Int {
    reduce(1) {
      let (product, overflow) = $0.multipliedReportingOverflow(by: $1.values.count)
      return overflow ? .max : product
    }
  }
}

/// What a `measure` recorded in one run.
package struct Measured: Equatable, Sendable {
  package let name: String
  package let value: Value
  /// Known where the value is an accuracy or an error rate itself.
  package let samplingError: SamplingError?

  package init(_ name: String, _ value: Value, samplingError: SamplingError? = nil) {
    self.name = name
    self.value = value
    self.samplingError = samplingError
  }

  package var number: Double? { if case .number(let number) = value { number } else { nil } }
}

/// One arm with one seed.
package struct ExperimentRun: Sendable {
  package let arm: [Value]
  package let seed: UInt64
  package let measures: [Measured]
  package let seconds: Double
  /// What was trained, for the store; nil where nothing was.
  package let record: RunRecord?

  package init(
    arm: [Value], seed: UInt64, measures: [Measured], seconds: Double, record: RunRecord? = nil
  ) {
    self.record = record
    self.arm = arm
    self.seed = seed
    self.measures = measures
    self.seconds = seconds
  }
}

/// All runs of an experiment: every arm with every seed.
package struct ExperimentResult: Sendable {
  package let name: String
  package let axes: [Axis]
  package let seeds: [UInt64]
  /// Arm by arm, and in each the seeds in their order.
  package let runs: [ExperimentRun]
  /// From the first run's start to the last one's end.
  package let seconds: Double

  package init(name: String, axes: [Axis], seeds: [UInt64], runs: [ExperimentRun], seconds: Double) {
    precondition(runs.count == axes.armCount * seeds.count, "\(runs.count) runs")
    self.name = name
    self.axes = axes
    self.seeds = seeds
    self.runs = runs
    self.seconds = seconds
  }

  package var arms: [[Value]] { axes.arms }

  /// In the order in which the runs recorded them.
  package var measures: [String] {
    runs.reduce(into: []) { names, run in
      for measure in run.measures where !names.contains(measure.name) { names.append(measure.name) }
    }
  }

  /// One value per seed that recorded it.
  package func measured(_ measure: String, in arm: [Value]) -> [Measured] {
    runs(of: arm).compactMap { run in run.measures.first { $0.name == measure } }
  }

  package func measured(_ measure: String, in arm: [Value], seed: UInt64) -> Measured? {
    runs(of: arm).first { $0.seed == seed }?.measures.first { $0.name == measure }
  }

  package func runs(of arm: [Value]) -> [ExperimentRun] { runs.filter { $0.arm == arm } }

  /// The same for the same bits of everything that any run has learned, and all but surely different otherwise; nil where
  /// some run has trained nothing.
  package var digest: String? {
    let digests = runs.compactMap { $0.record?.digest }
    guard digests.count == runs.count, !digests.isEmpty else { return nil }
    var sum = Fingerprint()
    for digest in digests { sum.add(digest) }
    return sum.hex
  }
}

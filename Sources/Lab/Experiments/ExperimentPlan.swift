import Basis
import Experiments
import Foundation
import Language

/// What an experiment does, before it has run.
package struct ExperimentPlan: Sendable {
  /// More runs than anyone waits for.
  package static let mostRuns = 10_000

  package let name: String
  package let axes: [Axis]
  package let seeds: [UInt64]
  /// Each run's commands, with the varied names bound to the arm's values.
  package let program: Program
  /// The command as typed, in its normal form.
  package let text: String
  /// Names this execution: its runs may be paired by seed.
  var study = UUID().uuidString
  /// What happens before: how a lab that is forked came to be. Nil begins with nothing.
  var fork: Fork?
  /// Whether the commands are a lesson's, which may do less.
  package let isLesson: Bool
}

/// A lab to begin with, as the way to it.
struct Fork: Sendable {
  let script: Program
  let bindings: Bindings
  /// What is done with each varied value before the block runs.
  let settings: [SweepSetting]
}

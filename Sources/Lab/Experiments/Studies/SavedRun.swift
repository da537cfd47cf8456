import Basis
import Experiments
import Foundation
import Interchange

/// A finished run of a study that is not finished itself, as a file.
struct SavedRun: Codable {
  private struct SavedMeasure: Codable {
    let name: String
    let value: SavedValue
    let samplingError: SamplingError?
  }

  private let arm: [SavedValue]
  private let seed: UInt64
  private let measures: [SavedMeasure]
  private let seconds: Double
  private let record: RunRecord?
  let epochs: Int
  /// What the run has read.
  let inputs: [StudyInput]

  init(_ run: ExperimentRun, epochs: Int, inputs: [StudyInput]) {
    (arm, seed, seconds) = (run.arm.map { SavedValue($0) }, run.seed, run.seconds)
    measures = run.measures.map {
      SavedMeasure(name: $0.name, value: SavedValue($0.value), samplingError: $0.samplingError)
    }
    (record, self.epochs, self.inputs) = (run.record, epochs, inputs)
  }

  var run: ExperimentRun {
    ExperimentRun(
      arm: arm.map(\.value), seed: seed,
      measures: measures.map { Measured($0.name, $0.value.value, samplingError: $0.samplingError) },
      seconds: seconds, record: record)
  }

  func bytes() throws -> Data { Data(try JSONText.encode(self)) }

  static func read(_ bytes: [UInt8]) throws -> SavedRun {
    try JSONText.decode(SavedRun.self, from: bytes, what: "a finished run")
  }
}

/// Something from outside that a run has read: if it is another by now, the run has to be repeated.
struct StudyInput: Codable, Equatable, Sendable {
  enum Sort: String, Codable, Sendable {
    /// A data command, which says what to load, and perhaps what else to take where that is missing.
    case data
    case file
  }

  let sort: Sort
  /// The command, or the file's path.
  let text: String
  /// Of the lab that loaded it.
  let seed: UInt64
  let fingerprint: String
}

import Basis
import Foundation
import NeuralNet

/// A training that may go on one day, as a file: what has moved since it began, and what has been counted, an epoch that is
/// not over included.
///
/// Such a file holds no network: whoever goes on has made it anew, with the same commands, and `key` says whether it is
/// that one.
package struct SavedTraining {
  /// What the training began with: model, plan and data.
  package let key: String
  /// Every epoch so far.
  package let reports: [EpochReport]
  package let tally: TrainingStanding.Tally
  private let now: Model.Moved
  /// Nil where there is none; the present numbers where the latest epoch is the best.
  private let best: Model.Moved?
  private let part: (moved: Model.Moved, tally: TrainingStanding.PartTally)?

  package init(_ standing: TrainingStanding, reports: [EpochReport], key: String) {
    (self.key, self.reports, tally) = (key, reports, standing.tally)
    now = standing.model.moved()
    let isLatest = standing.tally.stopping?.bestEpoch == standing.tally.epochs
    best = standing.best.map { [now] in isLatest ? now : $0.moved() }
    part = standing.part.map { ($0.model.moved(), $0.tally) }
  }

  /// Where it stood, given the model that it began with.
  package func standing(from model: Model) throws -> TrainingStanding {
    TrainingStanding(
      model: try model.with(now), best: try best.map { try model.with($0) }, tally: tally,
      part: try part.map { .init(model: try model.with($0.moved), tally: $0.tally) })
  }

  private struct Notes: Codable {
    let key: String
    let reports: [EpochReport]
    let tally: TrainingStanding.Tally
    let now: Model.Progress
    let best: Model.Progress?
    let bestIsNow: Bool
    let part: Model.Progress?
    let partTally: TrainingStanding.PartTally?
  }

  private static let notesName = "descent.training"
  private static let bestPrefix = "best."
  private static let partPrefix = "part."

  package func bytes() throws -> Data {
    let bestIsNow = best.map { $0.progress == now.progress } ?? false
    let notes = Notes(
      key: key, reports: reports, tally: tally, now: now.progress, best: best?.progress,
      bestIsNow: bestIsNow, part: part?.moved.progress, partTally: part?.tally)
    var file = SafeTensors()
    try file.note(notes, as: SavedTraining.notesName)
    file.tensors = now.tensors("")
    if let best, !bestIsNow { file.tensors += best.tensors(SavedTraining.bestPrefix) }
    if let part { file.tensors += part.moved.tensors(SavedTraining.partPrefix) }
    return try file.bytes()
  }

  package init(_ bytes: [UInt8]) throws {
    let file = try SafeTensorsFile(bytes)
    guard let notes = try file.note(Notes.self, named: SavedTraining.notesName) else {
      throw Problem("it holds no training", kind: .malformed)
    }
    (key, reports, tally) = (notes.key, notes.reports, notes.tally)
    now = try Model.Moved(file, "", notes.now)
    if notes.bestIsNow {
      best = now
    } else {
      best = try notes.best.map { try Model.Moved(file, SavedTraining.bestPrefix, $0) }
    }
    if let progress = notes.part, let tally = notes.partTally {
      part = (try Model.Moved(file, SavedTraining.partPrefix, progress), tally)
    } else {
      part = nil
    }
  }
}

extension Model.Moved {
  func tensors(_ prefix: String) -> [SafeTensors.Tensor] {
    var tensors = [("parameters", parameters), ("state", state), ("memory", memory)]
    if let origin { tensors.append(("origin", origin)) }
    return tensors.map { SafeTensors.Tensor(prefix + $0, [$1.count], $1[...]) }
  }

  init(_ file: SafeTensorsFile, _ prefix: String, _ progress: Model.Progress) throws {
    self.init(
      parameters: try file.numbers(of: prefix + "parameters"), state: try file.numbers(of: prefix + "state"),
      memory: try file.numbers(of: prefix + "memory"),
      origin: file.names.contains(prefix + "origin") ? try file.numbers(of: prefix + "origin") : nil,
      progress: progress)
  }
}

extension SafeTensorsFile {
  /// The numbers of a list of whatever length.
  fileprivate func numbers(of name: String) throws -> [Float] {
    guard let count = length(of: name) else {
      throw Problem("the list \(name) is missing", kind: .malformed)
    }
    return try numbers(of: name, shape: [count])
  }
}

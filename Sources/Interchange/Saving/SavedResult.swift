import Basis
import Foundation
import NeuralNet

/// What comes of work that is done once and takes long, such as a pretraining or a range test.
package protocol KeepableResult {
  associatedtype Facts: Codable
  var facts: Facts { get }
  /// The model that came of it, if one did.
  var moved: Model.Moved? { get }
  /// The same, given the model that the work began with. What only a report shows may be missing.
  init(_ facts: Facts, _ moved: Model.Moved?, from model: Model) throws
}

/// Such a result as a file, which holds no network: whoever reads it has made that anew.
package struct SavedResult<Result: KeepableResult> {
  /// What the work began with: model, settings and data.
  package let key: String
  /// That it took.
  package let seconds: Double
  /// Epochs of trainings that were part of it.
  package let epochs: Int
  private let facts: Result.Facts
  private let moved: Model.Moved?

  private struct Notes: Codable {
    let key: String
    let seconds: Double
    let epochs: Int
    let facts: Result.Facts
    let progress: Model.Progress?
  }

  private static var notesName: String { "descent.result" }

  package init(_ result: Result, seconds: Double, epochs: Int, key: String) {
    (self.key, self.seconds, self.epochs) = (key, seconds, epochs)
    (facts, moved) = (result.facts, result.moved)
  }

  package func result(from model: Model) throws -> Result { try Result(facts, moved, from: model) }

  package func bytes() throws -> Data {
    let notes = Notes(key: key, seconds: seconds, epochs: epochs, facts: facts, progress: moved?.progress)
    var file = SafeTensors()
    try file.note(notes, as: Self.notesName)
    file.tensors = moved?.tensors("") ?? []
    return try file.bytes()
  }

  package init(_ bytes: [UInt8]) throws {
    let file = try SafeTensorsFile(bytes)
    guard let notes = try file.note(Notes.self, named: Self.notesName) else {
      throw Problem("it holds no result", kind: .malformed)
    }
    (key, seconds, epochs, facts) = (notes.key, notes.seconds, notes.epochs, notes.facts)
    moved = try notes.progress.map { try Model.Moved(file, "", $0) }
  }
}

extension PretrainingOutcome: KeepableResult {
  package struct Facts: Codable {
    let scores: PretrainingScores
    let steps: Int
    let samples: Int
  }

  package var facts: Facts { Facts(scores: scores, steps: steps, samples: samples) }
  package var moved: Model.Moved? { model.moved(withOrigin: true) }

  package init(_ facts: Facts, _ moved: Model.Moved?, from model: Model) throws {
    guard let moved else { throw Problem("a pretraining without a model", kind: .malformed) }
    self.init(
      model: try model.with(moved), scores: facts.scores, steps: facts.steps, samples: facts.samples)
  }
}

extension RangeTest: KeepableResult {
  package var facts: RangeTest { self }
  package var moved: Model.Moved? { nil }

  package init(_ facts: RangeTest, _ moved: Model.Moved?, from model: Model) { self = facts }
}

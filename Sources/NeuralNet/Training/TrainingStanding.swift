import Basis

/// Where a training stands, between two epochs or between two steps. With the model that it began with, enough to go on to
/// the same bits as if it had never been interrupted.
package struct TrainingStanding: Sendable {
  /// At the end of the latest epoch, to which a divergence would lead back.
  package var model: Model
  /// The model of the best epoch, where early stopping has kept one.
  package var best: Model?
  package var tally: Tally
  /// What has happened since; nil between two epochs.
  package var part: Part?

  /// An epoch that is not over.
  package struct Part: Sendable {
    package var model: Model
    package var tally: PartTally

    package init(model: Model, tally: PartTally) { (self.model, self.tally) = (model, tally) }
  }

  /// What has been counted in an epoch that is not over.
  package struct PartTally: Sendable, Codable {
    var scores = NeuralNet.Tally()
    var clipping: ClippingTally
    var seconds = 0.0
  }

  /// What has been counted so far.
  package struct Tally: Sendable, Codable {
    package var epochs: Int
    package var steps: Int
    package var samples: Int
    /// Of all attempts together.
    package var seconds: Double
    package var stopping: EarlyStopping?
    package var clipping: ClippingTally
    /// The latest epoch.
    package var last: EpochReport?
  }

  package init(model: Model, best: Model?, tally: Tally, part: Part? = nil) {
    (self.model, self.best, self.tally, self.part) = (model, best, tally, part)
  }
}

extension Model {
  /// All that training moves.
  package struct Moved: Sendable {
    package var parameters: [Float]
    package var state: [Float]
    /// The optimizer's.
    package var memory: [Float]
    /// Where the parameters came from; nil where that is as it was.
    package var origin: [Float]?
    package var progress: Progress

    package init(
      parameters: [Float], state: [Float], memory: [Float], origin: [Float]? = nil, progress: Progress
    ) {
      (self.parameters, self.state, self.memory) = (parameters, state, memory)
      (self.origin, self.progress) = (origin, progress)
    }
  }

  package func moved(withOrigin: Bool = false) -> Moved {
    Moved(
      parameters: network.parameters, state: network.state, memory: memory.buffers,
      origin: withOrigin ? origin : nil, progress: progress)
  }

  /// The same network under the same settings, moved. Throws a `Problem` for numbers that are not of it.
  package func with(_ moved: Moved) throws -> Model {
    let counts = (network.parameters.count, network.state.count)
    guard (moved.parameters.count, moved.state.count) == counts else {
      throw Problem(
        "this network has \(counts.0) parameters and \(counts.1) running statistics, got "
          + "\(moved.parameters.count) and \(moved.state.count)", kind: .malformed)
    }
    var model = self
    model.network.parameters = moved.parameters
    model.network.state = moved.state
    try model.resume(moved.progress, memory: moved.memory, origin: moved.origin ?? origin)
    return model
  }
}

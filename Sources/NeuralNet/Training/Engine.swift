import Basis

/// Runs models: training, evaluation, probing. Owns the threads and reuses its buffers; everything learned
/// lies in the `Model` that goes in and comes out.
package final class Engine {
  package let threads: Int

  /// - Parameter threads: workers to use; results are the same bits for any number.
  package init(threads: Int) {
    self.threads = threads
  }

  /// Trains in place. `listen` returns false to stop between two batches; then and at every other end
  /// the model is consistent.
  package func train(
    _ model: inout Model, on training: Samples, validation: Samples?, plan: TrainingPlan,
    listen: (TrainingEvent) -> Bool
  ) throws -> TrainingOutcome {
    preconditionFailure("not built yet")
  }

  package func evaluate(_ model: Model, on samples: Samples) throws -> Evaluation {
    preconditionFailure("not built yet")
  }

  /// The network's outputs for every sample, [count, outputs].
  package func outputs(_ model: Model, for samples: Samples) throws -> [Float] {
    preconditionFailure("not built yet")
  }

  /// Looks at every block with these samples as one batch.
  package func probe(_ model: Model, on samples: Samples) throws -> Probe {
    preconditionFailure("not built yet")
  }

  /// The single numbers behind one figure of `probe`. Block counted from 0.
  package func values(
    _ quantity: ProbedQuantity, ofBlock block: Int, _ model: Model, on samples: Samples
  ) throws -> [Float] {
    preconditionFailure("not built yet")
  }
}

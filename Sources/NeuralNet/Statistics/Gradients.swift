import Basis

/// The gradient of one batch's loss, number by number, for whoever checks it.
package struct Gradients: Sendable {
  package var loss: Double
  /// By every parameter, in the order of the flat buffer.
  package var parameters: [Float]
  /// By every output of the network, [count, outputs].
  package var outputs: [Float]
}

extension Engine {
  /// The gradient with these samples as one batch, clipped by nothing. Batch normalization uses their statistics and
  /// dropout a fixed mask, as in `probe`; nothing of the model moves.
  package func gradients(_ model: Model, on samples: Samples) throws -> Gradients {
    let workspace = try passBothWays(model, samples)
    let last = workspace.stages[workspace.stages.count - 1]
    return Gradients(
      loss: workspace.meanLoss(batch: samples.count),
      parameters: Array(
        UnsafeBufferPointer(start: workspace.gradients.start, count: workspace.layout.parameterCount)),
      outputs: Array(
        UnsafeBufferPointer(start: last.outputGradient, count: samples.count * last.placed.output.count)))
  }
}

/// What one forward and backward pass over a batch shows of every block, without changing anything.
package struct Probe: Sendable {
  package struct BlockView: Sendable {
    package var title: String
    /// ∂L/∂W of the block's weight tensors (biases and scales left out); nil where there are none.
    package var gradient: TensorStatistics?
    /// ∂L/∂z of the named layer's own output, before normalization and activation: the backward signal.
    package var delta: TensorStatistics
    /// ∂L/∂hₜ of a recurrent layer after each step, first step first; nil elsewhere.
    package var timeDeltas: [TensorStatistics]?
    /// The block's output.
    package var activation: TensorStatistics
    package var weight: TensorStatistics?
    /// |ΔW| / |W| of the update that the optimizer would make now.
    package var updateRatio: Double?
    /// Share of the activation's outputs that are saturated, 0…1; nil where that is not defined.
    package var saturated: Double?
    /// Share of units silent for every sample of the batch, 0…1; nil where that is not defined. In an image a unit is a
    /// channel, silent if it is so at every pixel of every sample.
    package var dead: Double?
    /// Batch normalization: largest distance between the batch's and the running mean, in running deviations, and
    /// the mean ratio of batch to running deviation; nil without batch normalization.
    package var normalization: (meanGap: Double, deviationRatio: Double)?
  }

  package var blocks: [BlockView]
  package var loss: Double
  package var samples: Int
}

/// Which numbers of a block to look at one by one, for a histogram.
package enum ProbedQuantity: String, CaseIterable, Sendable { case gradient, delta, activation, weight }

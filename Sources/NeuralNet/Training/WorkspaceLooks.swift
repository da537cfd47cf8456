import CKernels

/// What can be read off a workspace after a run, without another pass.
extension Workspace {
  func meanLoss(batch: Int) -> Double {
    var sum = 0.0
    for row in 0..<batch { sum += losses[row] }
    return sum / Double(batch)
  }

  /// What the regularizers add to the loss at the present weights.
  var penalty: Double {
    regularizers.reduce(0) { sum, regularizer in
      regularizer.weights.reduce(sum) {
        $0
          + regularizer.rule.penalty(
            UnsafeBufferPointer(start: parameters.start + $1.range.lowerBound, count: $1.range.count))
      }
    }
  }

  /// Whether all that a model keeps is finite.
  var isFinite: Bool {
    ck_all_finite(parameters.count, parameters.start) && ck_all_finite(state.count, state.start)
  }

  /// The stages of each block.
  var stagesOfBlocks: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (index, stage) in stages.enumerated() {
      if stage.placed.block == ranges.count {
        ranges.append(index..<index + 1)
      } else {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<index + 1
      }
    }
    return ranges
  }

  /// A block's tensors that multiply their input: those that statistics speak of.
  func weights(ofBlock stages: Range<Int>) -> [Range<Int>] {
    self.stages[stages].flatMap { $0.placed.parameters }.filter { $0.spec.role == .weight }.map(\.range)
  }

  /// Mean |∂L/∂W| of each block after a backward pass; nil where there are no weights.
  func meanGradients() -> [Double?] {
    stagesOfBlocks.map { block in
      let weights = weights(ofBlock: block)
      return weights.isEmpty ? nil : TensorStatistics(of: gradients.start, at: weights).meanAbsolute
    }
  }

  /// Of each block's weights after a job with statistics; nil where there are none.
  func gradientStatistics() -> [TensorStatistics?] {
    stretchesOfBlocks.map { stretches in
      if stretches.isEmpty { return nil }
      var summary = ck_summary()
      for stretch in stretches { ck_join_summaries(&summary, summaries + stretch) }
      return TensorStatistics(summary)
    }
  }

  /// Euclidean norm of each block's gradient after a backward pass.
  func gradientNorms() -> [Double] {
    layout.blockRanges.map { ck_sum_squares($0.count, gradients.start + $0.lowerBound).squareRoot() }
  }

  /// The first quantity that is not finite after a pass forward and backward, in the order of computation.
  func firstNotFinite(batch: Int) -> (block: Int, quantity: Divergence.Quantity)? {
    if !ck_all_finite(batch * stages[0].placed.input.count, stages[0].input) { return (0, .input) }
    for stage in stages where !ck_all_finite(batch * stage.placed.output.count, stage.output) {
      return (stage.placed.block, .activation)
    }
    let last = stages[stages.count - 1].placed.block
    for row in 0..<batch where !losses[row].isFinite { return (last, .loss) }
    for stage in stages[firstTrained...].reversed() {
      let range = stage.placed.parameterRange
      if !ck_all_finite(batch * stage.placed.output.count, stage.outputGradient)
        || !ck_all_finite(range.count, gradients.start + range.lowerBound)
      {
        return (stage.placed.block, .gradient)
      }
    }
    return nil
  }

  /// The first block whose parameters or running statistics are not finite.
  func firstWeightNotFinite() -> (block: Int, quantity: Divergence.Quantity)? {
    for stage in stages {
      let (trained, running) = (stage.placed.parameterRange, stage.placed.stateRange)
      if !ck_all_finite(trained.count, parameters.start + trained.lowerBound)
        || !ck_all_finite(running.count, state.start + running.lowerBound)
      {
        return (stage.placed.block, .weight)
      }
    }
    return nil
  }
}

import Basis
import CKernels

/// The end of a step: the gradients of the parameters, clipping, and the optimizer's update. It is cut by parameters
/// instead of samples, and the work on one stretch of them needs no other, so the cut does not touch the bits.
extension Workspace {
  func finish(_ job: Job, _ member: Int, _ members: Int) {
    let own = stretches.of(member, among: members)
    let makesGradients = job.parts.contains(.backward)
    let updates = job.parts.contains(.update)
    if updates, clipping == nil {
      // Stretch by stretch, while a gradient is still near at hand.
      for stretch in own {
        if makesGradients { makeGradient(stretch, job) }
        prepare(stretch.range, job.pace)
        move(stretch.range, job.pace)
      }
    } else {
      for stretch in own {
        if makesGradients { makeGradient(stretch, job) }
        if updates { prepare(stretch.range, job.pace) }
      }
      if updates {
        gang.meet()
        if member == 0 { clip() }
        gang.meet()
        for stretch in own { move(stretch.range, job.pace) }
      }
    }
    if updates, limitsUnits {
      gang.meet()
      limitUnits(member, members)
    }
  }

  /// Completes the gradient of one stretch of the parameters.
  private func makeGradient(_ stretch: Stretches.Stretch, _ job: Job) {
    let stage = stages[stretch.stage]
    if let part = stretch.part {
      stage.engine.gradient(wholePass(stage, job), part: part)
      return
    }
    let range = stretch.range
    for shard in 1..<max(1, job.shards) {
      ck_add(
        range.count, gradients.start + shard * stride + range.lowerBound, gradients.start + range.lowerBound)
    }
  }

  private func prepare(_ range: Range<Int>, _ pace: StepPace) {
    clearPruned(range, of: gradients)
    regularize(range, pace) { $0.addGradient($1) }
  }

  private func clip() {
    // What does not move must not count towards the length that is clipped.
    for range in frozen {
      (gradients.start + range.lowerBound).update(repeating: 0, count: range.count)
    }
    clippingEffect = clipping?.clip(
      UnsafeMutableBufferPointer(start: gradients.start, count: layout.parameterCount),
      blocks: layout.blockRanges)
  }

  private func move(_ range: Range<Int>, _ pace: StepPace) {
    regularize(range, pace) { $0.beforeUpdate($1) }
    update(range, pace)
    regularize(range, pace) { $0.afterUpdate($1) }
    clearPruned(range, of: parameters)
  }

  /// Pruned weights neither count when gradients are clipped, nor are they moved by what the optimizer remembers.
  private func clearPruned(_ part: Range<Int>, of buffer: Buffer) {
    guard let pruned else { return }
    ck_clear(part.count, pruned + part.lowerBound, buffer.start + part.lowerBound)
  }

  /// Shows every regularizer the weights that lie in this part of the parameters.
  private func regularize(
    _ part: Range<Int>, _ pace: StepPace, _ act: (any Regularizer, WeightStretch) -> Void
  ) {
    for regularizer in regularizers {
      for tensor in weights {
        let range = tensor.range.clamped(to: part)
        guard !range.isEmpty else { continue }
        act(
          regularizer,
          WeightStretch(
            count: range.count, weights: parameters.start + range.lowerBound,
            gradients: gradients.start + range.lowerBound, rate: pace.rate))
      }
    }
  }

  /// Each unit is one member's, so that its length is summed in one order.
  private func limitUnits(_ member: Int, _ members: Int) {
    for regularizer in regularizers where regularizer.limitsUnits {
      for tensor in weights {
        let units = tensor.units * member / members..<tensor.units * (member + 1) / members
        guard !units.isEmpty else { continue }
        regularizer.limit(
          parameters.start + tensor.range.lowerBound, inputs: tensor.range.count / tensor.units,
          units: tensor.units, of: units)
      }
    }
  }

  private func update(_ part: Range<Int>, _ pace: StepPace) {
    for stretch in moving {
      let range = stretch.range.clamped(to: part)
      if range.isEmpty { continue }
      optimizer.update(
        UpdateStretch(
          count: range.count, parameters: parameters.start + range.lowerBound,
          gradients: gradients.start + range.lowerBound,
          memory: memory.count == 0 ? nil : memory.start + range.lowerBound, memoryStride: stride,
          step: memorySteps + 1 - stretch.missed, rate: pace.rate, momentum: pace.momentum))
    }
  }
}

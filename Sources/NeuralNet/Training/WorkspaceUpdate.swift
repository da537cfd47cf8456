import Basis
import CKernels

/// The end of a step: the gradients of the parameters, clipping, and the optimizer's update. It is cut by parameters
/// instead of samples, and the work on one stretch of them needs no other, so the cut does not touch the bits.
extension Workspace {
  func finish(_ job: Job, _ member: Int, _ members: Int) {
    let own = stretches.of(member, among: members)
    let makesGradients = job.parts.contains(.backward)
    let updates = job.parts.contains(.update)
    if makesGradients, updates, clipping == nil {
      // Stretch by stretch, while a gradient is still near at hand; nobody needs it afterwards.
      for index in own {
        let stretch = stretches[index]
        let room = rooms.start + member * stretches.mostAtOnce
        let gradients = stretch.part == nil ? gradients.start : room - stretch.range.lowerBound
        makeGradient(stretch, job, members, into: gradients)
        stopwatch?.lap(.backward, stage: stretch.stage)
        if job.parts.contains(.statistics) { summarize(stretch, index, gradients) }
        prepare(stretch.range, job.pace, gradients)
        move(stretch.range, job.pace, gradients)
        stopwatch?.lap(.update, stage: stretch.stage)
      }
    } else {
      for index in own {
        let stretch = stretches[index]
        if makesGradients { makeGradient(stretch, job, members, into: gradients.start) }
        stopwatch?.lap(.backward, stage: stretch.stage)
        if job.parts.contains(.statistics) { summarize(stretch, index, gradients.start) }
        if updates { prepare(stretch.range, job.pace, gradients.start) }
        stopwatch?.lap(.update, stage: stretch.stage)
      }
      if updates {
        if clipping != nil {
          gang.meet(member, of: members)
          if member == 0 { clip() }
          gang.meet(member, of: members)
          stopwatch?.lap(.rest)
        }
        for index in own {
          move(stretches[index].range, job.pace, gradients.start)
          stopwatch?.lap(.update, stage: stretches[index].stage)
        }
      }
    }
    if updates, limitsUnits {
      gang.meet(member, of: members)
      limitUnits(member, members)
    }
  }

  /// Completes the gradient of one stretch of the parameters. Here and below the gradients' buffer is meant to begin with
  /// the first parameter's, though only the stretch need be there.
  private func makeGradient(
    _ stretch: Stretches.Stretch, _ job: Job, _ members: Int, into gradients: UnsafeMutablePointer<Float>
  ) {
    if let part = stretch.part {
      route.at(stretch.stage) { $0.engine.gradient(wholePass($0, job, members, gradients), part: part) }
      return
    }
    let range = stretch.range
    for shard in 1..<max(1, job.shards) {
      ck_add(range.count, gradients + shard * stride + range.lowerBound, gradients + range.lowerBound)
    }
  }

  private func summarize(
    _ stretch: Stretches.Stretch, _ index: Int, _ gradients: UnsafeMutablePointer<Float>
  ) {
    summaries[index] = ck_summary()
    for range in stretches.weights[stretch.weights] {
      ck_summarize(range.count, gradients + range.lowerBound, summaries + index)
    }
  }

  private func prepare(_ range: Range<Int>, _ pace: StepPace, _ gradients: UnsafeMutablePointer<Float>) {
    clearPruned(range, of: gradients)
    regularize(range, pace, gradients) { $0.addGradient($1) }
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

  private func move(_ range: Range<Int>, _ pace: StepPace, _ gradients: UnsafeMutablePointer<Float>) {
    regularize(range, pace, gradients) { $0.beforeUpdate($1) }
    update(range, pace, gradients)
    regularize(range, pace, gradients) { $0.afterUpdate($1) }
    clearPruned(range, of: parameters.start)
  }

  /// Pruned weights neither count when gradients are clipped, nor are they moved by what the optimizer remembers.
  private func clearPruned(_ part: Range<Int>, of numbers: UnsafeMutablePointer<Float>) {
    guard let pruned else { return }
    ck_clear(part.count, pruned + part.lowerBound, numbers + part.lowerBound)
  }

  /// Shows every regularizer those of its weights that lie in this part of the parameters.
  private func regularize(
    _ part: Range<Int>, _ pace: StepPace, _ gradients: UnsafeMutablePointer<Float>,
    _ act: (any Regularizer, WeightStretch) -> Void
  ) {
    for regularizer in regularizers {
      for tensor in regularizer.weights {
        let range = tensor.range.clamped(to: part)
        guard !range.isEmpty else { continue }
        act(
          regularizer.rule,
          WeightStretch(
            count: range.count, weights: parameters.start + range.lowerBound,
            gradients: gradients + range.lowerBound, rate: pace.rate))
      }
    }
  }

  /// Each unit is one member's, so that its length is summed in one order.
  private func limitUnits(_ member: Int, _ members: Int) {
    for regularizer in regularizers where regularizer.rule.limitsUnits {
      for tensor in regularizer.weights {
        let units = tensor.units * member / members..<tensor.units * (member + 1) / members
        guard !units.isEmpty else { continue }
        regularizer.rule.limit(
          parameters.start + tensor.range.lowerBound, inputs: tensor.range.count / tensor.units,
          units: tensor.units, of: units)
      }
    }
  }

  private func update(_ part: Range<Int>, _ pace: StepPace, _ gradients: UnsafeMutablePointer<Float>) {
    for index in moving.indices {
      let stretch = moving[index]
      let range = stretch.range.clamped(to: part)
      if range.isEmpty { continue }
      optimizer.update(
        UpdateStretch(
          count: range.count, parameters: parameters.start + range.lowerBound,
          gradients: gradients + range.lowerBound,
          memory: memory.count == 0 ? nil : memory.start + range.lowerBound, memoryStride: stride,
          step: memorySteps + 1 - stretch.missed, rate: pace.rate, momentum: pace.momentum))
    }
  }
}

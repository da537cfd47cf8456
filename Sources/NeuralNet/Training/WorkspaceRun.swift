import Basis
import CKernels

/// How a job runs: every member of the gang takes its shards through all layers, and all meet where a layer couples
/// samples and where gradients are complete.
extension Workspace {
  func shards(batch: Int) -> Int { Shards.count(batch: batch, operations: operationsPerSample) }

  /// Runs the job on at most so many threads.
  func run(_ job: Job, threads: Int) {
    var job = job
    job.shards = shards(batch: job.batch.count)
    self.job = job
    clippingEffect = nil
    let most = min(threads, job.shards)
    if most > 1, job.parts.isSuperset(of: .step) {
      let start = ContinuousClock.now
      run(pace.nextIsOne ? 1 : most)
      pace.add(seconds: (ContinuousClock.now - start).inSeconds)
    } else {
      run(pace.prefersOne ? 1 : most)
    }
    if job.parts.contains(.update) { memorySteps += 1 }
  }

  private func run(_ members: Int) {
    gang.run(
      members,
      { context, member, members in
        guard let context else { return }
        // No count of references, at which the members would wait for each other: the caller holds the workspace.
        Unmanaged<Workspace>.fromOpaque(context)._withUnsafeGuaranteedRef {
          $0.run(member: Int(member), of: Int(members))
        }
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func run(member: Int, of members: Int) {
    guard let job else { preconditionFailure("a gang without a job") }
    let shards = job.shards(of: member, among: members)
    if job.parts.contains(.forward) {
      for shard in shards { gather(job, shard, rows(shard, job)) }
      stopwatch?.lap(.rest)
      for index in 0..<route.count {
        route.at(index) { stage in
          for phase in 0..<stage.forwardPhases {
            if phase > 0 { gang.meet(member, of: members) }
            for shard in shards { stage.engine.forward(pass(stage, shard, job), phase: phase) }
          }
        }
        stopwatch?.lap(.forward, stage: index)
      }
    }
    if job.parts.contains(.loss) {
      for shard in shards { compare(job, shard) }
      stopwatch?.lap(.rest)
    }
    if job.parts.contains(.backward) {
      let last = job.reachesInput ? 0 : firstTrained
      for index in Swift.stride(from: stages.count - 1, through: last, by: -1) {
        let asks = job.reachesInput || index > last
        route.at(index) { stage in
          for phase in 0..<stage.backwardPhases {
            if phase > 0 { gang.meet(member, of: members) }
            for shard in shards {
              stage.engine.backward(pass(stage, shard, job, inputGradient: asks), phase: phase)
            }
          }
        }
        stopwatch?.lap(.backward, stage: index)
      }
      gang.meet(member, of: members)
    }
    finish(job, member, members)
  }

  private func rows(_ shard: Int, _ job: Job) -> Range<Int> {
    Shards.rows(of: shard, among: job.shards, batch: job.batch.count)
  }

  private func pass(_ stage: Stage, _ shard: Int, _ job: Job, inputGradient: Bool? = nil) -> Pass {
    let goesBack = inputGradient != nil
    return Pass(
      // Probing is training without moving statistics.
      mode: job.mode == .training && stage.placed.isFrozen ? .probing : job.mode, rows: rows(shard, job),
      batch: job.batch.count, shard: shard, shards: job.shards,
      input: UnsafePointer(stage.input), output: stage.output,
      outputGradient: goesBack ? UnsafePointer(stage.outputGradient) : nil,
      inputGradient: inputGradient == true ? stage.inputGradient : nil,
      parameters: UnsafePointer(parameters.start + stage.parameterStart),
      gradients: goesBack && stage.isTrained ? gradients.start + shard * stride + stage.parameterStart : nil,
      state: state.start + stage.stateStart, randomKey: ck_draw(stage.noise, job.step))
  }

  /// All samples at once, for the gradients of parameters.
  func wholePass(
    _ stage: Stage, _ job: Job, _ members: Int, _ gradients: UnsafeMutablePointer<Float>
  ) -> Pass {
    var pass = pass(stage, 0, job, inputGradient: false)
    pass.rows = 0..<job.batch.count
    pass.gradients = gradients + stage.parameterStart
    // Other members have read the weights since this one wrote them.
    let isForeign = members > 1 && job.parts.contains(.update)
    pass.upcoming = isForeign ? parameters.start + stage.parameterStart : nil
    return pass
  }

  /// Copies a shard's samples and targets to where the first layer and the loss read them.
  private func gather(_ job: Job, _ shard: Int, _ rows: Range<Int>) {
    let source = job.batch.source
    let augmenter = job.mode == .training ? augmenter : nil
    if augmenter == nil {
      let order = job.batch.order.map { $0 + job.batch.first + rows.lowerBound }
      let first = order == nil ? job.batch.first + rows.lowerBound : 0
      ck_gather(
        rows.count, source.width, order, source.features + first * source.width,
        stages[0].input + rows.lowerBound * source.width)
    }
    for row in rows {
      let sample = job.batch.sample(row)
      augmenter?.gather(sample, shard: shard, into: stages[0].input + row * source.width)
      if let from = source.labels { labels[row] = from[sample] }
      if let from = source.values {
        (values.start + row * source.targetWidth).update(
          from: from + sample * source.targetWidth, count: source.targetWidth)
      }
    }
  }

  private func compare(_ job: Job, _ shard: Int) {
    let source = job.batch.source
    let last = stages[stages.count - 1]
    let rows = rows(shard, job)
    loss.evaluate(
      LossPass(
        rows: rows, batch: job.batch.count, width: width, outputs: last.output,
        labels: source.labels == nil ? nil : UnsafePointer(labels),
        values: source.values == nil ? nil : UnsafePointer(values.start), losses: losses,
        outputGradient: job.parts.contains(.backward) ? last.outputGradient : nil))
    var score = Score()
    if source.labels != nil, width > 1 {
      score.correct = ck_correct(
        rows.count, width, last.output + rows.lowerBound * width, labels + rows.lowerBound)
    } else if source.labels != nil {
      for row in rows where loss.predictedClass(last.output + row * width, width: width) == labels[row] {
        score.correct += 1
      }
    } else {
      for index in rows.lowerBound * width..<rows.upperBound * width {
        let error = Double(last.output[index]) - Double(values.start[index])
        score.squaredError += error * error
        score.absoluteError += abs(error)
      }
    }
    scores[shard] = score
  }
}

import Basis
import CKernels

extension Engine {
  /// Looks at every block with these samples as one batch: batch normalization uses their statistics, dropout drops with
  /// a fixed mask, and nothing of the model moves.
  /// - Parameter pace: of the step whose size is asked for; nil where these samples are all that an epoch has.
  package func probe(_ model: Model, on samples: Samples, pace: StepPace? = nil) throws -> Probe {
    let workspace = try passBothWays(model, samples)
    let count = samples.count
    var views = workspace.stagesOfBlocks.enumerated().map { number, stages in
      workspace.view(ofBlock: stages, title: model.network.blocks[number].title, batch: count)
    }
    let alone = model.pace(at: model.place(batch: count, samples: count))
    let ratios = try updateRatios(workspace, model, samples, pace ?? alone)
    for number in views.indices { views[number].updateRatio = ratios[number] }
    return Probe(blocks: views, loss: workspace.meanLoss(batch: count), samples: count)
  }

  /// The single numbers behind one figure of `probe`. Block counted from 0.
  package func values(
    _ quantity: ProbedQuantity, ofBlock block: Int, _ model: Model, on samples: Samples
  ) throws -> [Float] {
    guard model.network.blocks.indices.contains(block) else {
      throw Problem("there is no layer \(block + 1); the network has \(model.network.blocks.count)")
    }
    let workspace = try passBothWays(model, samples)
    let stages = workspace.stagesOfBlocks[block]
    let (first, last) = (workspace.stages[stages.lowerBound], workspace.stages[stages.upperBound - 1])
    func copy(_ start: UnsafeMutablePointer<Float>, _ range: Range<Int>) -> [Float] {
      Array(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
    }
    switch quantity {
    case .gradient: return workspace.weights(ofBlock: stages).flatMap { copy(workspace.gradients.start, $0) }
    case .weight: return workspace.weights(ofBlock: stages).flatMap { copy(workspace.parameters.start, $0) }
    case .delta: return copy(first.outputGradient, 0..<samples.count * first.placed.output.count)
    case .activation: return copy(last.output, 0..<samples.count * last.placed.output.count)
    }
  }

  func passBothWays(_ model: Model, _ samples: Samples) throws -> Workspace {
    let workspace = try workspace(model, batch: samples.count, samples: samples)
    BatchSource.with(samples) { source in
      workspace.run(
        Job(.gradient, .probing, Batch(source, first: 0, count: source.count), reachesInput: true),
        threads: threads)
    }
    return workspace
  }

  /// Lets the optimizer make its next update, which moves only the workspace's copy, and compares.
  private func updateRatios(
    _ workspace: Workspace, _ model: Model, _ samples: Samples, _ pace: StepPace
  ) throws -> [Double?] {
    BatchSource.with(samples) { source in
      workspace.run(
        Job(.update, .probing, Batch(source, first: 0, count: source.count), pace: pace), threads: 1)
    }
    return workspace.stagesOfBlocks.map { stages in
      let weights = workspace.weights(ofBlock: stages)
      guard !weights.isEmpty, !workspace.stages[stages.lowerBound].placed.isFrozen else { return nil }
      var (moved, before) = (0.0, 0.0)
      for index in weights.joined() {
        let weight = Double(model.network.parameters[index])
        let change = Double(workspace.parameters.start[index]) - weight
        moved += change * change
        before += weight * weight
      }
      return before > 0 ? (moved / before).squareRoot() : nil
    }
  }
}

extension Workspace {
  fileprivate func view(ofBlock block: Range<Int>, title: String, batch: Int) -> Probe.BlockView {
    let (first, last) = (stages[block.lowerBound], stages[block.upperBound - 1])
    let weights = weights(ofBlock: block)
    let activation = stages[block].first { $0.placed.layer is ActivationLayer }
    let normalization = stages[block].first { $0.placed.layer is BatchNormalization }
    return Probe.BlockView(
      title: title,
      gradient: weights.isEmpty ? nil : TensorStatistics(of: gradients.start, at: weights),
      delta: TensorStatistics(of: first.outputGradient, at: [0..<batch * first.placed.output.count]),
      timeDeltas: timeDeltas(ofBlock: block, batch: batch),
      activation: TensorStatistics(of: last.output, at: [0..<batch * last.placed.output.count]),
      weight: weights.isEmpty ? nil : TensorStatistics(of: parameters.start, at: weights),
      updateRatio: nil,
      saturated: activation.flatMap { saturatedShare($0, batch) },
      dead: activation.flatMap { deadShare($0, batch) },
      normalization: normalization.map { gap($0, batch) })
  }

  private func saturatedShare(_ stage: Stage, _ batch: Int) -> Double? {
    guard let saturation = (stage.placed.layer as? ActivationLayer)?.activation.saturation else { return nil }
    let count = batch * stage.placed.output.count
    var saturated = 0
    for index in 0..<count where saturation.test(stage.output[index]) { saturated += 1 }
    return Double(saturated) / Double(count)
  }

  /// A unit is what the last extent counts: one of a row, or a channel, which is dead if it is silent at every pixel.
  private func deadShare(_ stage: Stage, _ batch: Int) -> Double? {
    guard let bound = (stage.placed.layer as? ActivationLayer)?.activation.silentBelow else { return nil }
    let units = stage.placed.input.features
    var alive = [Bool](repeating: false, count: units)
    for row in 0..<batch * stage.placed.input.count / units {
      for unit in 0..<units where !(Double(stage.input[row * units + unit]) <= bound) { alive[unit] = true }
    }
    return Double(alive.count { !$0 }) / Double(units)
  }

  /// How far the batch's statistics are from the running ones that `evaluate` uses.
  private func gap(_ stage: Stage, _ batch: Int) -> (meanGap: Double, deviationRatio: Double) {
    let features = stage.placed.input.features
    let rows = batch * stage.placed.input.count / features
    let running = state.start + stage.placed.stateRange.lowerBound
    var means = [Double](repeating: 0, count: features)
    var squares = means
    ck_moments(rows, features, stage.input, &means, &squares)
    var (meanGap, ratios) = (0.0, 0.0)
    for f in 0..<features {
      // A running variance of exactly 0 would make every distance infinite.
      let deviation = max(Double(running[features + f]), 1e-30).squareRoot()
      meanGap = max(meanGap, abs(means[f] - Double(running[f])) / deviation)
      ratios += (squares[f] / Double(rows)).squareRoot() / deviation
    }
    return (meanGap, ratios / Double(features))
  }
}

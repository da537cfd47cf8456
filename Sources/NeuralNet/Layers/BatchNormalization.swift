import Basis
import CKernels

/// Gives every feature mean 0 and variance 1 over the batch, then a trained mean and spread.
///
/// A feature is what the last extent counts: a unit, or a channel of an image, whose M values are those of all
/// samples and all pixels.
package struct BatchNormalization: NormalizingLayer {
  package var momentum: Double = 0.9
  package var epsilon: Double = 1e-5

  package init() {}

  package static let card = Card<BatchNormalization>(
    "batchnorm", aliases: ["bn", "batch-normalization"],
    "Gives each feature mean 0 and variance 1 over the batch, then a trained scale γ and shift β.",
    formula: "y = γ·(x − μ) / √(σ² + ε) + β",
    settings: [
      Setting("momentum", \.momentum, in: .fraction, "Share of the running statistics kept at each step."),
      .epsilon,
    ],
    sources: [Source("Ioffe & Szegedy", 2015, "arXiv:1502.03167")],
    examples: ["bn on", "layer batchnorm", "layer batchnorm momentum=0.99"],
    details:
      "In training μ and σ² are the batch's, with σ² divided by M, the number of values. Running statistics "
      + "move as running = momentum·running + (1 − momentum)·batch, with the batch's variance divided by M − 1, as "
      + "the paper's inference step asks; they start at mean 0 and variance 1 and are used outside training. "
      + "A momentum of 0.9 here is what PyTorch calls 0.1 and its default; Keras's default is 0.99, its epsilon 1e-3, "
      + "and it divides by M for the running variance too. Images are normalized per channel. A batch with a single "
      + "value per feature leaves the running statistics as they are.")

  package func output(for input: Shape) throws -> Shape { input }

  package func state(for input: Shape) -> [TensorSpec] {
    [
      TensorSpec("mean", [input.features], .statistic, start: .constant(0)),
      TensorSpec("variance", [input.features], .statistic, start: .constant(1)),
    ]
  }

  package func operations(for input: Shape) -> Int { 4 * input.count }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    BatchNormalizationEngine(
      self, features: input.features, positions: input.count / input.features, shards: shards)
  }
}

private final class BatchNormalizationEngine: LayerEngine {
  let forwardPhases = 2
  let backwardPhases = 2

  private let momentum: Double
  private let epsilon: Double
  private let features: Int
  /// Values of one feature in one sample.
  private let positions: Int
  /// For every shard four rows of sums, which the other shards read after the meeting: two made forwards and two made
  /// backwards, since a fast shard may be on its way back while a slow one still reads.
  private let sums: UnsafeMutablePointer<Double>
  /// For every shard four rows of its own: mean, inverse deviation, and two to compute with.
  private let rows: UnsafeMutablePointer<Float>

  init(_ layer: BatchNormalization, features: Int, positions: Int, shards: Int) {
    momentum = layer.momentum
    epsilon = layer.epsilon
    self.features = features
    self.positions = positions
    sums = .allocate(capacity: 4 * features * shards)
    rows = .allocate(capacity: 4 * features * shards)
  }

  deinit {
    sums.deallocate()
    rows.deallocate()
  }

  private func sum(_ number: Int, ofShard shard: Int) -> UnsafeMutablePointer<Double> {
    sums + (4 * shard + number) * features
  }

  private func row(_ number: Int, ofShard shard: Int) -> UnsafeMutablePointer<Float> {
    rows + (4 * shard + number) * features
  }

  // y = γ·x̂ + β,  x̂ = (x − μ)·r,  r = 1/√(σ² + ε)      x, y [M, F]   γ, β, μ, r [F]   M = N · positions
  // μ = Σ x / M,  σ² = Σ (x − μ)² / M
  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * positions * features
    let count = pass.rows.count * positions
    if phase == 0 {
      guard pass.mode.isFitting else { return }
      ck_moments(
        count, features, pass.input + start, sum(0, ofShard: pass.shard), sum(1, ofShard: pass.shard))
      return
    }
    let (mean, inverse) = (row(0, ofShard: pass.shard), row(1, ofShard: pass.shard))
    if !pass.mode.isFitting {
      for f in 0..<features {
        mean[f] = pass.state[f]
        inverse[f] = Float(1 / (Double(pass.state[features + f]) + epsilon).squareRoot())
      }
    } else {
      joinMoments(pass, mean, inverse)
    }
    let scale = row(2, ofShard: pass.shard)
    for f in 0..<features { scale[f] = pass.parameters[f] * inverse[f] }
    ck_normalize(
      count, features, pass.input + start, mean, scale, pass.parameters + features, pass.output + start)
  }

  /// Mean and variance of the whole batch from those of the shards (Chan, Golub & LeVeque 1979). Every shard does
  /// this for itself with the same result; the first moves the running statistics.
  private func joinMoments(
    _ pass: Pass, _ mean: UnsafeMutablePointer<Float>, _ inverse: UnsafeMutablePointer<Float>
  ) {
    let total = Double(pass.batch * positions)
    let movesState = pass.mode == .training && pass.shard == 0 && total > 1
    for f in 0..<features {
      var count = 0.0
      var average = 0.0
      var squares = 0.0
      for shard in 0..<pass.shards {
        let more = Double(Shards.rows(of: shard, among: pass.shards, batch: pass.batch).count * positions)
        let gap = sum(0, ofShard: shard)[f] - average
        squares += sum(1, ofShard: shard)[f] + gap * gap * count * more / (count + more)
        average += gap * more / (count + more)
        count += more
      }
      mean[f] = Float(average)
      inverse[f] = Float(1 / (squares / total + epsilon).squareRoot())
      if movesState {
        let (runningMean, runningVariance) = (pass.state + f, pass.state + features + f)
        runningMean.pointee = Float(momentum * Double(runningMean.pointee) + (1 - momentum) * average)
        runningVariance.pointee = Float(
          momentum * Double(runningVariance.pointee) + (1 - momentum) * squares / (total - 1))
      }
    }
  }

  // ∂L/∂β = Σ g    ∂L/∂γ = Σ g·x̂                                       g [M, F]
  // ∂L/∂x = γ·r·(g − Σ g / M − x̂·Σ (g·x̂) / M): both the mean and the variance depend on x.
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient else { return }
    let start = pass.rows.lowerBound * positions * features
    let count = pass.rows.count * positions
    let (mean, inverse) = (row(0, ofShard: pass.shard), row(1, ofShard: pass.shard))
    if phase == 0 {
      let (gradientSum, productSum) = (sum(2, ofShard: pass.shard), sum(3, ofShard: pass.shard))
      ck_normalize_sums(
        count, features, pass.input + start, mean, inverse, g + start, gradientSum, productSum)
      guard let gradients = pass.gradients else { return }
      for f in 0..<features {
        gradients[f] = Float(productSum[f])
        gradients[features + f] = Float(gradientSum[f])
      }
      return
    }
    guard let inputGradient = pass.inputGradient else { return }
    let (gradientMean, productMean) = (row(2, ofShard: pass.shard), row(3, ofShard: pass.shard))
    let total = Double(pass.batch * positions)
    for f in 0..<features {
      var (gradients, products) = (0.0, 0.0)
      for shard in 0..<pass.shards {
        gradients += sum(2, ofShard: shard)[f]
        products += sum(3, ofShard: shard)[f]
      }
      gradientMean[f] = Float(gradients / total)
      productMean[f] = Float(products / total)
    }
    ck_normalize_backward(
      count, features, pass.input + start, mean, inverse, pass.parameters, g + start, gradientMean,
      productMean,
      inputGradient + start)
  }
}

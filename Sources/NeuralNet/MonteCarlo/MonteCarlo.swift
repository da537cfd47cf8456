import Basis

/// What many passes with other units dropped each time say about the same samples.
package struct MonteCarlo: Sendable {
  package struct Prediction: Sendable {
    /// Among the samples, counted from 0.
    package let sample: Int
    /// The class that the mean prediction speaks for; nil where numbers are predicted.
    package let answer: Int?
    /// The answer's mean probability (or output, where a loss knows no probabilities), or the mean of the first number.
    package let value: Double
    /// Standard deviation of that over the passes; over all outputs, where there are several numbers.
    package let spread: Double
    /// nil where numbers are predicted.
    package let isRight: Bool?
  }

  package static let passes = 2...10_000

  package let passes: Int
  /// One pass with nothing dropped.
  package let single: Evaluation
  /// The mean prediction.
  package let mean: Evaluation
  package let predictions: [Prediction]
}

extension Network {
  /// Whether a layer makes every pass of training another one.
  package var isRandom: Bool {
    layout.layers.contains { $0.layer is Dropout || $0.layer is AlphaDropout || $0.layer is GaussianNoise }
  }
}

extension Engine {
  /// Passes the samples through the network so many times, with dropout and noise as in training and everything else as
  /// outside it. `goesOn` is asked after every pass. Pass number k draws the same numbers however many passes there are.
  package func monteCarlo(
    _ model: Model, on samples: Samples, passes: Int, goesOn: () -> Bool = { true }
  ) throws -> MonteCarlo {
    guard MonteCarlo.passes.contains(passes) else {
      throw Problem("Monte-Carlo dropout takes 2…10,000 passes, got \(Numbers.grouped(passes))")
    }
    guard model.network.isRandom else {
      throw Problem(
        "all passes would be the same: no layer drops anything or adds noise",
        advice: "dropout 0.2, then train: the network has to learn with the dropout that it is asked with")
    }
    let portion = Engine.portion(model, of: samples.count)
    let workspace = try workspace(model, batch: portion, samples: samples)
    return try BatchSource.with(samples) { source in
      var (single, mean) = (Tally(), Tally())
      var predictions: [MonteCarlo.Prediction] = []
      predictions.reserveCapacity(samples.count)
      for (number, first) in stride(from: 0, to: source.count, by: portion).enumerated() {
        let batch = Batch(source, first: first, count: min(portion, source.count - first))
        workspace.run(Job([.forward, .loss], .inference, batch), threads: threads)
        single.add(workspace, batch: batch.count)
        var spread = Spread(rows: batch.count, width: workspace.width, PredictionLink(model.loss))
        for pass in 0..<passes {
          // Training counts its steps from 0 and looking takes −1.
          let step = -2 - (number * MonteCarlo.passes.upperBound + pass)
          workspace.run(Job(.forward, .sampling, batch, step: step), threads: threads)
          spread.add(workspace.stages[workspace.stages.count - 1].output)
          guard goesOn() else { throw Problem("the evaluation was interrupted", kind: .interrupted) }
        }
        spread.writeMean(to: workspace.stages[workspace.stages.count - 1].output)
        workspace.run(Job(.loss, .inference, batch), threads: threads)
        mean.add(workspace, batch: batch.count)
        for row in 0..<batch.count {
          predictions.append(spread.prediction(row, workspace, sample: first + row, source))
        }
      }
      return MonteCarlo(
        passes: passes, single: single.evaluation(source), mean: mean.evaluation(source),
        predictions: predictions)
    }
  }
}

/// Mean and squared distances of predictions, pass by pass (Welford 1962).
private struct Spread {
  let rows: Int
  let width: Int
  let link: PredictionLink
  private var passes = 0.0
  /// [rows, width]
  private var means: [Double]
  private var squares: [Double]
  private var now: [Double]

  init(rows: Int, width: Int, _ link: PredictionLink) {
    (self.rows, self.width, self.link) = (rows, width, link)
    means = Array(repeating: 0, count: rows * width)
    squares = means
    now = Array(repeating: 0, count: width)
  }

  mutating func add(_ outputs: UnsafePointer<Float>) {
    passes += 1
    for row in 0..<rows {
      link.predict(outputs + row * width, width: width, into: &now)
      for k in 0..<width {
        let place = row * width + k
        let gap = now[k] - means[place]
        means[place] += gap / passes
        squares[place] += gap * (now[k] - means[place])
      }
    }
  }

  func writeMean(to outputs: UnsafeMutablePointer<Float>) {
    for place in means.indices { outputs[place] = link.outputs(for: means[place]) }
  }

  /// After `writeMean`, while the outputs are there.
  func prediction(_ row: Int, _ workspace: Workspace, sample: Int, _ source: BatchSource)
    -> MonteCarlo.Prediction
  {
    let start = row * width
    guard let labels = source.labels else {
      let variance = (0..<width).reduce(0) { $0 + squares[start + $1] } / Double(width) / (passes - 1)
      return MonteCarlo.Prediction(
        sample: sample, answer: nil, value: means[start], spread: variance.squareRoot(), isRight: nil)
    }
    let outputs = workspace.stages[workspace.stages.count - 1].output + start
    let answer = workspace.loss.predictedClass(outputs, width: width)
    let place = start + (width == 1 ? 0 : answer)
    // A single output is the probability of class 1.
    let isOpposite = width == 1 && answer == 0 && link == .sigmoid
    return MonteCarlo.Prediction(
      sample: sample, answer: answer, value: isOpposite ? 1 - means[place] : means[place],
      spread: (squares[place] / (passes - 1)).squareRoot(), isRight: answer == Int(labels[sample]))
  }
}

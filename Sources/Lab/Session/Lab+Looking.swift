import Basis
import DataSets
import NeuralNet

/// Looking at the network without changing it. Results are kept until the state changes, because a table, its
/// sentence and three measurements ask for the same numbers.
extension Lab {
  /// Samples in the batch whose gradients are looked at, and in the one that tells dead from living units: a unit is
  /// only called dead when nothing wakes it, so that batch is large.
  static let gradientSamples = 256
  static let activationSamples = 2048

  /// - Parameter batch: in which a schedule counts its steps; nil for those of the training that would go on.
  func probe(samples: Int, batch: Int? = nil) throws -> Probe {
    if batch == nil, let kept = looks.probes[samples], looks.revision == revision { return kept }
    let (model, data) = try needFittingModel()
    let probe = try engine.probe(model, on: data.train.prefix(samples), pace: nextPace(batch: batch))
    if batch != nil { return probe }
    looks.refresh(revision)
    looks.probes[samples] = probe
    return probe
  }

  func evaluation(on part: Part) throws -> Evaluation {
    if let kept = looks.evaluations[part], looks.revision == revision { return kept }
    let (model, data) = try needFittingModel()
    let samples = data[part]
    guard samples.count > 0 else {
      throw Problem(
        "the \(part.rawValue) part of \(data.name) is empty", advice: "split deals the rows anew (help split)"
      )
    }
    let evaluation = try engine.evaluate(model, on: samples)
    looks.refresh(revision)
    looks.evaluations[part] = evaluation
    if part == .test { noteTest(evaluation, data) }
    return evaluation
  }

  struct Looks {
    private(set) var revision = -1
    var probes: [Int: Probe] = [:]
    var evaluations: [Part: Evaluation] = [:]
    var monteCarlo: [MonteCarloLook: MonteCarlo] = [:]

    mutating func refresh(_ now: Int) {
      if now != revision { self = Looks() }
      revision = now
    }
  }
}

extension DataSet {
  /// One unit of a scaled error in the units of the file; 1 where there are several targets of different units.
  var errorUnit: Double { task.outputs == 1 ? targetFit?.unit() ?? 1 : 1 }
}

import Experiments
import NeuralNet

/// Gathers a run's epochs. A very long run keeps every second one, then every fourth …, and always the last.
struct RunCurve {
  static let mostEpochs = 4096

  private var kept: [RunRecord.Epoch] = []
  private var latest: RunRecord.Epoch?
  private var stride = 1
  /// One unit of a scaled error in the data's own units.
  private let unit: Double

  init(errorUnit: Double) { unit = errorUnit }

  mutating func add(_ report: EpochReport) {
    let epoch = RunRecord.Epoch(
      report.epoch, loss: report.training.loss, validationLoss: report.validation?.loss,
      accuracy: report.training.accuracy, validationAccuracy: report.validation?.accuracy,
      error: report.training.meanAbsoluteError.map { $0 * unit },
      validationError: report.validation?.meanAbsoluteError.map { $0 * unit }, rate: report.pace.rate,
      seconds: report.seconds)
    latest = epoch
    guard (epoch.number - 1).isMultiple(of: stride) else { return }
    kept.append(epoch)
    if kept.count > RunCurve.mostEpochs {
      stride *= 2
      kept.removeAll { !($0.number - 1).isMultiple(of: stride) }
    }
  }

  var epochs: [RunRecord.Epoch] {
    // By number: what is not a number does not equal itself.
    guard let latest, kept.last?.number != latest.number else { return kept }
    return kept + [latest]
  }
}

import Basis
import Experiments
import Foundation

/// A run's facts as people read them.
extension RunRecord {
  var title: String { number.map { "run \($0)" } ?? "run" }

  /// `2026-11-21 06:28`, in the time zone of whoever looks.
  var dateText: String { RunRecord.text(date, "%04d-%02d-%02d %02d:%02d") }

  /// `11-21 06:28`
  var shortDateText: String { String(dateText.dropFirst(5)) }

  private static func text(_ date: Date, _ format: String) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    return String(
      format: format, locale: nil, parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
      parts.minute ?? 0)
  }

  /// `94.1 ± 1.4 %`, or a mean error.
  var testText: String? { test.map(RunRecord.text) }

  private static func text(_ quality: Quality) -> String {
    guard let accuracy = quality.accuracy, let error = quality.standardError else {
      return quality.error.map { Numbers.short($0) } ?? Numbers.short(quality.loss)
    }
    return "\(Numbers.fixed(accuracy * 100, 1)) ± \(Numbers.fixed(error * 100, 1)) %"
  }

  /// Epochs that were done.
  var epochCount: Int { epochs.last?.number ?? 0 }

  /// `depth · activation=relu`: the experiment, and what it or a sweep set; else the arm.
  var trialText: String? {
    trial.map { trial in
      let arm = trial.settings.isEmpty ? [trial.arm] : trial.settings.map { "\($0.key)=\($0.value)" }
      return ([trial.experiment] + arm).filter { !$0.isEmpty }.joined(separator: " · ")
    }
  }

  /// The curve that comparisons draw: validation loss where there is one.
  var hasValidation: Bool { epochs.contains { $0.validationLoss != nil } }
}

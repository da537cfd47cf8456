import Basis
import Experiments

/// Whether the difference between test results is more than chance.
enum ChanceSentence {
  /// - Parameter mates: all runs of the study that the first of them belongs to.
  static func of(_ runs: [RunRecord], mates: [RunRecord]) -> StyledText? {
    if let unlike = unlike(runs) { return StyledText(unlike) }
    let untested = runs.filter { $0.test == nil }
    if let first = untested.first {
      return StyledText(
        "The test part was not measured after \(first.title), so test results cannot be compared; evaluate right after "
          + "train adds it.")
    }
    guard runs.allSatisfy({ $0.test?.accuracy != nil }) else {
      return StyledText(
        "A mean error comes without a standard error here, so only other seeds tell whether the difference is chance."
      )
    }
    if runs.count == 2 { return paired(runs[0], runs[1], mates) ?? pair(runs[0], runs[1]) }
    return several(runs)
  }

  /// Why results cannot be compared at all.
  private static func unlike(_ runs: [RunRecord]) -> String? {
    if runs.contains(where: { $0.setting("data") != runs[0].setting("data") }) {
      return "The runs learned from different data, so their results do not compare."
    }
    let parts = runs.contains { $0.setting("parts") != runs[0].setting("parts") }
    return parts ? "The data was split differently, so the runs were tested on different samples." : nil
  }

  private static func points(_ fraction: Double) -> String {
    Numbers.fixed(abs(fraction) * 100, 1) + " points"
  }

  private static func pair(_ one: RunRecord, _ other: RunRecord) -> StyledText? {
    guard let first = one.test, let second = other.test, let p = first.accuracy, let q = second.accuracy,
      let firstError = first.standardError, let secondError = second.standardError
    else { return nil }
    if p == q { return StyledText("Test accuracies are equal.") }
    let margin = Contenders.margin(firstError, secondError)
    let better = p > q ? one : other
    let isReal = abs(p - q) > margin
    let start = "\(better.title.capitalizedFirst) is \(points(p - q)) better on the test part, "
    let rule = "two standard errors of the difference are \(points(margin))"
    return StyledText(isReal ? "More than chance: " : "Within chance: ", isReal ? .good : .warning)
      + StyledText(
        start + (isReal ? "and \(rule)" : "but \(rule)") + ". "
          + "That is the test part's chance alone; with one seed each, another seed may change the order.")
  }

  /// Two arms of one experiment: over all seeds that both have.
  private static func paired(_ one: RunRecord, _ other: RunRecord, _ mates: [RunRecord]) -> StyledText? {
    guard let first = one.trial, let second = other.trial, first.study == second.study, first != second else {
      return nil
    }
    func accuracies(_ trial: RunRecord.Trial) -> [UInt64: Double] {
      Dictionary(
        mates.filter { $0.trial == trial }.compactMap { run in run.test?.accuracy.map { (run.seed, $0) } },
        uniquingKeysWith: { first, _ in first })
    }
    let (mine, theirs) = (accuracies(first), accuracies(second))
    let differences = mine.keys.sorted().compactMap { seed in
      mine[seed].flatMap { p in theirs[seed].map { p - $0 } }
    }
    let sample = Sample(differences)
    guard let interval = sample.interval() else { return nil }
    let isReal = interval.lower > 0 || interval.upper < 0
    func signed(_ fraction: Double) -> String { Numbers.fixed(fraction * 100, 1) }
    return StyledText(isReal ? "More than chance: " : "Within chance: ", isReal ? .good : .warning)
      + StyledText(
        "over \(differences.count) seeds, paired, \(one.trialText ?? one.title) minus \(other.trialText ?? other.title) is "
          + "\(signed(sample.mean)) points of test accuracy, 95 % interval \(signed(interval.lower))…"
          + "\(signed(interval.upper))" + (isReal ? "." : ", and that holds 0."))
  }

  private static func several(_ runs: [RunRecord]) -> StyledText? {
    let entries = runs.compactMap { run in
      run.test.flatMap { test in
        test.accuracy.flatMap { accuracy in
          test.standardError.map {
            Contenders.Entry(accuracy: accuracy, standardError: $0, seconds: run.seconds)
          }
        }
      }
    }
    guard entries.count == runs.count, !entries.isEmpty else { return nil }
    let contenders = Contenders(entries)
    let best = contenders.best
    let close = contenders.notWorse.filter { $0 != best }
    let start = "\(RunComparison.name(best, runs[best])) has the best test accuracy"
    if close.isEmpty {
      return StyledText("More than chance: ", .good)
        + StyledText("\(start), and all others are more than two standard errors of the difference below.")
    }
    let names = close.map { RunComparison.name($0, runs[$0]) }
    return StyledText("Within chance: ", .warning)
      + StyledText(
        "\(start), but \(names.enumeration) \(close.count == 1 ? "is" : "are") within two standard errors of the difference."
      )
  }
}

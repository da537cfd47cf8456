import Basis
import Experiments
import Foundation

/// Runs for other programs.
enum RunExport {
  /// ISO 8601 in UTC.
  static func timestamp(_ date: Date) -> String { date.formatted(.iso8601) }

  static func json(_ quality: RunRecord.Quality?) -> JSON {
    guard let quality else { return .null }
    return .object([
      "samples": .integer(quality.samples), "loss": .number(quality.loss), "accuracy": JSON(quality.accuracy),
      "standardError": JSON(quality.standardError), "error": JSON(quality.error),
    ])
  }

  static func json(_ run: RunRecord) -> JSON {
    func object(_ entries: [RunRecord.Entry]) -> JSON {
      .object(Dictionary(entries.map { ($0.key, .text($0.value)) }, uniquingKeysWith: { first, _ in first }))
    }
    func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }
    return .object([
      "number": run.number.map { .integer($0) } ?? .null, "key": .text(run.key),
      "date": .text(timestamp(run.date)), "version": .text(run.version),
      // As text: other readers' numbers end at 2^53.
      "seed": .text("\(run.seed)"), "configuration": object(run.configuration),
      "script": .list(run.script.map { .text($0) }), "continues": text(run.continues),
      "experiment": text(run.trial?.experiment), "arm": text(run.trial?.arm), "study": text(run.trial?.study),
      "sweep": object(run.trial?.settings ?? []),
      "measures": .object(
        Dictionary(run.measures.map { ($0.name, .number($0.value)) }, uniquingKeysWith: { first, _ in first })
      ),
      "epochs": .list(run.epochs.map(json)), "layers": .list(run.layers.map(json)), "test": json(run.test),
      "ending": .text(run.ending.rawValue), "steps": .integer(run.steps), "samples": .integer(run.samples),
      "seconds": .number(run.seconds), "inherited": JSON(run.inherited), "digest": .text(run.digest),
    ])
  }

  private static func json(_ epoch: RunRecord.Epoch) -> JSON {
    .object([
      "epoch": .integer(epoch.number), "loss": .number(epoch.loss),
      "validationLoss": JSON(epoch.validationLoss), "accuracy": JSON(epoch.accuracy),
      "validationAccuracy": JSON(epoch.validationAccuracy), "error": JSON(epoch.error),
      "validationError": JSON(epoch.validationError), "rate": .number(epoch.rate),
      "seconds": .number(epoch.seconds),
    ])
  }

  private static func json(_ layer: RunRecord.LayerGradient) -> JSON {
    .object([
      "layer": .text(layer.title), "meanAbsolute": JSON(layer.meanAbsolute),
      "deviation": JSON(layer.deviation), "norm": JSON(layer.norm), "zeroFraction": JSON(layer.zeroFraction),
    ])
  }

  // MARK: CSV, as RFC 4180 describes it

  /// One line a run; every setting that occurs is a column.
  static func csv(_ runs: [RunRecord]) -> String {
    func names(_ list: (RunRecord) -> [String]) -> [String] {
      var seen: Set<String> = []
      return runs.flatMap(list).filter { seen.insert($0).inserted }
    }
    let settings = names { $0.configuration.map(\.key) }
    let sweeps = names { $0.trial?.settings.map(\.key) ?? [] }
    let measures = names { $0.measures.map(\.name) }
    let header =
      ["run", "date", "version", "seed", "experiment", "arm", "continues"] + settings
      + sweeps.map { "sweep \($0)" }
      + measures.map { "measure \($0)" } + [
        "epochs done", "steps done", "ending", "loss", "validation loss", "validation accuracy",
        "test samples",
        "test loss", "test accuracy", "standard error", "test mean error", "seconds", "digest",
      ]
    let rows = runs.map { run -> [String] in
      let head = [
        run.number.map { "\($0)" } ?? "", timestamp(run.date), run.version, "\(run.seed)",
        run.trial?.experiment ?? "", run.trial?.arm ?? "", run.continues ?? "",
      ]
      let middle =
        settings.map { run.setting($0) ?? "" }
        + sweeps.map { key in run.trial?.settings.first { $0.key == key }?.value ?? "" }
        + measures.map { name in number(run.measures.first { $0.name == name }?.value) }
      let last = run.epochs.last
      let test = run.test
      let tail = [
        "\(run.epochCount)", "\(run.steps)", run.ending.rawValue, number(last?.loss),
        number(last?.validationLoss), number(last?.validationAccuracy), test.map { "\($0.samples)" } ?? "",
        number(test?.loss), number(test?.accuracy), number(test?.standardError), number(test?.error),
        number(run.seconds), run.digest,
      ]
      return head + middle + tail
    }
    return text([header] + rows)
  }

  /// One line an epoch.
  static func csvOfEpochs(_ runs: [RunRecord]) -> String {
    let header = [
      "run", "epoch", "loss", "validation loss", "accuracy", "validation accuracy", "mean error",
      "validation mean error", "rate", "seconds",
    ]
    let rows = runs.flatMap { run in
      run.epochs.map { epoch in
        [
          run.number.map { "\($0)" } ?? "", "\(epoch.number)", number(epoch.loss),
          number(epoch.validationLoss), number(epoch.accuracy), number(epoch.validationAccuracy),
          number(epoch.error), number(epoch.validationError), number(epoch.rate), number(epoch.seconds),
        ]
      }
    }
    return text([header] + rows)
  }

  private static func number(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }

  private static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.contains { ",\"".contains($0) || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

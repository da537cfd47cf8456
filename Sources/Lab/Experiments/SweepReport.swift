import Basis
import Charts
import Experiments

/// A sweep's table, its drawing, and one sentence that says which variants can be told apart.
enum SweepReport {
  static func report(_ result: ExperimentResult, width: Int) -> Report {
    var report = ExperimentReport.report(result, threads: 1)
    guard let measure = result.measures.first else { return report }
    let arms = result.arms
    let samples = arms.map { Sample(result.measured(measure, in: $0).map { $0.number ?? .nan }) }
    let isHigher = higherIsBetter(measure)
    let ranking = Ranking(samples, higherIsBetter: isHigher)
    let labels = arms.map { $0.map(\.literal).joined(separator: ", ") }
    let rows = zip(labels, samples).enumerated().map { index, variant in
      let (label, sample) = variant
      return WhiskerChart.Row(
        ranking.isClear && ranking.best == index ? "\(label) best" : label, mean: sample.mean,
        reach: sample.count > 1 ? sample.deviation : 0)
    }
    report.addGap()
    report.add(
      chart: "ranking", WhiskerChart.lines(rows, width: min(width, 72)) { Numbers.measured($0) },
      data: json(labels, samples, ranking))
    let whiskers = result.seeds.count > 1 ? ", the whiskers one standard deviation" : ""
    report.say(StyledText("Dots are mean \(measure)\(whiskers).", .faint))
    report.say(
      StyledText(sentence(measure, isHigher, labels, samples, ranking), ranking.isClear ? .good : .plain))
    return report
  }

  static func higherIsBetter(_ measure: String) -> Bool {
    !["loss", "mse", "mae", "err", "seconds", "time", "epochs", "steps"].contains { measure.hasPrefix($0) }
  }

  private static func sentence(
    _ measure: String, _ isHigher: Bool, _ labels: [String], _ samples: [Sample], _ ranking: Ranking
  ) -> String {
    guard let best = ranking.best else { return "No variant gave numbers for \(measure)." }
    let seeds = samples[best].count
    let spread = seeds > 1 ? " ± \(Numbers.compact(samples[best].deviation))" : ""
    let what =
      "\(isHigher ? "Highest" : "Lowest") \(measure): \(labels[best]) with \(Numbers.measured(samples[best].mean))\(spread)"
    if labels.count == 1 { return what + "." }
    if seeds == 1 { return what + ". One seed cannot tell whether that is more than chance; seed=1..5 can." }
    if ranking.isClear {
      return what + ", and the difference to each of the others is more than chance (95 % intervals over "
        + "\(seeds) seeds)."
    }
    let rivals = ranking.rivals.map { labels[$0] }
    let shown = rivals.count > 6 ? rivals.prefix(5) + ["\(rivals.count - 5) more"] : rivals[...]
    return what + ". Not distinguishable from it with \(seeds) seeds: \(Array(shown).enumeration)."
  }

  private static func json(_ labels: [String], _ samples: [Sample], _ ranking: Ranking) -> JSON {
    .list(
      labels.indices.map { index in
        .object([
          "variant": .text(labels[index]), "mean": .number(samples[index].mean),
          "deviation": .number(samples[index].deviation), "best": .flag(ranking.best == index),
          "distinguishable": .flag(ranking.best != index && !ranking.rivals.contains(index)),
        ])
      })
  }
}

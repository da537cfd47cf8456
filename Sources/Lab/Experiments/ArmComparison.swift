import Basis
import Charts
import Experiments

/// One measure of all arms of an experiment: their means, and which can be told apart.
struct ArmComparison {
  /// What the whiskers of a drawing stand for.
  enum Whiskers {
    /// How far single seeds stray.
    case deviation
    /// Where the true mean lies, with 95 % confidence.
    case interval
  }

  let measure: String
  private let names: [String]
  private let labels: [String]
  private let samples: [Sample]
  private let seeds: Int
  /// Whether other arms do without this measure.
  private let isAlone: Bool
  private let isLowBetter: Bool
  /// Whether the first is the best one: of a number that may mean anything nobody knows.
  private let isGood: Bool
  let ranking: Ranking

  init(_ result: ExperimentResult, _ measure: String) {
    self.measure = measure
    // An arm that never measures it has no place beside the others.
    let measuring = result.arms.filter { !result.measured(measure, in: $0).isEmpty }
    let arms = measuring.isEmpty ? result.arms : measuring
    isAlone = arms.count == 1 && result.arms.count > 1
    names = result.axes.map(\.name)
    // Not with commas, which stand between arms in a sentence.
    labels = arms.map { $0.map(\.literal).joined(separator: " · ") }
    samples = arms.map { Sample(result.measured(measure, in: $0).map { $0.number ?? .nan }) }
    seeds = result.seeds.count
    isLowBetter = ["loss", "mse", "mae", "err", "seconds", "time", "epochs", "steps"].contains {
      measure.hasPrefix($0)
    }
    // What counts samples is an accuracy, whatever it is called.
    let isCounted = arms.contains { result.measured(measure, in: $0).contains { $0.samplingError != nil } }
    isGood = isLowBetter || isCounted || ["acc", "r2", "val"].contains { measure.hasPrefix($0) }
    ranking = Ranking(samples, higherIsBetter: !isLowBetter)
  }

  func plot(_ whiskers: Whiskers) -> Plot {
    let rows = zip(labels, samples).enumerated().map { index, arm in
      let reach =
        switch whiskers {
        case .deviation: arm.1.count > 1 ? arm.1.deviation : 0
        case .interval: arm.1.interval().map { ($0.upper - $0.lower) / 2 } ?? 0
        }
      return Plot.Row(
        arm.0, mean: arm.1.mean, reach: reach, isBest: isGood && ranking.isClear && ranking.best == index)
    }
    let title = names.isEmpty ? measure : "\(measure) by \(names.joined(separator: ", "))"
    return Plot(title, .intervals(rows, .init(measure)))
  }

  /// What the drawing shows, the whiskers first.
  func sentence(_ whiskers: Whiskers) -> StyledText {
    let meaning =
      switch whiskers {
      case _ where seeds < 2: ""
      case .deviation: ", the whiskers one standard deviation"
      case .interval: ", the whiskers its 95 % interval"
      }
    return StyledText("Dots are mean \(measure)\(meaning). ", .faint)
      + StyledText(finding, isGood && ranking.isClear ? .good : .plain)
  }

  private var finding: String {
    guard let best = ranking.best else { return "No variant gave numbers for \(measure)." }
    let count = samples[best].count
    let spread = count > 1 ? " ± \(Numbers.compact(samples[best].deviation))" : ""
    let side = isLowBetter ? "Lowest" : "Highest"
    let what = "\(side) \(measure): \(labels[best]) with \(Numbers.measured(samples[best].mean))\(spread)"
    if labels.count == 1, !isAlone { return what + "." }
    if samples.count(where: \.isFinite) == 1 { return what + "; no other variant has a number for it." }
    if count == 1 {
      return what + ". One seed cannot tell whether that is more than chance; seed=1..5 can."
    }
    if ranking.isClear {
      return what + ", and the difference to each of the others is more than chance (95 % intervals over "
        + "\(count) seeds)."
    }
    let rivals = ranking.rivals.map { labels[$0] }
    let shown = rivals.count > 6 ? rivals.prefix(5) + ["\(rivals.count - 5) more"] : rivals[...]
    return what + ". Not distinguishable from it with \(count) seeds: \(Array(shown).enumeration)."
  }

  var json: JSON {
    .list(
      labels.indices.map { index in
        .object([
          "variant": .text(labels[index]), "mean": .number(samples[index].mean),
          "deviation": .number(samples[index].deviation), "best": .flag(isGood && ranking.best == index),
          "distinguishable": .flag(ranking.best != index && !ranking.rivals.contains(index)),
        ])
      })
  }
}

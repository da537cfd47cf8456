import Basis
import Charts
import Experiments

/// Accuracy against training time: who is on the front, and whom to prefer.
struct TimeComparison {
  /// A run, or the runs of one arm over its seeds.
  private struct Row {
    let runs: [RunRecord]
    let label: String
    /// Whether some of the time went into weights that came by reuse.
    let inherits: Bool
    let entry: Contenders.Entry
  }

  /// More cannot be told apart, and no letter is left for them.
  static let mostRows = RunComparison.marks.count

  private let rows: [Row]
  private let leftOut: Int
  private let machine: String

  /// - Parameters:
  ///   - allChains: what trained each one's network before.
  ///   - machine: the one whose wall times these are.
  init(_ all: [RunRecord], after allChains: [[RunRecord]], on machine: String) throws {
    // What diverged is no candidate, however fast it did.
    let kept = all.indices.filter { all[$0].ending != .diverged }
    let (runs, chains) = (kept.map { all[$0] }, kept.map { allChains[$0] })
    guard runs.allSatisfy({ $0.setting("data") == runs.first?.setting("data") }) else {
      throw Problem(
        "the runs learned from different data, so their accuracies do not compare",
        advice: "compare by time data=\(runs.last?.setting("data") ?? "digits")")
    }
    self.machine = machine
    let groups = TimeComparison.groups(Array(runs.indices), runs)
    let firsts = groups.compactMap(\.first)
    let differences = RunComparison.differences(firsts.map { runs[$0] }, after: firsts.map { chains[$0] })
      .filter {
        $0.key != "seed" && $0.key != "experiment"
      }
    rows = groups.enumerated().compactMap { index, group in
      TimeComparison.entry(group.map { runs[$0] }, after: group.map { chains[$0] }).map { entry in
        let words = differences.compactMap { row in row.values[index].map { (row.key, $0) } }
        let label =
          runs[group[0]].trialText
          ?? words.map {
            ["network", "optimizer", "activation", "init"].contains($0.0) ? $0.1 : "\($0.0) \($0.1)"
          }
          .joined(separator: ", ")
        let inherits = group.contains { (chains[$0] + [runs[$0]]).contains { $0.inherited != nil } }
        return Row(runs: group.map { runs[$0] }, label: label, inherits: inherits, entry: entry)
      }
    }
    guard rows.count <= TimeComparison.mostRows else {
      throw Problem(
        "by time compares at most \(TimeComparison.mostRows) runs or arms, got \(rows.count)",
        advice: "compare by time last=\(TimeComparison.mostRows)")
    }
    leftOut = all.count - rows.reduce(0) { $0 + $1.runs.count }
    guard !rows.isEmpty else {
      throw Problem(
        "none of these runs has a test accuracy", advice: "evaluate right after train adds it to the run")
    }
  }

  /// Seeds of one arm together, everything else on its own, in the order of the first of each.
  static func groups(_ indices: [Int], _ runs: [RunRecord]) -> [[Int]] {
    var groups: [[Int]] = []
    for index in indices {
      if let trial = runs[index].trial, let place = groups.firstIndex(where: { runs[$0[0]].trial == trial }) {
        groups[place].append(index)
      } else {
        groups.append([index])
      }
    }
    return groups
  }

  /// The time is that of all trainings that led there, those of reused weights included.
  private static func entry(_ runs: [RunRecord], after chains: [[RunRecord]]) -> Contenders.Entry? {
    let accuracies = Sample(runs.compactMap { $0.test?.accuracy })
    guard accuracies.count == runs.count, let samples = runs[0].test?.samples else { return nil }
    let sampling = SamplingError(share: min(1, max(0, accuracies.mean)), samples: samples)?.value ?? 0
    let spread = runs.count > 1 ? accuracies.standardError : 0
    return Contenders.Entry(
      accuracy: accuracies.mean, standardError: (sampling * sampling + spread * spread).squareRoot(),
      seconds: Sample(
        zip(runs, chains).map { run, chain in chain.reduce(run.wholeSeconds) { $0 + $1.wholeSeconds } }
      )
      .mean)
  }

  func report() throws -> Report {
    let contenders = Contenders(rows.map(\.entry))
    var report = Report()
    report.add(table(contenders))
    if rows.count > 1 {
      report.addGap()
      report.add(plot: "plot", plot(contenders), front(contenders))
    }
    for sentence in sentences(contenders) { report.say(sentence) }
    report.add(
      data: "recommended", .list(rows[contenders.recommended].runs.compactMap(\.number).map { .integer($0) }))
    report.add(data: "notWorse", .list(contenders.notWorse.map { .text("\(RunComparison.marks[$0])") }))
    return report
  }

  /// Contenders, of which one can be recommended.
  var count: Int { rows.count }

  private func plot(_ contenders: Contenders) -> Plot {
    let front = Set(contenders.front)
    let spots = rows.enumerated().map { index, row in
      Plot.Spot(
        RunComparison.marks[index], .init(row.entry.seconds, row.entry.accuracy),
        reach: row.entry.standardError, isOnFront: front.contains(index))
    }
    return Plot(
      "Test accuracy against training time",
      .spots(spots, x: .init("training time", .duration), y: .init("test accuracy", .percent)))
  }

  private func table(_ contenders: Contenders) -> Table {
    let (front, notWorse) = (Set(contenders.front), Set(contenders.notWorse))
    var table = Table(
      "runs", caption: "Accuracy and time, fastest first",
      [
        .init("mark", "", .left), .init("run", "run", .left), .init("label", "what", .left),
        .init("accuracy", "test accuracy"), .init("seconds", "time", unit: "s"),
        .init("front", "front", .left), .init("notWorse", "best?", .left),
      ])
    for (index, row) in rows.enumerated().sorted(by: { $0.element.entry.seconds < $1.element.entry.seconds })
    {
      let numbers = row.runs.compactMap(\.number)
      let name = numbers.count == 1 ? "\(numbers[0])" : "\(numbers.count) seeds"
      let entry = row.entry
      table.append(
        .text("\(RunComparison.marks[index])"), Table.Cell(name, value: .list(numbers.map { .integer($0) })),
        .text(row.label, .name),
        Table.Cell(
          "\(Numbers.fixed(entry.accuracy * 100, 1)) ± \(Numbers.fixed(entry.standardError * 100, 1)) %",
          value: .object(["mean": .number(entry.accuracy), "standardError": .number(entry.standardError)])),
        Table.Cell(Numbers.duration(entry.seconds), value: .number(entry.seconds)),
        Table.Cell(front.contains(index) ? "front" : "", value: .flag(front.contains(index))),
        Table.Cell(notWorse.contains(index) ? "may be" : "no", value: .flag(notWorse.contains(index))))
    }
    return table
  }

  private func name(_ index: Int) -> String {
    let numbers = rows[index].runs.compactMap(\.number)
    return numbers.count == 1
      ? "\(RunComparison.marks[index]) (run \(numbers[0]))" : "\(RunComparison.marks[index])"
  }

  private func front(_ contenders: Contenders) -> StyledText {
    let front = contenders.front.map(name)
    return StyledText(
      "On the front \(front.count == 1 ? "is" : "are") \(front.enumeration): no other is both at least as accurate and "
        + "at least as fast.")
  }

  private func sentences(_ contenders: Contenders) -> [StyledText] {
    func points(_ fraction: Double) -> String { Numbers.fixed(fraction * 100, 1) + " points" }
    let (best, chosen) = (contenders.best, contenders.recommended)
    var sentences: [StyledText] = []
    if rows.count > 1 {
      let others = contenders.notWorse.filter { $0 != best }
      sentences.append(
        StyledText(
          others.isEmpty
            ? "Best is \(name(best)); all others are more than two standard errors of the difference below."
            : "Best is \(name(best)); within two standard errors of the difference, so not significantly worse: "
              + "\(others.map(name).enumeration)."))
    }
    let knownTo = Contenders.standardErrors * rows[chosen].entry.standardError
    let margin = points(contenders.margin(best, chosen))
    let loss = rows[best].entry.accuracy - rows[chosen].entry.accuracy
    sentences.append(
      StyledText("Recommended: ", .good)
        + StyledText(
          "\(name(chosen)), the fastest of these: \(Numbers.duration(rows[chosen].entry.seconds))"
            + (chosen == best
              ? ", and the most accurate; its accuracy is known to ±\(points(knownTo)) (two standard errors)."
              : ", \(points(loss)) below the best, where a difference of \(margin) is chance.")))
    if rows.allSatisfy({ $0.runs.count == 1 }) {
      sentences.append(
        "One seed each: the margin is that of the test part alone; other seeds may change the order.")
    }
    if rows.contains(where: \.inherits) {
      sentences.append(
        StyledText("Weights that came by reuse bring the time of their training along.", .faint))
    }
    let place = machine.isEmpty ? "this machine" : "this machine, \(machine)"
    let sharing = rows.contains { $0.runs.contains { $0.trial != nil } }
    sentences.append(
      StyledText(
        "Times are wall times on \(place)\(sharing ? "; the runs of an experiment shared its cores" : "").",
        .faint))
    if leftOut > 0 {
      sentences.append(
        StyledText(
          "\(leftOut.counted("run")) left out: diverged, or without test accuracy (evaluate adds it)."))
    }
    return sentences
  }
}

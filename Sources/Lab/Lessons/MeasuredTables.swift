import Basis
import Experiments
import Language
import Lessons

/// Tables of a lesson in which comments say what the numbers before them are: `0.46 <!-- nb.acc(elu) -->`. Where the
/// experiment has run, such a cell shows what came out here; elsewhere what its author has written.
struct MeasuredTables {
  private let lab: Lab

  init(_ lab: Lab) { self.lab = lab }

  /// The same blocks, and below each table that was filled a sentence that says so.
  func filled(_ blocks: [Markdown.Block]) -> [Markdown.Block] {
    blocks.flatMap { block -> [Markdown.Block] in
      guard case .table(let table) = block, !lab.experiments.plans.isEmpty else { return [block] }
      var counts: Set<Int> = []
      let filled = table.cells { cell in self.cell(cell, &counts) }
      return counts.isEmpty
        ? [block] : [.table(filled), .paragraph([.text(MeasuredTables.sentence(counts))])]
    }
  }

  /// Numbers of the author's that are no longer so: farther from the measured mean than its interval reaches, and than
  /// a fiftieth of it.
  func outdated(in blocks: [Markdown.Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      guard case .table(let table) = block else { return [] }
      return table.rows.joined().flatMap(stretches).compactMap { stretch in
        guard let name = stretch.comment, let sample = sample(name),
          let number = MeasuredTables.number(stretch.before.words)
        else { return nil }
        let reach = sample.interval().map { ($0.upper - $0.lower) / 2 } ?? 0
        return abs(number - sample.mean) > max(reach, abs(sample.mean) / 50)
          ? "\(name) is \(MeasuredTables.text(sample)), and the table says \(Numbers.exact(number))" : nil
      }
    }
  }

  /// The number that a text begins with, if any.
  private static func number(_ text: String) -> Double? {
    Double(text.drop { " ,".contains($0) }.prefix { $0.isASCII && ($0.isNumber || "-.".contains($0)) })
  }

  /// Each comment with what stands before it, back to the comment before that; the last stretch may have none.
  private func stretches(_ cell: [Markdown.Inline]) -> [(before: [Markdown.Inline], comment: String?)] {
    var result: [(before: [Markdown.Inline], comment: String?)] = []
    var before: [Markdown.Inline] = []
    for inline in cell {
      if case .comment(let text) = inline {
        result.append((before, text))
        before = []
      } else {
        before.append(inline)
      }
    }
    return result + [(before, nil)]
  }

  private func cell(_ cell: [Markdown.Inline], _ counts: inout Set<Int>) -> [Markdown.Inline] {
    var result: [Markdown.Inline] = []
    for stretch in stretches(cell) {
      if let sample = stretch.comment.flatMap(sample) {
        counts.insert(sample.count)
        result.append(.text((result.isEmpty ? "" : ", ") + MeasuredTables.text(sample)))
      } else {
        result += stretch.before
      }
    }
    return result
  }

  /// Seed by seed what the expression stands for. Nil for any other comment, where the experiment has not run, and for an
  /// arm that this size does not have.
  private func sample(_ text: String) -> Sample? {
    let source = SourceText("let it = \(text)")
    do {
      guard case .binding(_, let expression)? = try Program(parsing: source).statements.first?.form else {
        return nil
      }
      let names = expression.experimentNames.map(\.text)
      let results = names.compactMap { lab.experiments.result(named: $0) }
      guard let first = results.first, results.count == names.count else { return nil }
      let seeds = first.seeds.filter { seed in results.allSatisfy { $0.seeds.contains(seed) } }
      let numbers = try seeds.map { try lab.number(expression, seed: $0, in: source) }
      return numbers.isEmpty ? nil : Sample(numbers)
    } catch {
      // An author's remark, or a word of the other size: the text that stands there is what there is to say.
      return nil
    }
  }

  /// `0.458 (0.437…0.479)`; a number alone where there is no spread to speak of.
  static func text(_ sample: Sample) -> String {
    let mean = Numbers.measured(sample.mean)
    guard let interval = sample.interval(), interval.lower < interval.upper else { return mean }
    return "\(mean) (\(Numbers.measured(interval.lower))…\(Numbers.measured(interval.upper)))"
  }

  private static func sentence(_ counts: Set<Int>) -> String {
    let seeds = counts.sorted().map { $0.counted("seed") }.enumeration
    return counts == [1]
      ? "Measured here, with one seed, so there are no intervals."
      : "Measured here: means, and in parentheses their 95 % intervals (Student's t) over \(seeds)."
  }
}

import Basis
import Charts

/// One layer's numbers, how often each size occurs.
enum HistogramReport {
  static func of(_ numbers: [Float], called what: String, layer: Int, title: String, width: Int) -> Report {
    let histogram = Histogram(numbers)
    let most = Double(max(1, histogram.counts.max() ?? 1))
    var table = Table(
      "histogram",
      [
        .init("from", "from"), .init("to", "to"), .init("count", "count"), .init("bar", "how often", .bar),
      ])
    for (index, count) in histogram.counts.enumerated() {
      let interval = histogram.interval(index)
      table.append(
        .compact(interval.from, digits: 3), .compact(interval.to, digits: 3), .integer(count),
        .bar(Double(count) / most))
    }
    var report = Report(StyledText("\(what) of layer \(layer)", .heading) + StyledText(" (\(title))"))
    report.add(table)
    report.say(StyledText(sentence(numbers, histogram)))
    return report
  }

  private static func sentence(_ numbers: [Float], _ histogram: Histogram) -> String {
    let zeros = numbers.count { $0 == 0 }
    let shown =
      "\(Numbers.grouped(numbers.count)) numbers between \(Numbers.short(histogram.lower)) and "
      + Numbers.short(histogram.upper)
    let fullest = histogram.counts.indices.max { histogram.counts[$0] < histogram.counts[$1] } ?? 0
    let share = Double(histogram.counts[fullest]) / Double(max(1, numbers.count))
    let interval = histogram.interval(fullest)
    var text =
      "\(shown); the fullest interval, \(Numbers.short(interval.from)) to \(Numbers.short(interval.to)), holds "
      + "\(Numbers.percent(share, decimals: 0)) of them."
    if zeros > 0 {
      text += " Exactly zero: \(Numbers.percent(Double(zeros) / Double(numbers.count), decimals: 0))."
    }
    if histogram.notFinite > 0 { text += " Not finite: \(Numbers.grouped(histogram.notFinite))." }
    return text
  }
}

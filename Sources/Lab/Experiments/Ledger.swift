import Basis
import Experiments

/// Claims as a table.
enum Ledger {
  static func report(_ entries: [ClaimEntry]) -> Report {
    var table = Table(
      "claims",
      [
        .init("id", "id", .left), .init("verdict", "verdict", .left), .init("text", "claim", .left),
        .init("seeds", "seeds"), .init("lesson", "lesson", .left, dispensability: 1),
        .init("date", "date", .left, dispensability: 2),
        .init("numbers", "numbers", .left, dispensability: 3),
        .init("source", "source", .left, dispensability: 4),
      ])
    for entry in entries {
      let verdict = ClaimReport.verdict(entry)
      table.append(
        .text(entry.id, .name), .text(verdict.plain, verdict.pieces[0].style), .text(entry.text),
        .integer(entry.seeds.count), entry.lesson.map { .text($0) } ?? .absent,
        .text(entry.date.formatted(.iso8601.year().month().day())),
        .text(entry.parts.map(\.finding).joined(separator: "; ")),
        .text(entry.sources.joined(separator: "; ")))
    }
    var report = Report()
    report.add(table)
    report.say(StyledText(summary(entries)))
    report.add(
      data: "ledger", .list(entries.map { .object(Dictionary(uniqueKeysWithValues: ClaimReport.json($0))) }))
    return report
  }

  /// `12 claims: 8 reproduced, 1 contradicted, 3 true in part.` A claim is all lines of an id.
  static func summary(_ entries: [ClaimEntry]) -> String {
    let ids = Dictionary(grouping: entries, by: \.id)
    var counts: [String] = []
    let judged = ids.values.filter { !$0.contains(where: \.isProvisional) }.map { Set($0.map(\.verdict)) }
    for verdict in Verdict.allCases {
      let count = judged.count { $0 == [verdict] }
      if count > 0 { counts.append("\(count) \(verdict.rawValue)") }
    }
    let mixed = judged.count { $0.count > 1 }
    if mixed > 0 { counts.append("\(mixed) true in part") }
    let provisional = ids.values.count { $0.contains(where: \.isProvisional) }
    if provisional > 0 { counts.append("\(provisional) with one seed only") }
    let others = entries.count { !$0.holds }
    let unexpected = others > 0 ? " \(others.counted("line")) came out otherwise than stated." : ""
    return "\(ids.count.counted("claim")): \(counts.joined(separator: ", "))." + unexpected
  }
}

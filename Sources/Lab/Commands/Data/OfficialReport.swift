import Basis
import DataSets

/// What there is to say about official data sets, and whether they are on this machine.
enum OfficialReport {
  static func list(_ cache: DataCache) -> Report {
    var table = Table(
      "official",
      [
        .init("name", "data set", .left), .init("title", "", .left), .init("bytes", "size"),
        .init("here", "here", .left),
      ])
    for case let type as any OfficialSet.Type in OfficialSets.family.types {
      let isHere = cache.contains(type)
      table.append(
        .text(type.name, .name), .text(type.release.title),
        Table.Cell(Numbers.bytes(type.release.bytes), value: .integer(type.release.bytes)),
        Table.Cell(isHere ? "yes" : "no", value: .flag(isHere)))
    }
    var report = Report()
    report.add(table)
    report.say("data fetch NAME downloads one; data NAME loads it from then on.")
    return report
  }

  /// For help and explain.
  static func facts(_ type: any OfficialSet.Type, _ cache: DataCache) -> [Report.Fact] {
    let release = type.release
    let standing =
      switch cache.standing(of: type.name, release) {
      case .present: "yes, in \(Files.readable(cache.path(of: type.name) ?? ""))"
      case .absent: "no: data fetch \(type.name)"
      case .incomplete(let what): "not all of it, \(what): data fetch \(type.name)"
      }
    let facts = [
      ("content", release.title), ("here", standing), ("download", release.origin),
      ("origin", release.facts.origin),
      ("licence", release.facts.licence), ("citation", release.facts.citation),
      ("notes", release.facts.notes),
    ]
    return facts.filter { !$0.1.isEmpty }.map { .init($0.0, $0.0, $0.1, .text($0.1)) }
  }
}

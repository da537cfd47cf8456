import Basis
import DataSets
import Language

package struct DataFetchCommand: Command {
  var name = ""

  package init() {}

  package static let group = CommandGroup.data
  package static let role = CommandRole.session
  package static let card = Card<DataFetchCommand>(
    "data fetch", "Downloads an official data set, once and for all: cifar10, mnist, fashion-mnist.",
    positions: [
      Setting(
        "name", \.name, kind: .member(of: "official data set", names: OfficialSets.family.names),
        "Which one; without a name, what there is.")
    ],
    examples: ["data fetch", "data fetch mnist"],
    details: """
      The files come from those who published them, and are checked against their published size and SHA-256 sum before \
      anything is unpacked. Ctrl-C or a broken connection loses nothing: the same command goes on where it stopped. They \
      are kept in the cache folder, $XDG_CACHE_HOME/descent or ~/.cache/descent, which may be deleted at any time. \
      DESCENT_MIRROR=ADDRESS asks another server, or a folder (file:///…), for ADDRESS/NAME/FILE. Nothing else in Descent \
      uses the network, and no lesson may do this by itself. It needs the program curl.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if name.isEmpty { return OfficialReport.list(lab.catalog.cache) }
    guard let type = OfficialSets.type(named: name) else {
      let isThere = lab.catalog.isAtHand(name) == true
      throw Problem(
        isThere
          ? "\(name) is here already and need not be fetched"
          : OfficialSets.family.unknown(name).message,
        advice: isThere
          ? "data \(name) loads it"
          : "data sets to fetch: \(OfficialSets.family.names.joined(separator: ", "))",
        at: call.positional.last?.span)
    }
    guard lab.lessonDepth == 0 else {
      throw Problem(
        "a lesson may not download anything", advice: "type data fetch \(type.name) yourself if you want it")
    }
    return try DataFetchCommand.fetch(type.name, type.release, in: lab)
  }

  /// Fetches any release: tests have small ones.
  package static func fetch(_ name: String, _ release: Release, in lab: Lab) throws -> Report {
    let display = FetchDisplay(lab, release)
    let cache = lab.catalog.cache
    let fetch = Fetch(
      name, release, into: cache, mirror: lab.environment.mirror, isStopped: { lab.isInterrupted },
      report: { display.show($0) })
    defer { lab.output.progress(nil) }
    do {
      let outcome = try fetch.run()
      var report = Report(line: StyledText(display.line(for: outcome, name)))
      report.say(StyledText("\(folderPhrase(cache.path(of: name) ?? "")) data \(name) loads it."))
      report.add(data: "name", .text(name))
      report.add(data: "fetched", .flag(outcome == .fetched))
      report.add(data: "bytes", .integer(release.bytes))
      report.add(data: "folder", .text(cache.path(of: name) ?? ""))
      return report
    } catch let problem as Problem where problem.kind == .interrupted {
      // At the prompt an interruption goes without saying; this one leaves something behind.
      var report = Report(StyledText(problem.message.capitalizedFirst + "."))
      report.problem = Problem("fetching was interrupted", kind: .interrupted)
      return report
    }
  }

  private static func folderPhrase(_ path: String) -> String { "It is kept in \(Files.readable(path))." }

  package static func candidates(for slot: String, in lab: Lab) -> [String] { OfficialSets.family.names }
}

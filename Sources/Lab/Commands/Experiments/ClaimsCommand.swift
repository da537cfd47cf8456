import Basis
import Experiments
import Language

package struct ClaimsCommand: Command {
  var id = ""
  var lesson = ""
  var source = ""
  var verdict: Verdict?

  package init() {}

  package static let group = CommandGroup.experiments
  package static let role = CommandRole.session
  package static let card = Card<ClaimsCommand>(
    "claims", "The ledger: every claim that was judged, with its latest verdict and its numbers.",
    positions: [Setting("id", \.id, kind: .text, "One claim, with all its numbers.")],
    settings: [
      Setting("lesson", \.lesson, kind: .text, "Only those of lessons whose name or number this is."),
      Setting("source", \.source, kind: .text, "Only those whose source contains this."),
      Setting("verdict", optionalChoice: \.verdict, "Only those with this verdict."),
    ],
    examples: ["claims", "claims verdict=undecided"],
    details: """
      claim ID "text" CONDITION states what experiments should show: claim V3 deep.ratio(relu) > deep.ratio(sigmoid) by 0.1. \
      Without more it is tested on the mean over the seeds, paired by seed: reproduced if the whole 95 % interval \
      satisfies it, contradicted if none of it does, else undecided. … exactly must hold in every run; … in every seed \
      is for orders of magnitude, where one seed will do. … is contradicted says that the measurement refutes the \
      literature on purpose. A claim that comes out otherwise than stated fails. Lines may share an ID; and joins \
      comparisons that must all be reproduced. With one seed a mean can only lean one way, and the ledger says so. \
      Verdicts are kept beside the runs and outlive the session.
      """)

  package static func candidates(for slot: String, in lab: Lab) -> [String] {
    switch slot {
    case "id": Array(Set(lab.allClaims.map(\.id))).sorted()
    case "lesson": Array(Set(lab.allClaims.compactMap(\.lesson))).sorted()
    default: []
    }
  }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let all = lab.allClaims
    let entries = all.filter(fits)
    guard !entries.isEmpty else {
      guard id.isEmpty || all.isEmpty else {
        throw Problem(
          "no claim \"\(id)\" has been judged." + Suggestion.sentence(for: id, among: all.map(\.id)),
          advice: "claims lists them")
      }
      var report = Report(
        all.isEmpty ? "No claim has been judged yet; help claim shows how to state one." : "None fits."
      )
      report.add(data: "claims", .list([]))
      return report
    }
    if !id.isEmpty {
      var report = Report()
      for entry in entries { report.append(ClaimReport.report(entry)) }
      return report
    }
    return Ledger.report(entries)
  }

  private func fits(_ entry: ClaimEntry) -> Bool {
    func contains(_ text: String, _ part: String) -> Bool {
      part.isEmpty || text.lowercased().contains(part.lowercased())
    }
    return (id.isEmpty || entry.id == id) && contains(entry.lesson ?? "", lesson)
      && contains(entry.sources.joined(separator: "; "), source)
      && (verdict.map { $0 == entry.verdict } ?? true)
  }
}

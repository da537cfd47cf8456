/// What measurements say about a claim.
package enum Verdict: String, CaseIterable, Codable, Sendable {
  case reproduced, undecided, contradicted

  /// Of several lines about one claim the least favourable counts.
  package static func worst(_ verdicts: [Verdict]) -> Verdict {
    verdicts.max { $0.rank < $1.rank } ?? .undecided
  }

  /// Of the parts of a conjunction: all must be reproduced, and one that fails decides.
  package static func all(of parts: [Verdict]) -> Verdict { worst(parts) }

  private var rank: Int {
    switch self {
    case .reproduced: 0
    case .undecided: 1
    case .contradicted: 2
    }
  }
}

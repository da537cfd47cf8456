import Basis
import Foundation

/// One line of the ledger: a claim as it was stated, and what came of it.
package struct ClaimEntry: Equatable, Codable, Sendable {
  /// A comparison of the claim, judged by itself.
  package struct Part: Equatable, Codable, Sendable {
    package let condition: String
    package let verdict: Verdict
    /// What the mean alone says where one seed is not a verdict; nil elsewhere.
    package let leaning: Bool?
    /// The numbers, for people.
    package let finding: String
    package let mean: Double?
    package let interval: Interval?
    package let limit: Double?
    package let effectSize: Double?

    package init(
      condition: String, verdict: Verdict, leaning: Bool? = nil, finding: String, mean: Double? = nil,
      interval: Interval? = nil, limit: Double? = nil, effectSize: Double? = nil
    ) {
      self.condition = condition
      self.verdict = verdict
      self.leaning = leaning
      self.finding = finding
      self.mean = mean
      self.interval = interval
      self.limit = limit
      self.effectSize = effectSize
    }
  }

  package struct Place: Equatable, Codable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  package let id: String
  /// The claim in words, or its condition where it has none.
  package let text: String
  /// The statement in its normal form.
  package let statement: String
  /// How much the sides must differ at least, as written.
  package let margin: String?
  /// The kind of test, in words: "paired by seed, 95 % t-interval".
  package let test: String
  /// What the author says the verdict should be.
  package let stated: Verdict
  package let parts: [Part]
  package let seeds: [UInt64]
  package var lesson: String?
  package var sources: [String]
  /// Where the claim stands; nil for what is typed.
  package var place: Place?
  package var date: Date

  package init(
    id: String, text: String, statement: String, margin: String? = nil, test: String, stated: Verdict,
    parts: [Part],
    seeds: [UInt64], lesson: String? = nil, sources: [String] = [], place: Place? = nil, date: Date
  ) {
    self.id = id
    self.text = text
    self.statement = statement
    self.margin = margin
    self.test = test
    self.stated = stated
    self.parts = parts
    self.seeds = seeds
    self.lesson = lesson
    self.sources = sources
    self.place = place
    self.date = date
  }

  /// Whether it is the same claim, judged again: the same words in the same lesson, wherever that lies now.
  package func isAgain(_ other: ClaimEntry) -> Bool {
    statement == other.statement && lesson == other.lesson
      && (lesson != nil || place?.file == other.place?.file)
  }

  package var verdict: Verdict { Verdict.all(of: parts.map(\.verdict)) }

  /// One seed, where the test needs several: the means lean one way, but that is no verdict.
  package var isProvisional: Bool { parts.contains { $0.leaning != nil } }

  /// Which way all parts together lean, those with a verdict included.
  package var leans: Bool { parts.allSatisfy { $0.leaning ?? ($0.verdict == .reproduced) } }

  /// Whether it came out as stated. With one seed the means must at least lean that way.
  package var holds: Bool {
    guard isProvisional else { return verdict == stated }
    switch stated {
    case .reproduced: return leans
    case .contradicted: return !leans
    case .undecided: return true
    }
  }
}

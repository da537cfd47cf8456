/// How far a learner has come in one lesson: what is saved, and enough to go on after the lesson was edited.
package struct LessonProgress: Codable, Equatable, Sendable {
  /// The identity of the part that comes next; nil at the beginning and after the end.
  package var part: String?
  /// Where that part stood, in case it has been rewritten since.
  package var index = 0
  package var isDone = false
  /// By the identity of the part.
  package var records: [String: Record] = [:]

  package init() {}

  /// What happened at one task or question.
  package struct Record: Codable, Equatable, Sendable {
    package var hintsShown = 0
    package var isSolved = false
    package var hasSeenSolution = false
    package var answer: Answer?
    /// Whether the answer was right; nil until the run has told.
    package var isRight: Bool?

    package init() {}
  }

  /// An answer to a prediction: an option by its place, counted from 0, or a number.
  package enum Answer: Equatable, Sendable {
    case option(Int)
    case number(Double)
  }

  package var hasBegun: Bool { index > 0 || isDone || !records.isEmpty }
}

/// Saved as `{"option": 1}` or `{"number": 0.5}`.
extension LessonProgress.Answer: Codable {
  private enum Key: String, CodingKey {
    case option, number
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self =
      fields.contains(.option)
      ? .option(try fields.decode(Int.self, forKey: .option))
      : .number(try fields.decode(Double.self, forKey: .number))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    switch self {
    case .option(let index): try fields.encode(index, forKey: .option)
    case .number(let number): try fields.encode(number, forKey: .number)
    }
  }
}

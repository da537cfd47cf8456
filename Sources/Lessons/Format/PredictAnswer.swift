import Basis

extension PredictBlock {
  /// Reads what the learner typed: an option's number, its label or the beginning of it; or a number.
  package func answer(from text: String) throws -> LessonProgress.Answer {
    let word = String(SourceLine(text: text[...], place: LessonPlace(file: "", line: 1)).trimmed.text)
    switch form {
    case .options(let options): return .option(try PredictBlock.option(word, of: options.map(\.label)))
    case .number: return .number(try PredictBlock.number(word))
    }
  }

  /// How near a guess must be, in words.
  package static func phrase(_ tolerance: Tolerance) -> String {
    switch tolerance {
    case .factor(let factor): "within a factor of \(Numbers.short(factor))"
    case .fraction(let fraction): "within \(Numbers.short(fraction * 100)) %"
    }
  }

  private static func option(_ word: String, of labels: [String]) throws -> Int {
    if let number = Int(word), (1...labels.count).contains(number) { return number - 1 }
    let lowered = word.lowercased()
    if let exact = labels.firstIndex(where: { $0.lowercased() == lowered }) { return exact }
    let beginning = labels.indices.filter { labels[$0].lowercased().hasPrefix(lowered) }
    if !word.isEmpty, beginning.count == 1 { return beginning[0] }
    throw Problem(
      beginning.count > 1 && !word.isEmpty
        ? "\"\(word)\" begins more than one of the options."
        : "\"\(word)\" is none of the options." + Suggestion.sentence(for: word, among: labels),
      advice: "Type a number in 1…\(labels.count), or predict and the beginning of an answer.")
  }

  private static func number(_ word: String) throws -> Double {
    let isPercent = word.hasSuffix("%")
    let digits = SourceLine(
      text: (isPercent ? word.dropLast() : word[...]), place: LessonPlace(file: "", line: 1)
    ).trimmed.text
    guard let number = Double(digits), number.isFinite else {
      throw Problem("the prediction must be a number, got \"\(word)\".", advice: "For example: predict 1e-3")
    }
    return isPercent ? number / 100 : number
  }
}

extension PredictBlock.Tolerance {
  /// Whether the guess counts as right.
  package func accepts(_ guess: Double, for actual: Double) -> Bool {
    guard guess.isFinite, actual.isFinite else { return false }
    switch self {
    case .factor(let factor):
      // Zero has no factor to anything but itself, and a wrong sign is wrong at any size.
      if guess == 0 || actual == 0 { return guess == actual }
      let ratio = guess / actual
      return ratio > 0 && max(ratio, 1 / ratio) <= factor
    case .fraction(let fraction):
      return abs(guess - actual) <= fraction * abs(actual)
    }
  }
}

import Basis

/// What a run told about a prediction.
package struct PredictOutcome: Equatable, Sendable {
  /// The learner's answer in words; nil if the question was skipped.
  package let guess: String?
  /// The right answer in words, with its number.
  package let measured: String
  package let isRight: Bool?
}

extension PredictBlock {
  /// Measures the right answer. Throws a `Problem` if the run does not single one out.
  package func outcome<Host: LessonHost>(
    of answer: LessonProgress.Answer?, on host: inout Host
  ) throws -> PredictOutcome {
    switch form {
    case .options(let options):
      let right = try rightOption(options, on: &host)
      var guess: Int?
      // An answer given before the lesson was edited may point beyond the options there are now.
      if case .option(let index)? = answer, options.indices.contains(index) { guess = index }
      return PredictOutcome(
        guess: guess.map { options[$0].label }, measured: "\(options[right.index].label) (\(right.detail))",
        isRight: guess.map { $0 == right.index })
    case .number(let expression, let tolerance):
      let value = try host.evaluate(expression)
      guard case .number(let actual) = value, actual.isFinite else {
        throw Problem("\(expression.text) must be a finite number, got \(value.display)")
      }
      var guess: Double?
      if case .number(let number)? = answer { guess = number }
      return PredictOutcome(
        guess: guess.map { Numbers.short($0) }, measured: Numbers.short(actual),
        isRight: guess.map { tolerance.accepts($0, for: actual) })
    }
  }

  private func rightOption<Host: LessonHost>(
    _ options: [Option], on host: inout Host
  ) throws -> (index: Int, detail: String) {
    var right: [(index: Int, detail: String)] = []
    for (index, option) in options.enumerated() {
      let judgement = try host.judge(option.condition)
      if judgement.held { right.append((index, judgement.detail)) }
    }
    guard right.count == 1 else {
      let labels = right.map { "\"\(options[$0.index].label)\"" }.joined(separator: ", ")
      throw Problem(
        right.isEmpty ? "none of the options came true" : "\(right.count) options came true: \(labels)",
        advice: "Exactly one option's condition must hold after the run.")
    }
    return right[0]
  }
}

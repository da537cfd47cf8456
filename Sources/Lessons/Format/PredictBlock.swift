/// ` ```predict `: the learner commits to an answer before the next `descent` or `claim` block runs.
///
///     ```predict
///     How large is layer 1's gradient, compared with layer 10's?
///     - about as large: gradient.mean(1) / gradient.mean(last) > 0.5
///     - a millionth or less: gradient.mean(1) / gradient.mean(last) < 1e-6
///     ```
///
///     ```predict
///     What accuracy will it reach on the test set?
///     number: accuracy(test)
///     within: 5%
///     ```
///
/// The expressions are evaluated after the run, so the right answer is measured and cannot become outdated.
/// `within:` takes `factor 10` (at most ten times too large or small) or `20%` (of the measured value).
package struct PredictBlock: Equatable, Sendable {
  package struct Option: Equatable, Sendable {
    package let label: String
    /// True after the run if this option is the right one.
    package let condition: LessonCode
  }

  package enum Tolerance: Equatable, Sendable {
    case factor(Double)
    /// A share of the measured value, 0.2 for 20 %.
    case fraction(Double)
  }

  package enum Form: Equatable, Sendable {
    case options([Option])
    case number(LessonCode, within: Tolerance)
  }

  package let question: [Markdown.Block]
  package let form: Form
}

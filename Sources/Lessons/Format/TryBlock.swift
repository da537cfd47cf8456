/// ` ```try `: the learner types something; the lab's resulting state decides, never the typed text.
///
///     ```try
///     Make layer 1 learn: its gradient should be at least a thousandth of the last layer's.
///
///     expect gradient.mean(1) / gradient.mean(last) > 1e-3
///     hint: Sigmoid's slope is at most 1/4. Which activation has slope 1?
///     hint: `activation relu` wants an initializer made for it.
///     solution:
///       activation relu
///       init he
///     wrong:
///       activation sigmoid
///     wrong:
///       clip norm 1
///     ```
///
/// The task is Markdown and ends at the first line that begins with `expect` or a keyword and a colon. There is at
/// least one `expect` and exactly one `solution:`. Hints are shown one by one, in order; an indented line
/// continues the hint above it. Each `wrong:` is an answer that must not pass; `descent check` proves it.
package struct TryBlock: Equatable, Sendable {
  package let task: [Markdown.Block]
  /// The expressions after the word `expect`.
  package let expects: [LessonCode]
  package let hints: [[Markdown.Block]]
  package let solution: LessonCode
  package let wrongs: [LessonCode]
}

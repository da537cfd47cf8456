/// What checking one lesson found.
package struct LessonReport: Equatable, Sendable {
  package struct Finding: Equatable, Sendable {
    package enum Severity: Sendable {
      /// The lesson does not hold.
      case failure
      /// Worth a look; the lesson passes.
      case remark
    }
    package let severity: Severity
    package let place: LessonPlace
    /// What is wrong, with the numbers.
    package let message: String
    package let advice: String?
  }

  package let file: String
  /// Empty when the file could not be parsed.
  package let title: String
  package var findings: [Finding] = []
  /// Blocks run, tasks and predictions proved.
  package var runs = 0
  package var tasks = 0
  package var predictions = 0
  package var seconds = 0.0

  package var passed: Bool { !findings.contains { $0.severity == .failure } }
}

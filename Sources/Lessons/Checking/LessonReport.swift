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

    /// `Lessons/02-vanishing.md:14:1: the wrong answer passes …`
    package var text: String { "\(place.text): \(message)" }
  }

  package let file: String
  /// Empty when the file could not be parsed.
  package let title: String
  package var findings: [Finding] = []
  /// Blocks that ran.
  package var runs = 0
  /// Tasks and predictions that were looked at.
  package var tasks = 0
  package var predictions = 0
  /// Computing time of what a learner would run: blocks, measurements and solutions.
  package var seconds = 0.0
  package var promisedSeconds: Double?

  package var passed: Bool { !findings.contains { $0.severity == .failure } }

  package mutating func fail(_ place: LessonPlace, _ message: String, advice: String? = nil) {
    findings.append(Finding(severity: .failure, place: place, message: message, advice: advice))
  }

  package mutating func remark(_ place: LessonPlace, _ message: String, advice: String? = nil) {
    findings.append(Finding(severity: .remark, place: place, message: message, advice: advice))
  }
}

import Basis

/// Whether the front matter promises something, and the promise is plausible.
enum FrontMatterCheck {
  /// Reading speed for prose that wants to be understood, in words.
  static let wordsPerMinute = 200.0

  static func run(on lesson: Lesson, _ report: inout LessonReport) {
    let top = LessonPlace(file: lesson.file, line: 1)
    let matter = lesson.frontMatter
    if let minutes = matter.minutes {
      checkMinutes(minutes, of: lesson, at: top, &report)
    } else {
      report.fail(top, "the front matter promises no reading time.", advice: "Add a line such as: minutes: 5")
    }
    if matter.seconds == nil {
      report.fail(
        top, "the front matter promises no computing time.", advice: "Add a line such as: seconds: 10")
    }
    if matter.needs.isEmpty {
      report.remark(top, "the front matter names no data set.", advice: "Add a line such as: needs: [digits]")
    }
    if matter.teaches.isEmpty {
      report.remark(
        top, "the front matter names no claim.", advice: "Add a line such as: teaches: [vanishing-sigmoid]")
    }
    checkLanguages(of: lesson, &report)
  }

  private static func checkMinutes(
    _ minutes: Double, of lesson: Lesson, at place: LessonPlace, _ report: inout LessonReport
  ) {
    let reading = Double(lesson.wordCount) / wordsPerMinute
    // Looking at results and typing take time too: up to two minutes a step are plausible.
    let steps = Double(lesson.parts.count { !$0.isProse })
    let message =
      "\(Numbers.short(minutes)) minutes are promised, but \(Numbers.grouped(lesson.wordCount)) words take about "
      + "\(Numbers.short(reading)) at \(Numbers.short(wordsPerMinute)) words a minute."
    if reading > minutes * 1.5 {
      report.fail(place, message, advice: "Shorten the lesson or correct \"minutes:\".")
    } else if minutes > reading + 2 * steps + 1 {
      report.remark(place, message, advice: "Correct \"minutes:\", unless the lesson gives much to try.")
    }
  }

  /// A misspelt role would be shown as code and never run.
  private static func checkLanguages(of lesson: Lesson, _ report: inout LessonReport) {
    let roles = LessonRole.allCases.map(\.rawValue)
    for part in lesson.parts {
      guard case .prose(let blocks) = part.content else { continue }
      for case .code(let language, _) in blocks where !language.isEmpty {
        guard let role = Suggestion.nearest(to: language, among: roles) else { continue }
        report.remark(
          part.place,
          "a code block here is called \"\(language)\" and does not run. Did you mean \"\(role)\"?")
      }
    }
  }
}

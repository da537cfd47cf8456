import Basis
import Experiments
import Lessons

/// What a lesson that was run from beginning to end has shown.
enum LessonChapter {
  static func section(of lab: Lab, _ lesson: Lesson) throws -> Document.Section {
    let id = "lesson-\(lesson.name)"
    var report = Report()
    let sources = lesson.frontMatter.source
    if !sources.isEmpty {
      report.add(facts: [
        .init("sources", "sources", sources.joined(separator: "; "), .list(sources.map { .text($0) }))
      ])
    }
    if lab.ledger.isEmpty {
      report.say("This lesson makes no claims.")
    } else {
      report.append(ClaimChapter.report(lab.ledger))
    }
    var sections = AccountChapter.sections(of: lab, lesson, prefix: id)
    sections += ExperimentChapter.sections(of: lab.experiments, prefix: id)
    if let time = try TimeChapter.section(ofStudiesIn: lab, id: "\(id)-time") { sections.append(time) }
    if !lab.acts.isEmpty {
      var script = Report(
        StyledText(
          "Without the lesson around it, saved as a file: \(ScriptChapter.command(lab)). Each experiment ends with the "
            + "digest that stands above, if all its networks come out the same to the last bit."))
      script.add(code: "script", SessionScript(lab).lines.joined(separator: "\n"))
      sections.append(Document.Section("\(id)-script", "To repeat it", script))
    }
    return Document.Section(id, lesson.frontMatter.title, report, sections)
  }
}

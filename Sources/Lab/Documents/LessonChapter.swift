import Basis
import Experiments
import Lessons

/// What a lesson that was run from beginning to end has shown.
enum LessonChapter {
  static func section(of lab: Lab, _ lesson: Lesson) -> Document.Section {
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
    var sections = ExperimentChapter.sections(of: lab.experiments, prefix: id)
    var script = Report("Experiments and claims, to be run on their own with descent FILE:")
    // The lesson's other commands lead through it; what was claimed stands on experiments alone.
    let acts = SessionScript.needed(lab.acts)
    script.add(code: "script", SessionScript(lab).lines.joined(separator: "\n"))
    if !acts.isEmpty { sections.append(Document.Section("\(id)-script", "To repeat it", script)) }
    return Document.Section(id, lesson.frontMatter.title, report, sections)
  }
}

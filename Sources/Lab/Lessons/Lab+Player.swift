import Basis
import Foundation
import Language
import Lessons

/// The open lesson: what moves it on, and what is remembered of it.
extension Lab {
  package var library: Lessons.Library { Lessons.Library(folders: environment.lessonFolders) }

  /// Enter on an empty line: goes on with the open lesson. Does nothing without one.
  package func enter() {
    guard player != nil else { return }
    environment.clearInterrupt()
    do {
      try withPlayer { player, lab in
        if player.run.isFinished {
          lab.closeLesson(after: player.run.lesson)
        } else {
          try player.enter(on: &lab)
        }
      }
    } catch {
      show(error)
      if environment.isInteractive, (error as? Problem)?.kind == .interrupted {
        output.talk("Enter takes this step of the lesson again.\n")
      }
    }
  }

  /// A number alone answers the open question, as people answer questions.
  func answer(in typed: SourceText) -> SourceText? {
    guard environment.isInteractive, player?.run.openQuestion != nil else { return nil }
    let text = typed.text.trimmingCharacters(in: .whitespacesAndNewlines)
    return Double(text) == nil ? nil : SourceText("predict \(text)")
  }

  /// Calls the player and keeps what it became, also when it throws.
  func withPlayer(_ event: (inout LessonPlayer<Lab>, inout Lab) throws -> Void) throws {
    guard var open = player else {
      throw Problem("no lesson is open", advice: "lessons lists them, lesson 1 opens the first")
    }
    guard lessonDepth == 0 else { throw Problem("a lesson cannot turn its own pages") }
    lessonActed = true
    closesLesson = false
    var lab = self
    defer {
      player = closesLesson ? nil : open
      remember(open.run)
    }
    try event(&open, &lab)
  }

  func open(_ lesson: Lesson, resuming progress: LessonProgress, isFull: Bool) throws {
    opensInFull = isFull
    player = LessonPlayer(lesson, resuming: progress)
    try withPlayer { player, lab in try player.begin(on: &lab) }
  }

  /// After a statement of the learner's own; an open task is looked at after each that changed something.
  func statementRan() throws {
    guard player != nil, !lessonActed else { return }
    try withPlayer { player, lab in try player.commandRan(on: &lab) }
  }

  private func closeLesson(after lesson: Lesson) {
    closesLesson = true
    guard let next = library.entry(after: lesson) else {
      return emit(Report("That was the last lesson. lessons lists them all."), of: "lesson")
    }
    emit(Report(StyledText("lesson \(next.number) is the next one: \(next.name).")), of: "lesson")
  }

  // MARK: Progress

  func savedProgress() -> [String: LessonProgress] {
    guard let folder = environment.progressFolder else { return [:] }
    let (lessons, problem) = ProgressStore(folder: folder).load()
    if let problem { complain(problem) }
    return lessons
  }

  private func remember(_ run: LessonRun) {
    guard let folder = environment.progressFolder else { return }
    do {
      try ProgressStore(folder: folder).save(run.progress, of: run.lesson.name)
    } catch let problem as Problem {
      complain(problem)
    } catch {
      complain(Problem("progress in lessons is not being saved: \(error.localizedDescription)"))
    }
  }

  /// Says once what is not being kept; the lab goes on.
  func complain(_ problem: Problem) {
    guard complaints.insert(problem.message).inserted else { return }
    for line in Diagnostic.explanation(problem, width: output.width) { output.talk(line + "\n") }
  }
}

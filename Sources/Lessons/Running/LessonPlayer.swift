import Basis

/// Plays a lesson for a learner: feeds events to the state machine and performs the actions on the lab.
///
/// The host owns the player, so every method takes the host: take the player out, call it, put it back.
package struct LessonPlayer<Host: LessonHost>: Sendable {
  /// The walk so far; its `progress` is what to save after each call.
  package private(set) var run: LessonRun

  package init(_ lesson: Lesson, resuming progress: LessonProgress = LessonProgress()) {
    run = LessonRun(lesson, resuming: progress)
  }

  /// Brings the lab to where the lesson begins or left off, and shows what stands there.
  package mutating func begin(on host: inout Host) throws {}
  /// Enter on an empty line.
  package mutating func enter(on host: inout Host) throws {}
  /// After each command of the learner's own that succeeded.
  package mutating func commandRan(on host: inout Host) throws {}
  package mutating func next(on host: inout Host) throws {}
  package mutating func back(on host: inout Host) throws {}
  package mutating func hint(on host: inout Host) throws {}
  package mutating func solution(on host: inout Host) throws {}
  /// `predict ANSWER`: an option's number or label, or a number.
  package mutating func predict(_ answer: String, on host: inout Host) throws {}
}

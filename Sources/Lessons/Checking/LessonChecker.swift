import Basis

/// Proves lessons without a human (`descent check FOLDER`).
package struct LessonChecker<Host: LessonHost> {
  private let makeHost: () throws -> Host
  /// Seconds from any fixed moment.
  private let clock: () -> Double

  /// `makeHost` gives a fresh lab that shows nothing.
  package init(clock: @escaping () -> Double = LessonClock.seconds, makeHost: @escaping () throws -> Host) {
    self.clock = clock
    self.makeHost = makeHost
  }

  /// Checks every lesson of a folder, or the one file.
  package func check(path: String) throws -> [LessonReport] { [] }

  package func check(_ lesson: Lesson) -> LessonReport {
    LessonReport(file: lesson.file, title: lesson.title)
  }
}

package enum LessonClock {
  package static func seconds() -> Double { 0 }
}

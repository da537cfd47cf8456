import Basis
import Foundation

/// The learner's progress in all lessons, kept as one small JSON file in `folder`.
package struct ProgressStore: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// Everything saved, by the lesson's name. What cannot be read is set aside and reported once; the lab goes on.
  package func load() -> (lessons: [String: LessonProgress], problem: Problem?) { ([:], nil) }

  /// Saves one lesson's progress beside what other lessons, or another window, have saved.
  package func save(_ progress: LessonProgress, of lesson: String) throws {}
}

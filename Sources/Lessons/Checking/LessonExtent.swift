/// How much of a lesson is proved.
package enum LessonExtent: Sendable {
  /// Everything, at the size a learner meets first and within the seconds promised for it.
  case lesson
  /// Everything in full size.
  case full
  /// In full size, and of the blocks only what the host takes for a study: nobody is asked or set a task.
  case studies
}

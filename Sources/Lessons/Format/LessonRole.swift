/// The languages of fenced blocks that mean something to us; all others are code to be read.
enum LessonRole: String, CaseIterable {
  case descent, `try`, predict, claim
}

import Lessons
import Testing

@Suite struct LessonPlaceTests {
  @Test func aPlaceReadsLikeACompilersSoThatTerminalsMakeItClickable() {
    #expect(LessonPlace(file: "Lessons/02-x.md", line: 14).text == "Lessons/02-x.md:14:1")
  }
}

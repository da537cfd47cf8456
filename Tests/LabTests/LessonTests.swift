import Basis
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct LessonTests {
  private func opened(_ scratch: Scratch, _ change: (inout LabEnvironment) -> Void = { _ in }) throws
    -> TestLab
  {
    let file = try scratch.write(ExampleTests.lesson, to: "01-first.md")
    let test = TestLab { environment in
      environment.lessonFolders = [scratch.path]
      environment.progressFolder = scratch.path
      environment.scratchFolder = scratch.path + "/scratch"
      change(&environment)
    }
    #expect(test.run("lesson 1") == 0, "\(file): \(test.output.said)")
    return test
  }

  @Test func enterWalksThroughALesson() throws {
    let test = try opened(try Scratch())
    test.lab.enter()
    #expect(test.lab.state.model?.network.blocks.count == 1)
    #expect(test.run("predict 2") == 0)
    test.lab.enter()
    #expect(test.output.written.contains("You were right."))
    #expect(test.run("layer dense 10") == 0)
    #expect(test.output.written.contains("Done!"))
  }

  @Test func aJoinedConditionShowsTheNumbersCompared() throws {
    let scratch = try Scratch()
    let lesson = """
      ---
      title: First
      minutes: 1
      seconds: 1
      ---
      # First

      ```predict
      Where is it?
      - inside: layers > 0 and layers < 2 and batch == 32
      - outside: layers >= 2
      ```

      ```descent
      data iris
      network
      layer dense 3
      ```
      """
    _ = try scratch.write(lesson, to: "01-first.md")
    let test = TestLab { $0.lessonFolders = [scratch.path] }
    test.run("lesson 1; predict 1")
    test.lab.enter()
    #expect(
      test.output.written.replacing("\n", with: " ").contains("Measured: inside (layers is 1, batch is 32)."))
  }

  @Test func freePlayComesBackWithEnter() throws {
    let test = try opened(try Scratch())
    test.lab.enter()
    let before = test.lab.state.model?.digest
    test.run("predict 1; train 1")
    #expect(test.lab.state.model?.digest != before)
    test.lab.enter()
    #expect(test.lab.state.model?.digest == before)
  }

  @Test func aLessonLeavesTheLearnersWorkToUndo() throws {
    let scratch = try Scratch()
    _ = try scratch.write(ExampleTests.lesson, to: "01-first.md")
    let test = TestLab("data iris; network; layer dense 3") { $0.lessonFolders = [scratch.path] }
    let before = test.fingerprint
    test.run("lesson 1")
    #expect(test.fingerprint != before)
    test.run("undo")
    #expect(test.fingerprint == before)
  }

  @Test func progressIsFoundAgain() throws {
    let scratch = try Scratch()
    let first = try opened(scratch)
    first.lab.enter()
    first.run("predict 2")
    let second = try opened(scratch)
    #expect(second.lab.state.model?.network.blocks.count == 1)
    second.output.clear()
    second.run("lessons")
    #expect(second.output.written.contains("step 3 of 4"))
  }

  @Test(arguments: ["../outside.txt", "link/outside.txt"]) func aLessonWritesOnlyWhereItMay(path: String)
    throws
  {
    let scratch = try Scratch()
    let allowed = scratch.path + "/scratch"
    try FileManager.default.createDirectory(atPath: allowed, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: allowed + "/link", withDestinationPath: scratch.path)
    _ = try scratch.write(
      """
      ---
      title: Bad
      ---
      ```descent
      save script "\(allowed)/inside.txt"
      save script "\(allowed)/\(path)"
      ```

      """, to: "02-bad.md")
    let test = TestLab(width: 1000) {
      $0.lessonFolders = [scratch.path]
      $0.scratchFolder = allowed
    }
    test.run("lesson 2")
    test.lab.enter()
    #expect(FileManager.default.fileExists(atPath: allowed + "/inside.txt"), "\(test.output.said)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/outside.txt"))
    #expect(test.output.said.contains("a lesson may write only in"))
  }

  @Test func lessonsProveThemselves() throws {
    let scratch = try Scratch()
    _ = try scratch.write(ExampleTests.lesson, to: "01-first.md")
    let test = TestLab()
    let code = test.run("check lessons \"\(scratch.path)\"")
    #expect(code == 0, "\(test.output.written) \(test.output.said)")
    let broken = ExampleTests.lesson.replacing("expect layers == 2", with: "expect layers == 3")
    _ = try scratch.write(broken, to: "01-first.md")
    #expect(test.run("check lessons \"\(scratch.path)\"") == 1)
  }
}

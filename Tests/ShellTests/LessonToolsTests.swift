import Foundation
import TestSupport
import Testing

/// Somebody writes a lesson.
@Suite struct LessonToolsTests {
  @Test func aNewLessonProvesItselfBeforeAnythingIsChanged() throws {
    let scratch = try Scratch()
    try scratch.write("---\ntitle: Other\n---\nRead.\n", to: "lessons/03-other.md")
    let made = try Program.run(["lesson", "new", "learning-rate", "--in", scratch.path + "/lessons"])
    #expect(made.code == 0)
    let path = scratch.path + "/lessons/04-learning-rate.md"
    #expect(made.results == path + "\n")
    #expect(try scratch.text("lessons/04-learning-rate.md").contains("\n# Learning rate\n"))
    let proof = try Program.run(["check", path])
    #expect(proof.code == 0, "\(proof.results)\(proof.talk)")
    // Neither failures nor remarks: a skeleton should not begin with something to repair.
    #expect(!proof.results.contains("04-learning-rate.md:"), "\(proof.results)")
  }

  @Test func theGuidesExampleProvesItself() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let guide = try String(contentsOf: root.appendingPathComponent("Lessons/AUTHORING.md"), encoding: .utf8)
    let parts = guide.components(separatedBy: "````")
    try #require(parts.count == 3 && parts[1].hasPrefix("markdown\n"))
    let scratch = try Scratch()
    let file = try scratch.write(
      String(parts[1].dropFirst("markdown\n".count)), to: "02-how-many-numbers.md")
    let proof = try Program.run(["check", file])
    #expect(proof.code == 0, "\(proof.results)\(proof.talk)")
    #expect(!proof.results.contains(file), "\(proof.results)")
  }

  @Test func nothingIsWrittenTwice() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["lesson", "new", "mine", "--in", scratch.path]).code == 0)
    let again = try Program.run(["lesson", "new", "mine", "--in", scratch.path])
    #expect(again.code == 2)
    #expect(again.talk.contains("01-mine.md is there already"))
  }

  @Test(arguments: ["Mine", "a b", "../escape", "a/b", "", "ein-weg.md", "ü"])
  func aNameThatNoLessonCanHaveIsRefused(_ name: String) throws {
    let scratch = try Scratch()
    let outcome = try Program.run(["lesson", "new", name, "--in", scratch.path])
    #expect(outcome.code == 2)
    #expect(outcome.talk.contains("lower-case letters, digits and dashes"))
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    let outcome = try Program.run(["lesson", "new", "mine", "--in", "/no/such/folder"])
    #expect(outcome.code == 66)
    #expect(outcome.talk.contains("/no/such/folder"))
  }
}

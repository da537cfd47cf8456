import Basis
import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct LibraryTests {
  private func withLibrary(_ body: (Library, String) throws -> Void) throws {
    let scratch = try Scratch()
    let folder = scratch.path
    for name in [
      "own/01-counting.md", "own/07-extra.md", "shared/10-normalization.md", "shared/01-counting.md",
      "shared/02-vanishing-gradients.md", "shared/03-vanity.md", "shared/README.md",
    ] {
      let file = folder + "/" + name
      let parent = file.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try (Samples.header + "Read.").write(toFile: file, atomically: true, encoding: .utf8)
    }
    try body(Library(folders: [folder + "/own", folder + "/shared/", folder + "/none"]), folder)
  }

  @Test func lessonsStandInTheOrderOfTheirNumbersAndTheFirstFolderWins() throws {
    try withLibrary { library, folder in
      #expect(library.names == ["counting", "vanishing-gradients", "vanity", "extra", "normalization"])
      #expect(library.entries[0].file == folder + "/own/01-counting.md")
    }
  }

  @Test(arguments: [
    ("2", "vanishing-gradients"), ("02", "vanishing-gradients"), ("vanity", "vanity"),
    ("norm", "normalization"),
    ("Vanishing-Gradients", "vanishing-gradients"),
  ])
  func aLessonIsFoundByNumberNameOrBeginning(word: String, name: String) throws {
    try withLibrary { library, _ in
      let found = try library.entry(word)
      #expect(found.name == name)
    }
  }

  @Test func aPathFindsAnyFile() throws {
    try withLibrary { library, folder in
      let lesson = try library.lesson(folder + "/shared/03-vanity.md")
      #expect(lesson.name == "vanity")
      let problem = #expect(throws: Problem.self) { try library.lesson(folder + "/none.md") }
      #expect(problem?.kind == .missingInput)
    }
  }

  @Test(arguments: [
    ("vani", "could be vanishing-gradients or vanity"), ("normalisation", "Did you mean"),
    ("99", "no lesson"),
    ("", "no lesson"), ("99999999999999999999", "no lesson"), ("\u{1B}[2J", "no lesson"),
  ])
  func aWordThatFindsNoneOrSeveralIsExplained(word: String, message: String) throws {
    try withLibrary { library, _ in
      let problem = #expect(throws: Problem.self) { try library.entry(word) }
      #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
      #expect(problem?.message.contains("\u{1B}") == false)
    }
  }

  @Test func theNextLessonFollowsByNumber() throws {
    try withLibrary { library, _ in
      let third = try library.lesson("3")
      let last = try library.lesson("10")
      #expect(library.entry(after: third)?.name == "extra")
      #expect(library.entry(after: last) == nil)
    }
  }
}

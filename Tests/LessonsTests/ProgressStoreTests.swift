import Basis
import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct ProgressStoreTests {
  private var some: LessonProgress {
    var progress = LessonProgress()
    progress.part = "try-1"
    progress.index = 3
    progress.records["try-1", default: .init()].hintsShown = 2
    progress.records["predict-1", default: .init()].answer = .option(1)
    progress.records["predict-2", default: .init()].answer = .number(1e-300)
    progress.records["predict-2", default: .init()].isRight = true
    return progress
  }

  @Test func whatIsSavedIsRead() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    let store = ProgressStore(folder: folder + "/not/yet/there")
    #expect(store.load().lessons.isEmpty && store.load().problem == nil)
    try store.save(some, of: "counting")
    try ProgressStore(folder: store.folder).save(LessonProgress(), of: "other")
    let (lessons, problem) = store.load()
    #expect(problem == nil)
    #expect(lessons == ["counting": some, "other": LessonProgress()])
    // Nothing temporary stays behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder) == ["lessons.json"])
  }

  @Test(arguments: [
    "", "{", "[]", "{\"version\": 1}", "{\"version\": 1, \"lessons\": {\"a\": 3}}",
    "{\"version\": 2, \"lessons\": {}}", "\u{0}\u{1}", "{\"version\": 1e99}",
  ])
  func whatCannotBeUnderstoodIsKeptReportedOnceAndReplaced(text: String) throws {
    let scratch = try Scratch()
    let folder = scratch.path
    let store = ProgressStore(folder: folder)
    try text.write(toFile: store.file, atomically: true, encoding: .utf8)
    let first = store.load()
    #expect(first.lessons.isEmpty && first.problem?.kind == .malformed)
    #expect(try String(contentsOfFile: store.file + ".damaged", encoding: .utf8) == text)
    #expect(store.load().problem == nil)
    try store.save(some, of: "counting")
    #expect(store.load().lessons == ["counting": some])
    // A second accident does not destroy the first file.
    try "again".write(toFile: store.file, atomically: true, encoding: .utf8)
    #expect(store.load().problem != nil)
    #expect(try String(contentsOfFile: store.file + ".damaged", encoding: .utf8) == text)
  }

  @Test func aFolderThatCannotBeWrittenIsAProblemAndNoMore() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    // A file where a folder should be stops even an administrator.
    try "".write(toFile: folder + "/file", atomically: true, encoding: .utf8)
    let store = ProgressStore(folder: folder + "/file/below")
    #expect(store.load().lessons.isEmpty)
    #expect(throws: Problem.self) { try store.save(some, of: "counting") }
  }

  @Test func progressThatCannotBeReadIsNotOverwritten() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    let store = ProgressStore(folder: folder)
    try FileManager.default.createDirectory(atPath: store.file, withIntermediateDirectories: true)
    #expect(store.load().problem != nil)
    #expect(throws: Problem.self) { try store.save(some, of: "counting") }
  }
}

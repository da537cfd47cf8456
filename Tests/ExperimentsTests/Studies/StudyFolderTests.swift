import Basis
import Experiments
import Foundation
import TestSupport
import Testing

@Suite struct StudyFolderTests {
  private let scratch: Scratch
  private var parent: String { scratch.path + "/studies" }
  private var path: String { parent + "/" + String(repeating: "a", count: StudyFolder.nameLength) }

  init() throws { scratch = try Scratch() }

  private func folder() throws -> StudyFolder { try #require(try StudyFolder.open(path, creating: true)) }

  @Test func whatIsWrittenIsReadAndReplacedWhole() throws {
    let folder = try folder()
    #expect(try folder.read("x") == nil)
    try folder.write(Data("one".utf8), to: "x")
    try folder.write(Data("another".utf8), to: "x")
    #expect(try folder.read("x") == Array("another".utf8))
    #expect(folder.names(beginning: "") == ["x"], "no draft stays behind")
    try folder.write(Data(), to: "empty")
    #expect(try folder.read("empty") == [])
  }

  @Test func everyKindOfDamageIsFound() throws {
    let folder = try folder()
    try folder.write(Data((0..<100).map { UInt8($0) }), to: "x")
    let file = URL(fileURLWithPath: path + "/x")
    let whole = try Data(contentsOf: file)
    for length in 0..<whole.count {
      try whole.prefix(length).write(to: file)
      #expect(throws: Problem.self, "\(length) bytes") { try folder.read("x") }
    }
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 4
      try damaged.write(to: file)
      #expect(throws: Problem.self, "byte \(index)") { try folder.read("x") }
    }
    try whole.write(to: file)
    #expect(try folder.read("x")?.count == 100)
  }

  @Test func onlyOneHasItOpen() throws {
    var first: StudyFolder? = try folder()
    #expect(throws: Problem.self) { try StudyFolder.open(path, creating: false) }
    #expect(first != nil)
    first = nil
    _ = try folder()
  }

  @Test func whatIsDeletedIsGoneAndCanBeginAnew() throws {
    let first = try folder()
    try first.write(Data([1]), to: "x")
    first.delete()
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try StudyFolder.open(path, creating: false) == nil)
    #expect(try folder().read("x") == nil)
  }

  @Test func whereNothingCanBeWrittenIsSaid() throws {
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: path))
    let problem = #expect(throws: Problem.self) { try StudyFolder.open(path, creating: true) }
    #expect(problem?.message.contains("cannot be used") == true)
  }

  @Test func studiesThatNobodyCameBackForAreDeleted() throws {
    _ = try folder()
    try FileManager.default.createDirectory(atPath: parent + "/other", withIntermediateDirectories: true)
    StudyFolder.deleteAbandoned(in: parent, now: Date())
    #expect(FileManager.default.fileExists(atPath: path))
    let later = Date(timeIntervalSinceNow: (StudyFolder.keptDays + 1) * 86_400)
    var open: StudyFolder? = try folder()
    StudyFolder.deleteAbandoned(in: parent, now: later)
    #expect(FileManager.default.fileExists(atPath: path), "somebody has it open")
    #expect(open != nil)
    open = nil
    StudyFolder.deleteAbandoned(in: parent, now: later)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(FileManager.default.fileExists(atPath: parent + "/other"), "not a study's name")
  }
}

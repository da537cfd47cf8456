import Experiments
import Foundation
import Lab
import TestSupport
import Testing

/// What an earlier attempt has left is used where it is what it was, and by one process alone.
@Suite struct StudyDoubtTests {
  @Test func damagedAndForeignFilesAreComputedAnew() async throws {
    let scratch = try Studies.interrupted()
    for (index, name) in Studies.files(in: scratch.path).sorted().enumerated() {
      let file = URL(fileURLWithPath: scratch.path + "/" + name)
      let bytes = try Data(contentsOf: file)
      switch index % 3 {
      case 0: try bytes.prefix(bytes.count / 2).write(to: file)
      case 1: try Data("hello".utf8).write(to: file)
      default: try Data(repeating: 0, count: bytes.count).write(to: file)
      }
    }
    let test = Studies.lab(scratch.path)
    #expect(test.run(Studies.long) == 0, "\(test.output.said)")
    #expect(try Studies.measures(test) == (try await Studies.undisturbed()))
    #expect(test.output.said.contains("damaged"), "\(test.output.said)")
  }

  @Test func filesOfOtherRunsAreNotTaken() async throws {
    let scratch = try Studies.interrupted()
    let files = Studies.files(in: scratch.path).filter { !$0.hasSuffix("study") }.sorted()
    // Everything in its neighbour's place.
    let contents = try files.map { try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + $0)) }
    for (index, name) in files.enumerated() {
      try contents[(index + 1) % files.count].write(to: URL(fileURLWithPath: scratch.path + "/" + name))
    }
    let test = Studies.lab(scratch.path)
    #expect(test.run(Studies.long) == 0, "\(test.output.said)")
    #expect(try Studies.measures(test) == (try await Studies.undisturbed()))
  }

  @Test func itBeginsAnewWhereAskedAndWhereAnythingElseHasChanged() throws {
    let scratch = try Studies.interrupted()
    let before = Studies.files(in: scratch.path)
    let finished = try Studies.written(before.filter { $0.hasSuffix(".run") }, in: scratch.path)
    for change in [
      { $0.programIdentity = "another build" }, { $0.isFullSize = true }, { $0.version = "0.0" },
    ] as [(inout LabEnvironment) -> Void] {
      let other = Studies.lab(scratch.path, polls: 2, change: change)
      #expect(other.run(Studies.long) == 130)
      #expect(!other.output.said.contains("continuing"), "\(other.output.said)")
    }
    #expect(Set(Studies.files(in: scratch.path)).isSuperset(of: before), "the other one is still there")
    let fresh = Studies.lab(scratch.path, polls: 1) { $0.startsFresh = true }
    #expect(fresh.run(Studies.long) == 130)
    #expect(!fresh.output.said.contains("continuing"))
    // A fast machine has finished the same run again before it heard of the interruption.
    let now = try Studies.written(
      Studies.files(in: scratch.path).filter { finished[$0] != nil }, in: scratch.path)
    #expect(now.allSatisfy { finished[$0.key] != $0.value })
  }

  private static func reading(_ file: String) -> String {
    """
    experiment own varies seed=1..12 {
      data csv "\(file)" target=y
      network
      layer dense 30 relu
      layer dense 1
      train 40
      measure m = loss(train)
    }
    """
  }

  @Test func dataThatHasChangedSinceIsNoticed() throws {
    let scratch = try Scratch()
    func table(_ shift: Int) -> String {
      let rows = (0..<40).map { "\($0),\(Double(($0 * 7 + shift) % 11) * 0.37)\n" }
      return "x,y\n" + rows.joined()
    }
    let file = try scratch.write(table(0), to: "a.csv")
    let folder = scratch.path + "/studies"
    try Studies.interrupt(StudyDoubtTests.reading(file), folder)
    _ = try scratch.write(table(3), to: "a.csv")
    let test = Studies.lab(folder)
    #expect(test.run(StudyDoubtTests.reading(file)) == 0, "\(test.output.said)")
    #expect(test.output.said.replacing("\n", with: " ").contains("has changed since"), "\(test.output.said)")
    let plain = Studies.lab(nil)
    plain.run(StudyDoubtTests.reading(file))
    #expect(try Studies.measures(test) == Studies.measures(plain))
  }

  @Test func whereNothingCanBeKeptTheStudyRunsAllTheSame() async throws {
    let scratch = try Scratch()
    let file = try scratch.write("", to: "in-the-way")
    let test = Studies.lab(file)
    #expect(test.run(Studies.long) == 0)
    #expect(test.output.said.contains("nothing of it is kept"), "\(test.output.said)")
    #expect(try Studies.measures(test) == (try await Studies.undisturbed()))
  }

  @Test func aSecondProcessKeepsNothing() throws {
    let scratch = try Studies.interrupted()
    let name = try #require(Studies.files(in: scratch.path).first).prefix { $0 != "/" }
    let held = try StudyFolder.open(scratch.path + "/" + name, creating: false)
    let test = Studies.lab(scratch.path, polls: 1)
    #expect(test.run(Studies.long) == 130)
    #expect(test.output.said.contains("another process"), "\(test.output.said)")
    #expect(held != nil)
  }
}

import Basis
import DataSets
import Foundation
import Lab
import LocalServer
import TestSupport
import Testing

@Suite struct OfficialDataTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func lab(_ commands: String = "", isJSON: Bool = false, mirror: String? = nil) -> TestLab {
    let test = TestLab(width: 200, isJSON: isJSON) {
      $0.cacheFolder = scratch.path + "/cache"
      $0.mirror = mirror
    }
    if !commands.isEmpty { test.run(commands) }
    return test
  }

  // MARK: one or the other

  @Test func theFirstThatIsHereIsTakenAndSaidToBe() {
    let test = lab()
    #expect(test.run("data cifar10 or digits count=200") == 0)
    #expect(test.lab.state.data?.name == "digits" && test.lab.state.data?.source.samples.count == 200)
    #expect(
      test.output.written.contains(
        "digits stands in for cifar10, which is not on this machine: data fetch cifar10 (170 MB) gets it."))
    test.output.clear()
    #expect(test.run("data iris or mnist") == 0)
    #expect(test.lab.state.data?.name == "iris")
    #expect(test.output.written.contains("data mnist loads the other"))
    #expect(test.run("data mnist or cifar10 or xor count=100") == 0)
    #expect(test.lab.state.data?.name == "xor")
  }

  /// What is there and damaged is not called missing.
  @Test func theStandInSaysWhatIsWrongWithTheOther() throws {
    let folder = scratch.path + "/cache/cifar10"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(count: 3073).write(to: URL(fileURLWithPath: folder + "/data_batch_1.bin"))
    let test = lab()
    #expect(test.run("data cifar10 or digits") == 0)
    #expect(test.lab.state.data?.name == "digits")
    #expect(
      test.output.written.contains(
        "which is not whole (data_batch_1.bin has 3,073 bytes instead of 30,730,000): data fetch cifar10"),
      "\(test.output.written)")
  }

  /// Where every file has its size, fetching would change nothing.
  @Test func damageInTheCacheIsExplained() throws {
    let folder = scratch.path + "/cache/mnist"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for file in MNIST.release.contents {
      try Data(repeating: 7, count: file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
    }
    let test = lab()
    #expect(test.run("data mnist or digits") == 65)
    #expect(
      test.output.said.replacing("\n", with: " ").contains("delete the folder")
        && test.output.said.contains("data fetch mnist"), "\(test.output.said)")
  }

  /// A script repeats what was done, also where more data is at hand.
  @Test func theScriptNamesWhatWasTaken() {
    let test = lab("data cifar10 or digits count=200 validation=20")
    #expect(test.lab.state.script == ["data digits count=200 validation=20"])
    #expect(test.lab.state.data?.rows.validation == Array(0..<20))
  }

  @Test(arguments: [
    ("data cifar10 or", "nothing stands behind"), ("data cifar10 or or digits", "an \"or\" too many"),
    ("data cifar10 or digits iris", "between alternatives stands \"or\""),
    ("data cifar10 or csv", "no data set that a name alone loads"),
    ("data digits or nonsense", "no data set that a name alone loads"),
    ("data cifar10 or mnist", "neither cifar10 nor mnist is on this machine"),
    ("data cifar10 or digits turns=3", "has no setting \"turns\""),
  ])
  func whatCannotBeChosenIsExplained(line: String, words: String) {
    let test = lab("data wine")
    #expect(test.run(line) != 0)
    #expect(test.output.said.replacing("\n", with: " ").contains(words), "\(test.output.said)")
    #expect(test.lab.state.data?.name == "wine")
  }

  @Test func alternativesComplete() {
    func complete(_ line: String) -> [String] {
      TestLab().lab.completions(line: line, cursor: line.utf8.count).candidates.map(\.text)
    }
    #expect(complete("data cifar10 or dig") == ["digits"])
    #expect(complete("data fetch fash") == ["fashion-mnist"])
    #expect(complete("data mnist or cifar10 or spirals tu") == ["turns="])
  }

  // MARK: fetching

  private static let images = Array("pictures".utf8)
  private static func release(_ address: String) -> Release {
    Release(
      title: "a test", files: [.init("images", bytes: images.count, sha256: SHA256.hex(images))],
      addresses: [address], facts: Facts(origin: "a test"))
  }

  @Test func fetchingSaysWhatCameAndWhereItIs() throws {
    let server = try LocalServer { .init(file: Self.images, for: $0) }
    let test = lab()
    let report = try DataFetchCommand.fetch("tiny", Self.release(server.address), in: test.lab)
    let text = TextRenderer(width: 200, palette: .plain).text(report)
    #expect(text.contains("tiny: 8 B fetched in ") && text.contains("SHA-256 as published"))
    #expect(text.contains("\(scratch.path)/cache/tiny. data tiny loads it."))
    #expect(test.output.said == "images: 8 B from 127.0.0.1:\(server.port)\n")
    let again = try DataFetchCommand.fetch("tiny", Self.release(server.address), in: test.lab)
    #expect(TextRenderer(width: 200, palette: .plain).text(again).hasPrefix("tiny: here already\n"))
    #expect(server.requests.count == 1)
  }

  @Test func aFailureLeavesTheLabAsItWas() throws {
    let server = try LocalServer { _ in .init(status: 404) }
    let test = lab("data iris", mirror: server.address)
    #expect(test.run("data fetch mnist") == 66)
    #expect(test.output.said.contains("has no such file (404)"), "\(test.output.said)")
    #expect(test.output.said.contains("data mnist FOLDER reads it: https://"))
    #expect(test.lab.state.data?.name == "iris")
    #expect(server.requests.map(\.path) == ["/mnist/train-images-idx3-ubyte.gz"])
  }

  @Test func onlyOfficialDataSetsAreFetched() {
    let test = lab()
    #expect(test.run("data fetch digits") == 2 && test.output.said.contains("need not be fetched"))
    #expect(test.run("data fetch minst") == 2 && test.output.said.contains("Did you mean \"mnist\"?"))
    #expect(test.run("data fetch mnist cifar10") == 2)
  }

  /// Neither may use the network unasked: what they contain was written by somebody else.
  @Test func lessonsAndExperimentsFetchNothing() throws {
    let server = try LocalServer { _ in .init(status: 404) }
    let file = try scratch.write(
      "---\ntitle: Sly\nminutes: 1\nseconds: 5\nneeds: digits\nteaches: [none]\n---\n# Sly\n\n"
        + "```descent\ndata fetch mnist\n```\n", to: "01-sly.md")
    let test = TestLab(width: 200) {
      $0.cacheFolder = scratch.path + "/cache"
      $0.mirror = server.address
      $0.lessonFolders = [scratch.path]
      $0.confirm = { _ in true }
    }
    test.run("lesson 1")
    test.lab.enter()
    #expect(test.output.said.contains("a lesson may not download anything"), "\(file): \(test.output.said)")
    #expect(test.run("experiment e { data fetch mnist; measure n = 1 }") == 2)
    #expect(test.output.said.contains("cannot stand inside an experiment"))
    #expect(server.requests.isEmpty)
  }

  // MARK: what is here

  @Test func listsSayWhatIsHere() throws {
    let test = lab("data")
    #expect(test.output.written.contains("70,000 handwritten digits, 28×28 grey · data fetch mnist"))
    try OfficialDataTests.pretend("mnist", in: scratch.path + "/cache")
    test.output.clear()
    test.run("data; data fetch")
    #expect(test.output.written.contains("70,000 handwritten digits, 28×28 grey · here"))
    #expect(test.output.written.contains("60,000 photographs, 32×32 colour · data fetch cifar10"))
    test.output.clear()
    test.run("help mnist; explain mnist; help cifar10")
    #expect(test.output.written.contains("yes, in \(scratch.path)/cache/mnist"))
    #expect(test.output.written.contains("no: data fetch cifar10"))
    #expect(test.output.written.contains("170 MB from www.cs.toronto.edu"))
  }

  @Test func everyWayToTheCacheIsWrittenForMachines() throws {
    let test = lab("data fetch", isJSON: true)
    for line in test.output.written.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    #expect(test.output.written.contains("\"bytes\":170052171"))
  }

  /// Empty files of the right sizes: enough to look as if it were there.
  static func pretend(_ name: String, in cache: String) throws {
    let type = try #require(OfficialSets.type(named: name))
    try FileManager.default.createDirectory(atPath: "\(cache)/\(name)", withIntermediateDirectories: true)
    for file in type.release.contents {
      let path = "\(cache)/\(name)/\(file.name)"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      #expect(truncate(path, off_t(file.bytes)) == 0)
    }
  }
}

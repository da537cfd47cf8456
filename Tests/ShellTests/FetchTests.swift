import Foundation
import LocalServer
import TestSupport
import Testing

/// The program itself, asking a server on this machine.
@Suite(.serialized) struct FetchTests {
  private static let size = 9_912_422

  @Test func controlCKeepsThePartAndTheLab() throws {
    let home = try Scratch()
    let server = try LocalServer { request in
      var answer = LocalServer.Answer([UInt8](repeating: 1, count: request.start == nil ? 2_000_000 : 0))
      (answer.length, answer.stalls) = (Self.size - (request.start ?? 0), true)
      if let start = request.start {
        answer.status = 206
        answer.headers = ["Content-Range: bytes \(start)-\(Self.size - 1)/\(Self.size)"]
      }
      return answer
    }
    let terminal = try Terminal(home: home, environment: ["DESCENT_MIRROR": server.address])
    try terminal.wait(for: Terminal.prompt)
    terminal.type("data fetch mnist\r")
    try terminal.wait(for: "2 of 9.9 MB")
    terminal.type("\u{03}")
    let said = try terminal.wait(for: Terminal.prompt)
    #expect(said.contains("Stopped: 2 MB of train-images-idx3-ubyte.gz are kept"), "\(said)")
    #expect(try terminal.enter("data iris").contains("iris: 150 irises"))
    let folder = home.path + "/.cache/descent"
    let part = folder + "/mnist.part/train-images-idx3-ubyte.gz.part"
    let attributes = try FileManager.default.attributesOfItem(atPath: part)
    #expect(attributes[.size] as? Int == 2_000_000)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mnist.part"])
    // The next try asks for what is missing.
    terminal.type("data fetch mnist\r")
    try terminal.wait(for: "of 9.9 MB")
    terminal.type("\u{03}")
    try terminal.wait(for: Terminal.prompt)
    #expect(server.requests.map(\.start) == [nil, 2_000_000])
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test func inAPipeThereAreFewLinesAndAWrongFileIsRefused() throws {
    let server = try LocalServer { _ in .init([UInt8](repeating: 1, count: Self.size)) }
    let outcome = try Program.run(
      ["-c", "data fetch mnist"], environment: ["DESCENT_MIRROR": server.address])
    #expect(outcome.code == 65 && outcome.results.isEmpty)
    #expect(outcome.talk.contains("train-images-idx3-ubyte.gz: 9.9 MB from 127.0.0.1:\(server.port)\n"))
    #expect(outcome.talk.contains("train-images-idx3-ubyte.gz: 50 %\n"))
    #expect(outcome.talk.replacing("\n", with: " ").contains("SHA-256 checksum differs"))
    #expect(!outcome.talk.contains("\u{1B}") && outcome.talk.split(separator: "\n").count < 15)
  }

  @Test func withoutCurlItSaysWhatToDo() throws {
    let outcome = try Program.run(["-c", "data fetch mnist"], environment: ["PATH": "/nowhere"])
    #expect(outcome.code == 66 && outcome.talk.contains("curl is not installed"))
  }
}

import Foundation
import TestSupport
import Testing

/// A study whose process is killed, at any moment and without warning, goes on.
@Suite struct InterruptionTests {
  private static let study = """
    experiment small varies seed=1..2 arm=[stop, cycle] {
      data digits
      network
      layer dense 30 relu count=2
      layer dense 10
      dropout 0.1
      bn on
      if arm == cycle { schedule onecycle max=0.1 }
      optimizer nadam lr=0.003
      train 12
      train 25 patience=4
      measure bits = digest
      measure acc = accuracy(test)
      measure ep = epochs
    }
    """

  private func start(_ home: Scratch) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["--json", "--threads", "2", "-c", InterruptionTests.study]
    process.environment = Program.environment(home: home, ["DESCENT_CHECKPOINT": "0"])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: try home.write("", to: "results"))
    process.standardError = FileHandle(forWritingAtPath: try home.write("", to: "talk"))
    try process.run()
    return process
  }

  private func measures(_ text: String) throws -> [String] {
    let line = try #require(text.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let result = try #require(object["result"] as? [String: Any])
    return try #require(result["runs"] as? [[String: Any]]).map { run in
      let measures = try #require(run["measures"] as? [String: Any])
      return measures.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }
  }

  /// Files of the study and when they were written.
  private func state(_ home: Scratch) -> Set<String> {
    let folder = home.path + "/.local/state/descent/studies"
    let names = FileManager.default.subpaths(atPath: folder) ?? []
    return Set(
      names.map { name in
        var facts = stat()
        _ = stat(folder + "/" + name, &facts)
        return "\(name) \(facts.st_ino) \(facts.st_size)"
      })
  }

  @Test func aKilledStudyEndsWithTheBitsOfOneThatWasLeftAlone() throws {
    let (alone, home) = (try Scratch(), try Scratch())
    let process = try start(alone)
    process.waitUntilExit()
    let talk = try alone.text("talk")
    #expect(process.terminationStatus == 0, "\(talk)")
    let expected = try measures(try alone.text("results"))

    var (kills, continued) = (0, 0)
    while true {
      let before = state(home)
      let process = try start(home)
      // Something is to be gained by each attempt; then it ends wherever it is.
      while process.isRunning, kills < 5, state(home).subtracting(before).count < 3 { usleep(2000) }
      if process.isRunning, kills < 5 {
        usleep(UInt32.random(in: 0..<60_000))
        kill(process.processIdentifier, SIGKILL)
        kills += 1
      }
      process.waitUntilExit()
      let talk = try home.text("talk")
      if talk.contains("continuing") { continued += 1 }
      if process.terminationReason == .exit {
        #expect(process.terminationStatus == 0, "\(talk)")
        break
      }
    }
    #expect(try measures(try home.text("results")) == expected)
    #expect(kills > 0 && continued > 0, "\(kills) kills, \(continued) attempts that went on")
    #expect(!state(home).contains { $0.contains("/") }, "a finished study leaves nothing")
  }
}

import Foundation
import Lab
import TestSupport
import Testing

/// Long experiments for tests that interrupt them.
enum Studies {
  /// Early stopping, a cycle, several trainings, pretraining, two networks: whatever has a state of its own.
  static let long = """
    experiment nb varies seed=1..2 arm=[stop, cycle, two] {
      data digits
      network
      layer dense 24 relu count=2
      layer dense 10
      bn on
      dropout 0.1
      if arm == stop { optimizer nadam lr=0.005; regularize l2 0.001 }
      if arm == cycle { schedule onecycle max=0.1 }
      if arm == two {
        pretrain autoencoder epochs=2 mode=stacked
        lr-find steps=60
        train 4
        network use second
        network
        reuse main layers=1..2 freeze=on
        layer dense 10
      }
      train 8
      let middle = accuracy(test)
      if arm == stop { train 30 patience=3 } else { train 5 }
      measure bits = digest
      measure acc = accuracy(test)
      measure middle = middle
      measure ep = epochs
      measure clocked = seconds > 0
    }
    """

  final class Countdown {
    var left: Int
    init(_ left: Int) { self.left = left }
    func tick() -> Bool {
      left -= 1
      return left < 0
    }
  }

  /// - Parameter polls: the study is interrupted when it has asked so often, about ten times a second.
  static func lab(_ folder: String?, polls: Int = .max, change: (inout LabEnvironment) -> Void = { _ in })
    -> TestLab
  {
    let countdown = Countdown(polls)
    return TestLab(isJSON: true) { environment in
      environment.studyFolder = folder
      environment.checkpointSeconds = 0
      environment.threads = 2
      environment.isInterrupted = { countdown.tick() }
      change(&environment)
    }
  }

  /// Runs a study until its first run is finished.
  static func interrupt(_ text: String, _ folder: String) throws {
    for _ in 1...20 {
      let test = lab(folder) { environment in
        environment.isInterrupted = { files(in: folder).contains { $0.hasSuffix(".run") } }
      }
      // It may have come to its end before anybody asked.
      if test.run(text) == 130 { return }
    }
    Issue.record("never interrupted in time")
  }

  static func measures(_ test: TestLab) throws -> [String] {
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let result = try #require(object["result"] as? [String: Any])
    return try #require(result["runs"] as? [[String: Any]]).map { run in
      let measures = try #require(run["measures"] as? [String: Any])
      return measures.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }
  }

  static func written(_ names: [String], in folder: String) throws -> [String: Date] {
    try names.reduce(into: [:]) { dates, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      dates[name] = try #require(attributes[.modificationDate] as? Date)
    }
  }

  static func files(in folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.contains("/") && !$0.hasSuffix("lock") }
  }

  private static let expected = Expected()

  /// What a study gives that nothing interrupts and nobody keeps.
  private actor Expected {
    private var known: [String: [String]] = [:]
    func of(_ text: String, _ make: @Sendable () throws -> [String]) throws -> [String] {
      if let result = known[text] { return result }
      let result = try make()
      known[text] = result
      return result
    }
  }

  static func undisturbed() async throws -> [String] {
    try await expected.of(long) {
      let test = lab(nil)
      #expect(test.run(long) == 0, "\(test.output.said)")
      return try measures(test)
    }
  }

  /// An attempt that leaves finished and unfinished runs.
  static func interrupted() throws -> Scratch {
    let scratch = try Scratch()
    try interrupt(long, scratch.path)
    return scratch
  }
}

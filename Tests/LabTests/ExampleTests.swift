import Basis
import Foundation
import Lab
import Language
import TestSupport
import Testing

/// Every command's examples are its tests. One process has one working folder, so they run one after the other.
@Suite(.serialized) struct ExampleTests {
  static let examples = Commands.types.flatMap { command in
    command.description.examples.map { (command.name, $0) }
  }

  private let scratch: Scratch
  private let former = FileManager.default.currentDirectoryPath

  init() throws {
    scratch = try Scratch()
    _ = try scratch.write(
      "length,species\n" + (0..<30).map { "\($0),\($0 < 15 ? "a" : "b")\n" }.joined(), to: "flowers.csv")
    _ = try scratch.write("# a script\ndata iris\n", to: "first-net.descent")
    _ = try scratch.write(ExampleTests.lesson, to: "01-first.md")
    // What need not be fetched is not.
    try OfficialDataTests.pretend("mnist", in: scratch.path + "/cache")
    try #require(FileManager.default.changeCurrentDirectoryPath(scratch.path))
  }

  static let lesson = """
    ---
    title: First
    minutes: 1
    seconds: 5
    needs: digits
    teaches: [none]
    ---
    # First

    ```descent
    data digits
    network
    layer dense 10
    ```

    ```predict
    Which?
    - few: layers > 5
    - many: layers < 5
    ```

    ```descent
    summary
    ```

    ```try
    Add one.

    expect layers == 2
    hint: layer dense 10
    solution:
      layer dense 10
    wrong:
      clip norm 1
    ```

    """

  /// What has to be typed before a lesson's command makes sense.
  private static func preparation(_ command: String, _ example: String) -> String {
    switch command {
    case "next", "back",
      "lesson" where example == "lesson":
      return "lesson 1"
    case "compare": return "train 1"
    case "predict": return "lesson 1; next"
    case "hint", "solution": return "lesson 1; next; predict 2; next"
    case "network drop", "reuse": return "network copy first"
    // The script of the second example is the first example's.
    case "load": return "save net.safetensors overwrite=on"
    case "save" where example.contains("overwrite"): return "save net.safetensors"
    case "save script" where example.contains("overwrite"): return "save script first-net-2.descent"
    default: return ""
    }
  }

  private func run(isJSON: Bool) throws {
    for (command, example) in ExampleTests.examples {
      // The number of a prediction is an answer to another kind of question.
      if example == "predict 0.9" { continue }
      let test = TestLab.smallNet(isJSON: isJSON) {
        $0.lessonFolders = [scratch.path]
        $0.cacheFolder = scratch.path + "/cache"
      }
      if command == "save", FileManager.default.fileExists(atPath: scratch.path + "/net.safetensors") {
        try FileManager.default.removeItem(atPath: scratch.path + "/net.safetensors")
      }
      let network = TestLab.networkPreparation(for: example)
      test.run("\(network)train 1; \(ExampleTests.preparation(command, example))")
      test.output.clear()
      if command == "save script", !example.contains("overwrite") {
        try FileManager.default.removeItem(atPath: scratch.path + "/first-net.descent")
      }
      let code = test.run(example)
      #expect(code == 0 || example == "quit 3", "\(example): \(test.output.said)")
      if !isJSON { continue }
      for line in test.output.written.split(separator: "\n") {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let members = try #require(object as? [String: Any], "\(line)")
        #expect(members["command"] is String && members["result"] is [String: Any], "\(line)")
      }
      if command != "quit", command != "run" {
        #expect(!test.output.written.isEmpty, "\(example) says nothing")
      }
    }
    #expect(FileManager.default.changeCurrentDirectoryPath(former))
  }

  @Test func everyExampleRuns() throws { try run(isJSON: false) }
  @Test func everyResultIsValidJSON() throws { try run(isJSON: true) }

  @Test func everyMeasurementsExampleRuns() throws {
    for type in Measurements.family.types {
      for example in type.description.examples {
        let isRegression = example.contains("mse(") || example.contains("mae(") || example.contains("r2(")
        let test = TestLab(
          isRegression
            ? "data diabetes; network; layer dense 8 relu; layer dense 1; train 5"
            : example.contains("delta.time")
              ? "data digits; network; layer rnn 8; layer dense 10; train 1"
              : "data digits; network; layer dense 8 hard-sigmoid; layer dense 10; train 1")
        if type.name.hasPrefix("descent") { test.run("descend bowl 100") }
        if type.name.hasPrefix("clip") { test.run("clip norm 1; train 1") }
        if type.name.hasPrefix("mc.") { test.run("dropout 0.2; train 1") }
        let code = test.run(example)
        // A number may miss its expectation; what is asked for must exist.
        #expect(code <= 1, "\(example): \(test.output.said)")
      }
    }
  }
}

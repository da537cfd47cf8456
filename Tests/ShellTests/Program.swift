import Foundation
import TestSupport

/// The built program, run as anyone would run it.
enum Program {
  /// Beside the tests, because one build makes both.
  static let path: String = {
    let nearby = [Bundle.main.executableURL, Bundle(for: Marker.self).bundleURL].compactMap { $0 }
    let candidates = nearby.map { $0.deletingLastPathComponent().appendingPathComponent("descent").path }
    guard let path = candidates.first(where: FileManager.default.isExecutableFile) else {
      preconditionFailure("no program at \(candidates)")
    }
    return path
  }()

  private final class Marker {}

  struct Outcome {
    let code: Int32
    let results: String
    let talk: String

    var lines: [Substring] { (results + talk).split(separator: "\n") }
  }

  /// Nothing of the machine's own settings, and folders that nobody else uses.
  static func environment(home: Scratch, _ more: [String: String] = [:]) -> [String: String] {
    var environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "TERM": "xterm", "INPUTRC": "/dev/null"]
    // A test binary of a toolchain that is not installed finds its libraries this way.
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return environment.merging(more) { $1 }
  }

  /// Runs it in pipes.
  static func run(
    _ arguments: [String] = [], input: String = "", environment more: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: Array(input.utf8), environment: more)
  }

  static func run(
    _ arguments: [String], input: [UInt8], environment more: [String: String] = [:]
  ) throws -> Outcome {
    let scratch = try Scratch()
    return try launch(path, arguments, input: input, in: scratch, more)
  }

  /// Runs a line of shell in which `$descent` is the program.
  static func shell(_ line: String, environment more: [String: String] = [:]) throws -> Outcome {
    let scratch = try Scratch()
    return try launch(
      "/bin/sh", ["-c", line], input: [], in: scratch, more.merging(["descent": path]) { $1 })
  }

  // Files instead of pipes: nothing to drain, so nothing to wait for but the end.
  private static func launch(
    _ program: String, _ arguments: [String], input: [UInt8], in scratch: Scratch, _ more: [String: String]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment(home: scratch, more)
    process.standardInput = FileHandle(forReadingAtPath: try scratch.write(input, to: "input"))
    process.standardOutput = FileHandle(forWritingAtPath: try scratch.write("", to: "results"))
    process.standardError = FileHandle(forWritingAtPath: try scratch.write("", to: "talk"))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      results: try scratch.text("results"), talk: try scratch.text("talk"))
  }
}

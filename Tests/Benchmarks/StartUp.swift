import Basis
import Foundation

/// From nothing to a usable prompt, against what a notebook imports first.
enum StartUp {
  private static let descent = ".build/release/descent"

  static func measured(python: String?) -> Output.Table {
    var table = Output.Table(["start", "seconds", "MB"])
    var starts = [("descent, to its prompt and out again", descent, ["-c", "quit"], 15)]
    if let python {
      starts.append(("import torch", python, ["-c", "import torch"], 3))
      starts.append(("import tensorflow", python, ["-c", "import tensorflow"], 3))
    }
    // In order of size: the system only tells the largest child so far.
    for (title, program, arguments, times) in starts
    where FileManager.default.isExecutableFile(atPath: program) {
      let seconds = (0..<times).map { _ in time(program, arguments) }.sorted()
      table.rows.append([
        title, Numbers.fixed(seconds[times / 2], 3), "\(Errand.peakMegabytes(ofChildren: true))",
      ])
    }
    return table
  }

  /// Seconds that Descent takes with these arguments; infinite if it is not there or fails.
  static func time(_ arguments: [String]) -> Double { time(descent, arguments) }

  private static func time(_ program: String, _ arguments: [String]) -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    let start = ContinuousClock.now
    guard (try? process.run()) != nil else { return .infinity }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return .infinity }
    return (ContinuousClock.now - start) / .seconds(1)
  }
}

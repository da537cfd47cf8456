import ArgumentParser
import Basis
import Experiments
import Foundation

/// What every way of using the lab understands.
struct LabOptions: ParsableArguments {
  static let mostThreads = 256
  /// The options below: with a value, and without.
  static let names: Set<String> = ["seed", "threads", "seeds", "color", "colour"]
  static let flags: Set<String> = ["json"]

  @Option(help: ArgumentHelp("Where all randomness starts; same seed, same bits.", valueName: "N"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Workers for training (default: one a core). Results do not depend on it.", valueName: "N"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Seeds of every experiment: so many of those it lists, or exactly A..B.", valueName: "N|A..B"),
    transform: { text in
      do { return try SeedChoice(text) } catch let problem as Problem {
        throw ValidationError(problem.message)
      }
    })
  var seeds: SeedChoice?

  @Flag(help: "The full study: size(LESSON, FULL) gives its second value. This may take hours.")
  var full = false

  @Flag(help: "Long experiments begin anew, whatever an interrupted attempt has left.")
  var fresh = false

  @Flag(help: "One JSON object a command instead of text.")
  var json = false

  @Option(name: [.customLong("color"), .customLong("colour")], help: "When to use colour.")
  var colour: ColourChoice = .auto

  mutating func validate() throws {
    if let threads, !(1...LabOptions.mostThreads).contains(threads) {
      throw ValidationError("threads must be in 1…\(LabOptions.mostThreads), got \(threads)")
    }
  }

  var workers: Int { threads ?? min(LabOptions.mostThreads, ProcessInfo.processInfo.activeProcessorCount) }
}

import Basis
import Foundation

/// What five seeds of one experiment cost, one a core, beside one seed: on one core as each of the five, and on both.
enum Seeds {
  private static let epochs = 1000

  static func measured() -> Output.Table? {
    let alone = time(seeds: 1, "--threads", "1")
    let both = time(seeds: 1)
    let five = time(seeds: 5)
    guard alone.isFinite, both.isFinite, five.isFinite else { return nil }
    var table = Output.Table([
      "experiment: digits, dense 100 relu, \(Numbers.grouped(epochs)) epochs", "seconds",
      "times one seed on one core", "on both",
    ])
    table.rows = [("one seed on one core", alone), ("one seed on both", both), ("five seeds", five)].map {
      [$0, Numbers.fixed($1, 2), Numbers.fixed($1 / alone, 2), Numbers.fixed($1 / both, 2)]
    }
    return table
  }

  /// The median of five, without what starting the program and reading the data take.
  private static func time(seeds: Int, _ options: String...) -> Double {
    let script = """
      experiment e varies seed=1..\(seeds) { data digits; network; layer dense 100 relu; layer dense 10; train \(epochs) batch=32
      measure a = accuracy(test) }
      """
    return median(options + ["-c", script]) - median(["-c", "data digits"])
  }

  private static func median(_ arguments: [String]) -> Double {
    (0..<5).map { _ in StartUp.time(arguments) }.sorted()[2]
  }
}

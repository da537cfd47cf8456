import Basis
import Foundation

/// What five seeds of one experiment cost beside one: they run one a core.
enum Seeds {
  static func measured() -> Output.Table? {
    let one = time(seeds: 1)
    let five = time(seeds: 5)
    guard one.isFinite, five.isFinite else { return nil }
    var table = Output.Table([
      "experiment: digits, dense 100 relu, 200 epochs", "seconds", "times one seed",
    ])
    table.rows = [
      ["one seed", Numbers.fixed(one, 2), "1.00"],
      ["five seeds", Numbers.fixed(five, 2), Numbers.fixed(five / one, 2)],
    ]
    return table
  }

  /// The best of three, without what starting the program and reading the data take.
  private static func time(seeds: Int) -> Double {
    let script = """
      experiment e varies seed=1..\(seeds) { data digits; network; layer dense 100 relu; layer dense 10; train 200 batch=32
      measure a = accuracy(test) }
      """
    let empty = (0..<3).map { _ in StartUp.time("-c", "data digits") }.min() ?? 0
    return ((0..<3).map { _ in StartUp.time("-c", script) }.min() ?? .infinity) - empty
  }
}

import Basis
import Foundation

/// Descent, its floor and its peers at every workload, in turn: while one makes steps for a fraction of a second the others
/// stand still, so that whatever else the machine does falls on all alike.
struct Comparison {
  /// With the peers installed; nil for Descent and its floor alone.
  let python: String?
  let workloads: [String]

  private static let rounds = 10
  private static let slice = 0.25
  /// Of the first round, in which caches fill and everyone settles on a number of threads.
  private static let warmUp = 1.0
  private static let pause = 0.03
  /// After so many rounds a peer leaves that is slower than the fastest by more than this factor.
  private static let trial = 3
  private static let hopeless = 1.25

  func run() throws {
    var output = Output()
    output.say(Machine.description)
    let names = Set(workloads)
    let chosen = Workload.all.filter { names.contains($0.name) }
    let isWhole = workloads.count == Workload.all.count
    if isWhole {
      output.add(StartUp.measured(python: python))
      if let seeds = Seeds.measured() { output.add(seeds) }
    }
    var results: [Result] = []
    for workload in chosen {
      let result = try measure(workload)
      FileHandle.standardError.write(Data((result.details + "\n").utf8))
      results.append(result)
    }
    output.add(Result.table(results))
    output.say(
      "µs a step: median, and minimum in brackets. Best peer: the fastest of all settings tried. Floor: the step's matrix "
        + "products alone through oneDNN and the optimizer's update, measured on one thread and divided by two, except in W4, "
        + "whose products are too small for oneDNN to share. Convolutions may fall below it, since Descent's need fewer "
        + "multiplications."
    )
    if isWhole { output.add(try growth()) }
    try output.write(to: ".build/benchmarks.md")
  }

  private func measure(_ workload: Workload) throws -> Result {
    let own = try own(workload.name)
    let floor = try Contestant("floor", CommandLine.arguments[0], ["floor", workload.name])
    let peers =
      python.map { Peers(python: $0, scripts: "Tests/Benchmarks/Peers").contestants(workload) } ?? []
    let ready = ([own, floor] + peers).filter { $0.isReady() }
    let others = ready.filter { $0 !== own && $0 !== floor }
    interleave([own, floor], others)
    let result = Result(
      workload: workload, own: own, floor: floor, peers: others, megabytes: own.peakMegabytes())
    for contestant in [own, floor] + peers { contestant.stop() }
    return result
  }

  /// In each round everyone makes steps for one slice; the first only warms up. Peers that cannot win leave early.
  private func interleave(_ contestants: [Contestant], _ peers: [Contestant] = []) {
    var peers = peers
    for round in 0...Comparison.rounds {
      for contestant in contestants + peers {
        // Threads of the one before may still be spinning, in the hope of more work.
        Thread.sleep(forTimeInterval: Comparison.pause)
        contestant.run(seconds: round == 0 ? Comparison.warmUp : Comparison.slice, keeps: round > 0)
      }
      guard round == Comparison.trial, let best = peers.map(\.median).min() else { continue }
      peers.removeAll { $0.median > Comparison.hopeless * best }
    }
  }

  private func own(_ name: String) throws -> Contestant {
    try Contestant("Descent", CommandLine.arguments[0], ["worker", name])
  }

  /// How a step's time grows: the exponent e of time ∝ factorᵉ.
  private func growth() throws -> Output.Table {
    let contestants = try Workload.grown.map { try own($0.name) }
    interleave(contestants.filter { $0.isReady() })
    defer { for contestant in contestants { contestant.stop() } }
    let base = contestants[0].median
    let expected = [nil, 1, 2, 1, 0] as [Double?]
    var table = Output.Table(["network", "µs a step", "times the base", "exponent", "of operations"])
    for (index, workload) in Workload.grown.enumerated() {
      let ratio = contestants[index].median / base
      let factor: Double = workload.name.hasSuffix("× 10") ? 10 : 2
      table.rows.append([
        "\(workload.name): \(workload.summary)", Numbers.measured(contestants[index].median),
        Numbers.fixed(ratio, 2), index == 0 ? "" : Numbers.fixed(log(ratio) / log(factor), 2),
        expected[index].map { Numbers.fixed($0, 0) } ?? "",
      ])
    }
    return table
  }
}

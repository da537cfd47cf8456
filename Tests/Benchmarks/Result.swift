import Basis
import Foundation

/// What one workload came to.
struct Result {
  let workload: Workload
  let own: Contestant
  let floor: Contestant
  let peers: [Contestant]
  let megabytes: Int?

  /// Of the floor, which is measured on one thread.
  private var floorMedian: Double { floor.median / Double(workload.threads) }

  private var best: Contestant? { peers.min { $0.median < $1.median } }

  private func peer(_ title: String) -> String {
    peers.first { $0.title == title }.map { Self.microseconds($0.median) } ?? "–"
  }

  private static func microseconds(_ time: Double) -> String {
    time.isFinite ? Numbers.measured(time) : "–"
  }

  /// Every contestant's median and minimum.
  var details: String {
    let floor =
      "\(workload.name)  floor, on \(workload.threads) thread\(workload.threads == 1 ? "" : "s"): \(Self.microseconds(floorMedian))"
    return ([own] + peers).sorted { $0.median < $1.median }
      .map {
        "\(workload.name)  \($0.title): \(Self.microseconds($0.median)) (\(Self.microseconds($0.minimum)))"
      }
      .joined(separator: "\n") + "\n" + floor
  }

  static func table(_ results: [Result]) -> Output.Table {
    var table = Output.Table([
      "workload", "Descent", "samples/s", "MB", "best peer", "times faster", "PyTorch / Keras as installed",
      "floor",
      "× floor",
    ])
    for result in results {
      let (own, workload) = (result.own, result.workload)
      let floor = result.floorMedian
      table.rows.append([
        "\(workload.name): \(workload.summary)", "\(microseconds(own.median)) (\(microseconds(own.minimum)))",
        Numbers.grouped(Int(Double(workload.batch) / own.median * 1e6)),
        result.megabytes.map { "\($0)" } ?? "–",
        result.best.map { "\(microseconds($0.median)) (\(microseconds($0.minimum))) \($0.title)" } ?? "–",
        result.best.map { Numbers.fixed($0.median / own.median, 2) } ?? "–",
        "\(result.peer("PyTorch as installed")) / \(result.peer("Keras fit"))", microseconds(floor),
        Numbers.fixed(own.median / floor, 2),
      ])
    }
    return table
  }
}

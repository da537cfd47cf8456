import Basis
import Foundation

/// usage: Benchmarks [PYTHON] [WORKLOAD …]      compares; the tables go to standard output and .build/benchmarks.md
///        Benchmarks worker WORKLOAD THREADS    one contestant, told what to do on standard input
///        Benchmarks floor WORKLOAD
@main struct Main {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let kind = arguments.first ?? ""
    if kind == "worker" || kind == "floor" {
      guard arguments.count > 1, let workload = Workload.named(arguments[1]) else {
        throw Problem("no workload of that name", advice: Workload.all.map(\.name).joined(separator: " "))
      }
      let threads = arguments.count > 2 ? Int(arguments[2]) ?? 2 : 2
      try kind == "floor" ? Floor(workload).serve() : Worker(workload, threads: threads).serve()
      return
    }
    let python = arguments.first { FileManager.default.isExecutableFile(atPath: $0) }
    arguments.removeAll { $0 == python }
    let names = arguments.isEmpty ? Workload.all.map(\.name) : arguments
    try Comparison(python: python, workloads: names).run()
  }
}

import Basis
import Foundation
import NeuralNet

@main struct Main {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count >= 3, arguments[1] == "worker",
      let workload = Workload.all.first(where: { $0.name == arguments[2] })
    {
      try Worker(workload, threads: arguments.count > 3 ? Int(arguments[3]) ?? 2 : 2).serve()
    }
  }
}

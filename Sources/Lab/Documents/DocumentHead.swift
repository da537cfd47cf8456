import Basis
import Foundation
import NeuralNet

/// When, by what, and where.
enum DocumentHead {
  static func facts(_ lab: Lab, _ model: Model?) -> [Report.Fact] {
    var facts = place(lab.environment, lab.now)
    let seed = lab.environment.seed
    let now = lab.state.seed == seed ? "" : ", later \(lab.state.seed)"
    facts.append(.init("seed", "seed", "\(seed)\(now)", .integer(Int(clamping: seed))))
    if let model, !model.network.blocks.isEmpty {
      facts.append(.init("digest", "digest", model.digest, .text(model.digest)))
    }
    return facts
  }

  static func place(_ environment: LabEnvironment, _ now: Date) -> [Report.Fact] {
    let date = now.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
    let readable = date.replacing("T", with: " ") + " UTC"
    var facts = [Report.Fact("date", "date", readable, .text(date + "Z"))]
    let version = environment.version
    facts.append(
      .init("program", "program", "Descent" + (version.isEmpty ? "" : " \(version)"), .text(version)))
    if !environment.machine.isEmpty {
      facts.append(.init("machine", "machine", environment.machine, .text(environment.machine)))
    }
    return facts
  }
}

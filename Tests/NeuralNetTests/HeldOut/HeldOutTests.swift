import Basis
import Foundation
import NeuralNet
import Testing

/// Networks that nobody has chosen. With HELDOUT=1000..<3000 in the environment other seeds are tried.
@Suite struct HeldOutTests {
  static let seeds: Range<UInt64> = {
    let ends = (ProcessInfo.processInfo.environment["HELDOUT"] ?? "").split(separator: "..<").compactMap {
      UInt64($0)
    }
    return ends.count == 2 ? ends[0]..<ends[1] : 0..<120
  }()

  @Test func randomNetworksComputeWhatTheTextbookSaysWhileTechniquesComeAndGo() throws {
    var (seen, compared, uncertain) = (Set<String>(), 0, 0)
    for seed in Self.seeds {
      var network = try HeldOut(seed: seed)
      let complaints = try network.run()
      #expect(
        complaints.isEmpty,
        "seed \(seed): \(complaints.joined(separator: "; "))\n\(network.story.joined(separator: "\n"))")
      seen.formUnion(network.seen)
      compared += network.duel.agreement.compared
      uncertain += network.duel.agreement.uncertain
    }
    // What rounding explains must stay rare.
    #expect(uncertain * 200 < compared, "\(uncertain) of \(compared)")
    let all =
      Layers.family.names + Activations.family.names + Losses.family.names + Optimizers.family.names
      + Schedules.family.names + Clippings.family.names + Regularizers.family.names
    #expect(Set(all).subtracting(seen).isEmpty)
  }
}

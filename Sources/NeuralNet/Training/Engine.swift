import Basis

/// Runs models: training, evaluation, probing. Owns the threads and reuses its buffers; everything learned
/// lies in the `Model` that goes in and comes out.
///
/// Not for several threads at once: who wants to run several models at the same time makes several engines.
package final class Engine {
  package let threads: Int
  let gang = Gang()
  private var cached: Workspace?

  /// - Parameter threads: workers to use; results are the same bits for any number.
  package init(threads: Int) {
    self.threads = max(1, threads)
  }

  /// Memory that a network at work may take.
  static let mostBytes = 8e9

  /// A workspace with the model's numbers in it, for batches of at most `batch` of these samples.
  func workspace(_ model: Model, batch: Int, samples: Samples, needsTargets: Bool = true) throws -> Workspace
  {
    try Engine.check(model, samples, needsTargets: needsTargets)
    try Engine.checkMemory(model, batch: batch)
    if let cached, cached.fits(model, capacity: batch) {
      cached.load(model)
      return cached
    }
    // The old buffers go before the new ones come.
    cached = nil
    let workspace = Workspace(model, capacity: batch, gang: gang)
    workspace.load(model)
    cached = workspace
    return workspace
  }

  static func checkMemory(_ model: Model, batch: Int) throws {
    let bytes = Workspace.bytes(model.network, optimizer: model.optimizer, batch: Double(batch))
    guard bytes <= Engine.mostBytes else {
      throw Problem(
        "\(Numbers.grouped(batch)) samples at once need \(Engine.gigabytes(bytes)) in this network; at most "
          + "\(Engine.gigabytes(Engine.mostBytes)) are possible",
        advice: "a smaller batch, for example batch=32")
    }
  }

  private static func gigabytes(_ bytes: Double) -> String { Numbers.short(bytes / 1e9) + " GB" }

  /// Samples that are looked at together where the number does not matter: enough to keep the kernels busy, few enough to
  /// stay in the caches.
  static func portion(_ model: Model, of count: Int) -> Int {
    let perSample =
      Workspace.bytes(model.network, optimizer: model.optimizer, batch: 1)
      - Workspace.bytes(model.network, optimizer: model.optimizer, batch: 0)
    return min(count, max(1, min(256, Int(64e6 / perSample))))
  }

  static func check(_ model: Model, _ samples: Samples, needsTargets: Bool) throws {
    let network = model.network
    guard !network.blocks.isEmpty else {
      throw Problem("the network has no layers yet", advice: "layer dense 10")
    }
    guard samples.count > 0 else {
      throw Problem("there are no samples to work on", advice: "data shows how many each part has")
    }
    guard samples.shape == network.input else {
      throw Problem(
        "the network takes samples of \(network.input.text), the data has \(samples.shape.text)",
        advice: "network begins a new one that fits the data")
    }
    guard needsTargets else { return }
    try model.check(samples.targets)
    if case .classes(let labels, let count) = samples.targets,
      let wrong = labels.first(where: { $0 < 0 || $0 >= count })
    {
      throw Problem("there is a sample of class \(wrong), but classes go from 0 to \(count - 1)")
    }
  }
}

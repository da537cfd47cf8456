/// How a batch is cut.
///
/// The cut decides the order in which gradients are added and therefore the bits. It depends on the batch and the network
/// alone; threads only decide who does which part.
enum Shards {
  /// The most that `count` returns.
  static let most = 2

  /// - Parameter operations: of the network, for one sample forwards.
  static func count(batch: Int, operations: Int) -> Int {
    batch >= 16 && Double(batch) * Double(operations) >= worthCutting ? most : 1
  }

  /// Operations forwards below which handing half of a batch to another thread costs more than it brings.
  private static let worthCutting = 3e5

  /// The samples of one shard: contiguous, as equal as they come.
  static func rows(of shard: Int, among shards: Int, batch: Int) -> Range<Int> {
    batch * shard / shards..<batch * (shard + 1) / shards
  }
}

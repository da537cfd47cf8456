/// How a batch is cut, and into how many threads' hands the parts go.
///
/// The cut decides the order in which gradients are added and therefore the bits. It depends on the batch alone; the
/// threads only decide who does which part.
enum Shards {
  /// The most that `count` returns.
  static let most = 2

  static func count(batch: Int) -> Int { batch >= 16 ? most : 1 }

  /// The samples of one shard: contiguous, as equal as they come.
  static func rows(of shard: Int, among shards: Int, batch: Int) -> Range<Int> {
    batch * shard / shards..<batch * (shard + 1) / shards
  }

  /// Operations below which a second thread costs more than it brings.
  static let operationsWorthAThread = 4_000_000

  static func threads(available: Int, batch: Int, operations: Int) -> Int {
    operations < operationsWorthAThread ? 1 : min(available, count(batch: batch))
  }
}

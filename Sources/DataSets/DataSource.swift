import Basis

/// Something that yields data when asked: a generator with its settings, or a reader with its files.
package protocol DataSource: Item {
  /// Throws a `Problem` for whatever a setting or a file can cause.
  func load(seed: UInt64) throws -> RawData
}

import Basis

/// How a data set was loaded, so that it can be loaded again.
package struct Recipe: Sendable {
  package enum Origin: Sendable {
    /// One of the data sets that come with the program.
    case bundled(String)
    /// A generator or a reader with its settings.
    case source(any DataSource)
  }

  package let origin: Origin
  package let subset: Subset
  /// Of generators, and of the rows that a subset keeps.
  package let seed: UInt64

  package init(_ origin: Origin, subset: Subset = Subset(), seed: UInt64) {
    self.origin = origin
    self.subset = subset
    self.seed = seed
  }
}

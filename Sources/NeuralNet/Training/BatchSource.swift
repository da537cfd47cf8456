import Basis

/// Samples where the kernels can read them; valid only inside `withBatchSource`.
struct BatchSource {
  let count: Int
  /// Numbers of one sample, and of its target where targets are numbers.
  let width: Int
  let targetWidth: Int
  let features: UnsafePointer<Float>
  let labels: UnsafePointer<Int32>?
  let values: UnsafePointer<Float>?

  /// The samples must not be empty.
  static func with<Result>(_ samples: Samples, _ body: (BatchSource) throws -> Result) rethrows -> Result {
    try samples.features.withUnsafeBufferPointer { features in
      guard let first = features.baseAddress else { preconditionFailure("no samples") }
      let (count, width) = (samples.count, samples.shape.count)
      switch samples.targets {
      case .classes(let labels, _):
        return try labels.withUnsafeBufferPointer { labels in
          try body(
            BatchSource(
              count: count, width: width, targetWidth: 0, features: first, labels: labels.baseAddress,
              values: nil))
        }
      case .values(let values, let targetWidth):
        return try values.withUnsafeBufferPointer { values in
          try body(
            BatchSource(
              count: count, width: width, targetWidth: targetWidth, features: first, labels: nil,
              values: values.baseAddress))
        }
      }
    }
  }
}

/// One batch of a source: samples `first ..< first + count` of an order, or of the source itself.
struct Batch {
  let source: BatchSource
  let order: UnsafePointer<Int>?
  let first: Int
  let count: Int

  init(_ source: BatchSource, order: UnsafePointer<Int>? = nil, first: Int, count: Int) {
    self.source = source
    self.order = order
    self.first = first
    self.count = count
  }

  func sample(_ row: Int) -> Int { order.map { $0[first + row] } ?? first + row }
}

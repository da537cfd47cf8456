import Basis

/// Features as they came: numbers, or the bytes of pictures, which take a quarter of the room.
package enum FeatureStore: Equatable, Sendable {
  case numbers([Float])
  case bytes([UInt8])

  package var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .bytes(let bytes): bytes.count
    }
  }

  package subscript(place: Int) -> Float {
    switch self {
    case .numbers(let numbers): numbers[place]
    case .bytes(let bytes): Float(bytes[place])
    }
  }

  package subscript(range: Range<Int>) -> [Float] {
    switch self {
    case .numbers(let numbers): Array(numbers[range])
    case .bytes(let bytes): bytes[range].map { Float($0) }
    }
  }

  package func isZero(in range: Range<Int>) -> Bool {
    switch self {
    case .numbers(let numbers): numbers[range].allSatisfy { $0 == 0 }
    case .bytes(let bytes): bytes[range].allSatisfy { $0 == 0 }
    }
  }

  /// Rows of this width, one after the other.
  func rows(_ rows: [Int], width: Int) -> FeatureStore {
    func chosen<Number>(_ all: [Number]) -> [Number] {
      var chosen: [Number] = []
      chosen.reserveCapacity(rows.count * width)
      for row in rows { chosen.append(contentsOf: all[row * width..<(row + 1) * width]) }
      return chosen
    }
    return switch self {
    case .numbers(let numbers): .numbers(chosen(numbers))
    case .bytes(let bytes): .bytes(chosen(bytes))
    }
  }
}

/// Samples before scaling, in original order and units: `store` is `[count, shape.count]`, row after row.
package struct RawSamples: Equatable, Sendable {
  package let shape: Shape
  package let store: FeatureStore
  package let targets: Targets

  package init(shape: Shape, store: FeatureStore, targets: Targets) {
    precondition(
      store.count == targets.count * shape.count, "\(store.count) features, \(targets.count) targets")
    self.shape = shape
    self.store = store
    self.targets = targets
  }

  package init(_ samples: Samples) {
    self.init(shape: samples.shape, store: .numbers(samples.features), targets: samples.targets)
  }

  package var count: Int { targets.count }

  /// All features as numbers. A copy where they are bytes: look at `store` for a few of many.
  package var features: [Float] {
    switch store {
    case .numbers(let numbers): numbers
    case .bytes(let bytes): bytes.map { Float($0) }
    }
  }

  /// The samples at these rows, in this order.
  package subscript(rows: [Int]) -> RawSamples {
    RawSamples(shape: shape, store: store.rows(rows, width: shape.count), targets: targets[rows])
  }
}

/// The extents of one sample, without the batch: `[64]`, or height × width × channels `[8, 8, 1]`,
/// or time × features `[20, 2]`.
package struct Shape: Equatable, Hashable, Sendable, ExpressibleByArrayLiteral {
  package let extents: [Int]

  package init(_ extents: [Int]) {
    precondition(!extents.isEmpty && extents.allSatisfy { $0 > 0 }, "shape \(extents)")
    self.extents = extents
  }

  package init(arrayLiteral extents: Int...) { self.init(extents) }

  /// Numbers in one sample.
  package var count: Int { extents.reduce(1, *) }

  /// What the last extent counts: units, channels of an image, features of a step of a sequence.
  package var features: Int { extents[extents.count - 1] }

  /// `64`, `8×8×1`.
  package var text: String { extents.map(String.init).joined(separator: "×") }
}

/// What is to be predicted.
package enum Targets: Equatable, Sendable {
  /// One class index in `0..<classes` per sample.
  case classes([Int32], count: Int)
  /// `width` numbers per sample, row after row.
  case values([Float], width: Int)

  package var count: Int {
    switch self {
    case .classes(let labels, _): labels.count
    case .values(let numbers, let width): numbers.count / width
    }
  }

  package subscript(rows: [Int]) -> Targets {
    switch self {
    case .classes(let labels, let count): .classes(rows.map { labels[$0] }, count: count)
    case .values(let numbers, let width):
      .values(rows.flatMap { numbers[$0 * width..<($0 + 1) * width] }, width: width)
    }
  }
}

/// Samples with their targets: `features` is `[count, shape.count]`, row after row.
package struct Samples: Equatable, Sendable {
  package let shape: Shape
  package let features: [Float]
  package let targets: Targets

  package init(shape: Shape, features: [Float], targets: Targets) {
    precondition(
      features.count == targets.count * shape.count, "\(features.count) features, \(targets.count) targets")
    self.shape = shape
    self.features = features
    self.targets = targets
  }

  package var count: Int { targets.count }

  /// The samples at these rows, in this order.
  package subscript(rows: [Int]) -> Samples {
    let width = shape.count
    var chosen: [Float] = []
    chosen.reserveCapacity(rows.count * width)
    for row in rows { chosen.append(contentsOf: features[row * width..<(row + 1) * width]) }
    return Samples(shape: shape, features: chosen, targets: targets[rows])
  }

  /// These samples and then others of the same kind.
  package func joined(with others: Samples) -> Samples {
    precondition(shape == others.shape, "\(shape.text) and \(others.shape.text)")
    let targets: Targets =
      switch (self.targets, others.targets) {
      case (.classes(let own, let count), .classes(let more, _)): .classes(own + more, count: count)
      case (.values(let own, let width), .values(let more, _)): .values(own + more, width: width)
      default: preconditionFailure("classes and numbers do not join")
      }
    return Samples(shape: shape, features: features + others.features, targets: targets)
  }

  package func prefix(_ most: Int) -> Samples { count <= most ? self : self[Array(0..<most)] }
}

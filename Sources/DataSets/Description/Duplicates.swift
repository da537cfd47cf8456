import Basis

/// Rows that occur more than once, compared number by number. A row that is both in the training and in the
/// test part makes the test easier than the world will be.
package struct Duplicates: Equatable, Sendable {
  /// Rows of the training part that repeat an earlier one of it.
  package private(set) var withinTrain = 0
  /// Training rows whose features an earlier one has with another target: no network can get both right.
  package private(set) var contradictions = 0
  /// Rows of the validation part that the training part also has.
  package private(set) var validationInTrain = 0
  /// Rows of the test part that the training part also has.
  package private(set) var testInTrain = 0
  /// Rows of the test part that the validation part also has.
  package private(set) var testInValidation = 0

  package init(_ data: DataSet) {
    let index = RowIndex(data.source.samples)
    var train = index
    for row in data.rows.train {
      let twins = train.rows(equalTo: row)
      if let first = twins.first {
        withinTrain += 1
        if !index.haveEqualTargets(first, row) { contradictions += 1 }
      }
      train.add(row)
    }
    var validation = index
    for row in data.rows.validation {
      if !train.rows(equalTo: row).isEmpty { validationInTrain += 1 }
      validation.add(row)
    }
    for row in data.rows.test {
      if !train.rows(equalTo: row).isEmpty { testInTrain += 1 }
      if !validation.rows(equalTo: row).isEmpty { testInValidation += 1 }
    }
  }
}

/// Finds rows with the same features: by hash first, then by comparing.
private struct RowIndex {
  let samples: RawSamples
  private var byHash: [UInt64: [Int]] = [:]

  init(_ samples: RawSamples) { self.samples = samples }

  mutating func add(_ row: Int) { byHash[hash(row), default: []].append(row) }

  func rows(equalTo row: Int) -> [Int] {
    (byHash[hash(row)] ?? []).filter { other in
      let width = samples.shape.count
      return (0..<width).allSatisfy { bits(other * width + $0) == bits(row * width + $0) }
    }
  }

  func haveEqualTargets(_ first: Int, _ second: Int) -> Bool {
    switch samples.targets {
    case .classes(let labels, _): labels[first] == labels[second]
    case .values(let values, let width):
      (0..<width).allSatisfy { values[first * width + $0] == values[second * width + $0] }
    }
  }

  /// Bit patterns, so that two missing entries (NaN) count as equal; −0 counts as 0.
  private func bits(_ place: Int) -> UInt32 {
    let x = samples.store[place]
    return x == 0 ? 0 : x.bitPattern
  }

  /// Fowler, Noll and Vo's hash over whole words, with a final mix: neighbouring patterns must not collide.
  private func hash(_ row: Int) -> UInt64 {
    let width = samples.shape.count
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for column in 0..<width {
      hash = (hash ^ UInt64(bits(row * width + column))) &* 0x0000_0100_0000_01B3
      hash ^= hash >> 29
    }
    return hash
  }
}

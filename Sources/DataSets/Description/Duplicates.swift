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
    let width = samples.shape.count
    return (byHash[hash(row)] ?? []).filter { other in
      let (first, second) = (other * width..<(other + 1) * width, row * width..<(row + 1) * width)
      return switch samples.store {
      case .numbers(let numbers):
        zip(numbers[first], numbers[second]).allSatisfy { RowIndex.bits($0) == RowIndex.bits($1) }
      case .bytes(let bytes): bytes[first] == bytes[second]
      }
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
  private static func bits(_ x: Float) -> UInt32 { x == 0 ? 0 : x.bitPattern }

  /// Fowler, Noll and Vo's hash over whole words, with a final mix: neighbouring patterns must not collide.
  private func hash(_ row: Int) -> UInt64 {
    let row = row * samples.shape.count..<(row + 1) * samples.shape.count
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ word: UInt64) {
      hash = (hash ^ word) &* 0x0000_0100_0000_01B3
      hash ^= hash >> 29
    }
    switch samples.store {
    case .numbers(let numbers): for x in numbers[row] { add(UInt64(RowIndex.bits(x))) }
    case .bytes(let bytes):
      bytes[row].withUnsafeBytes { bytes in
        for place in stride(from: 0, to: bytes.count - 7, by: 8) {
          add(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
        for byte in bytes.suffix(bytes.count % 8) { add(UInt64(byte)) }
      }
    }
    return hash
  }
}

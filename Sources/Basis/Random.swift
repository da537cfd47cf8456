import Foundation

/// A stream of random numbers that is a value: copy it and both copies continue alike.
///
/// SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"): the n-th output is a
/// function of seed and n alone, so parts of a stream can be made on any thread and still be the same bits.
package struct Random: RandomNumberGenerator, Equatable, Sendable {
  /// What the next output is computed from; saving it saves the stream.
  package private(set) var state: UInt64

  static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= Random.increment
    return Random.mix(state)
  }

  /// An independent stream for a purpose: `Random(seed: 1).stream("weights", 3)`.
  package func stream(_ purpose: String, _ numbers: Int...) -> Random {
    var key = Random.mix(state)
    for byte in purpose.utf8 { key = Random.mix(key ^ UInt64(byte)) }
    for number in numbers { key = Random.mix(key &+ Random.increment ^ UInt64(bitPattern: Int64(number))) }
    return Random(seed: key)
  }

  /// Uniform in 0..<1 with 53 bits.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  package mutating func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// Standard normal by Box and Muller's polar-free form; uses two outputs and keeps no spare, so that the
  /// stream's position stays a function of the number of calls.
  package mutating func normal() -> Double {
    let radius = sqrt(-2 * log(1 - uniform()))
    return radius * cos(2 * .pi * uniform())
  }

  /// Normal restricted to ±`limit` standard deviations by drawing again.
  package mutating func truncatedNormal(limit: Double = 2) -> Double {
    while true {
      let draw = normal()
      if abs(draw) <= limit { return draw }
    }
  }

  /// Uniform in 0..<count, without bias.
  package mutating func index(below count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// 0..<count in random order.
  package mutating func permutation(_ count: Int) -> [Int] {
    Array(0..<count).shuffled(using: &self)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

import NeuralNet

/// A short name for the exact bits of everything a network has learned: equal digests, equal numbers.
package enum Digest {
  /// FNV-1a over 64-bit words, shown as eight hexadecimal digits of its folded halves.
  package static func text(of network: Network) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ word: UInt64) { hash = (hash ^ word) &* 0x0000_0100_0000_01B3 }
    for buffer in [network.parameters, network.state] {
      mix(UInt64(buffer.count))
      for number in buffer {
        mix(UInt64(number.bitPattern))
        // FNV moves bits upwards only; fold the top back in so that late sign bits reach the low half.
        hash ^= hash >> 32
      }
    }
    let folded = UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

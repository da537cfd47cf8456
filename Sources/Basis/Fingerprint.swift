/// A fast 64-bit sum over bytes that tells by chance alike data from the same: for damage and mix-ups, not against
/// anyone who wants two files to look alike.
///
/// Four lanes of multiply and rotate, eight bytes at a time, in the manner of xxHash (Collet 2012); the numbers are not
/// that function's.
package struct Fingerprint: Equatable, Sendable {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
  private var length: UInt64 = 0

  package init() {}

  package init(_ bytes: [UInt8]) {
    add(bytes)
  }

  package mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// Numbers without padding: floats, integers, bytes.
  package mutating func add<Number: BitwiseCopyable>(_ numbers: [Number]) {
    numbers.withUnsafeBytes { add($0) }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    length = Fingerprint.mixed(length, UInt64(bytes.count))
    let whole = bytes.count / 32 * 32
    var (a, b, c, d) = lanes
    var offset = 0
    while offset < whole {
      a = Fingerprint.mixed(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      b = Fingerprint.mixed(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      c = Fingerprint.mixed(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
      d = Fingerprint.mixed(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
      offset += 32
    }
    while offset < bytes.count {
      a = Fingerprint.mixed(a, UInt64(bytes[offset]))
      offset += 1
    }
    lanes = (a, b, c, d)
  }

  private static func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let product = (lane ^ word) &* 0x9E37_79B9_7F4A_7C15
    return (product << 29 | product >> 35) &+ 0xD6E8_FEB8_6659_FD93
  }

  package var value: UInt64 {
    [lanes.0, lanes.1, lanes.2, lanes.3, length].reduce(0) { Random.mix($0 &+ Random.mix($1)) }
  }

  package static func == (first: Fingerprint, second: Fingerprint) -> Bool { first.value == second.value }

  /// 16 hexadecimal digits.
  package var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

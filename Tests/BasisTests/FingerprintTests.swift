import Basis
import Testing

@Suite struct FingerprintTests {
  @Test func anyChangedByteAndAnyLengthChangesIt() {
    for count in [0, 1, 7, 8, 31, 32, 33, 64, 200] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      let sum = Fingerprint(bytes)
      #expect(Fingerprint(bytes) == sum)
      #expect(Fingerprint(bytes + [0]) != sum)
      for index in bytes.indices {
        var other = bytes
        other[index] ^= 1
        #expect(Fingerprint(other) != sum, "byte \(index) of \(count)")
      }
    }
  }

  @Test func whereOneTextEndsCounts() {
    var (first, second) = (Fingerprint(), Fingerprint())
    first.add("ab")
    first.add("c")
    second.add("a")
    second.add("bc")
    #expect(first != second)
    #expect(first.hex.count == 16)
  }

  @Test func swappedWordsChangeIt() {
    #expect(Fingerprint(Array(0..<64)) != Fingerprint(Array(32..<64) + Array(0..<32)))
    #expect(Fingerprint(Array(0..<16)) != Fingerprint(Array(8..<16) + Array(0..<8)))
  }
}

/// FNV-1a (Fowler, Noll & Vo): short, the same on every machine and in every version, and not meant to be secure.
enum Digest {
  static func of(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

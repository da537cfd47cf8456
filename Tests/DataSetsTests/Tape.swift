/// Makes tar archives, sound ones and any other.
struct Tape {
  var name = "file"
  var contents: [UInt8] = []
  var flag = UInt8(ascii: "0")
  /// As the header declares it, in octal digits; the contents' own if nil.
  var size: [UInt8]?
  var magic = Array("ustar\u{0}00".utf8)
  var prefix = ""
  var link = ""
  var hasRightChecksum = true

  /// Header and contents, in whole blocks.
  var bytes: [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], at place: Int) {
      block.replaceSubrange(place..<place + bytes.count, with: bytes)
    }
    put(Array(name.utf8.prefix(100)), at: 0)
    put(Array("0000644\u{0}0000000\u{0}0000000\u{0}".utf8), at: 100)
    put(size ?? Tape.octal(contents.count, digits: 11) + [0], at: 124)
    put(Array("00000000000\u{0}".utf8), at: 136)
    put([flag], at: 156)
    put(Array(link.utf8.prefix(100)), at: 157)
    put(magic, at: 257)
    put(Array(prefix.utf8), at: 345)
    put(Array("        ".utf8), at: 148)
    let sum = block.reduce(0) { $0 + Int($1) } + (hasRightChecksum ? 0 : 1)
    put(Tape.octal(sum, digits: 6) + [0, 0x20], at: 148)
    return block + contents + [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
  }

  static let end = [UInt8](repeating: 0, count: 1024)

  static func archive(_ files: [(name: String, contents: [UInt8])]) -> [UInt8] {
    Tape(name: "set/", flag: UInt8(ascii: "5")).bytes
      + files.flatMap { Tape(name: $0.name, contents: $0.contents).bytes } + end
  }

  static func octal(_ number: Int, digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
  }
}

import Basis

/// One block of 512 bytes that says what comes next in a tar archive: POSIX ustar (IEEE 1003.1, pax) and GNU's variety.
struct TarHeader {
  enum Kind: Equatable {
    case file, folder
    /// What follows describes the next entry, or all further ones.
    case pax, paxForAll
    /// What follows is the next entry's name.
    case longName
    /// Never taken: what it is called.
    case other(String)
  }

  static let bytes = 512

  let name: String
  /// Of what follows.
  let size: Int
  let kind: Kind

  /// - Parameter isFirst: whether a block that is no header means that the file is no archive.
  init(_ block: [UInt8], path: String, isFirst: Bool) throws {
    guard TarHeader.hasRightChecksum(block) else {
      throw Problem(
        isFirst
          ? "\(Files.shown(path)) is not a tar archive"
          : "the archive \(Files.shown(path)) is damaged: a file's header has a wrong checksum",
        advice: isFirst
          ? "tar writes such archives; a file cut off on its way is fetched again" : "fetch it again",
        kind: .malformed)
    }
    guard let size = TarHeader.octal(block[124..<136]) else {
      throw Problem(
        "the archive \(Files.shown(path)) declares a size that is too large, or no number", kind: .malformed)
    }
    // Only POSIX has a second part of the name; GNU keeps other things there.
    let isPOSIX = block[257..<263].elementsEqual(Array("ustar\0".utf8))
    let prefix = isPOSIX ? TarHeader.text(block[345..<500]) : ""
    let own = TarHeader.text(block[0..<100])
    name = prefix.isEmpty ? own : "\(prefix)/\(own)"
    self.size = size
    kind = TarHeader.kind(block[156], name: name)
  }

  private static func kind(_ flag: UInt8, name: String) -> Kind {
    switch flag {
    // The oldest archives tell folders by their last character.
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): name.hasSuffix("/") ? .folder : .file
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "x"): .pax
    case UInt8(ascii: "g"): .paxForAll
    case UInt8(ascii: "L"): .longName
    case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "K"): .other("a link")
    case UInt8(ascii: "3"), UInt8(ascii: "4"): .other("a device")
    case UInt8(ascii: "6"): .other("a pipe")
    default: .other("an entry of an unknown kind")
    }
  }

  /// The sum of all bytes, the checksum's own eight taken for blanks.
  private static func hasRightChecksum(_ block: [UInt8]) -> Bool {
    let sum = block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(block[$1])) }
    return octal(block[148..<156]) == sum
  }

  /// Octal digits, ended by a blank or a zero. nil for anything else, GNU's binary sizes beyond 8 GB included.
  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}

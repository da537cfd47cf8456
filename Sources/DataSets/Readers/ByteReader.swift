import Basis

/// Reads a binary file from front to end, unpacking it if it is gzipped. Every shortage names the file and
/// what was being read.
struct ByteReader {
  let path: String
  private let bytes: [UInt8]
  private let gzip: Gzip?
  private var position = 0

  init(path: String) throws { try self.init(Files.read(path), path: path) }

  init(_ bytes: [UInt8], path: String) {
    self.path = path
    self.bytes = bytes
    gzip = Gzip.isPacked(bytes) ? Gzip(bytes, path: path) : nil
  }

  /// Exactly `count` bytes. Memory grows with what is really there, not with what a header claims.
  mutating func read(_ count: Int, _ what: String) throws -> [UInt8] {
    let piece = try read(upTo: count)
    guard piece.count == count else {
      throw Problem(
        "\(Files.shown(path)) is too short: \(what) takes \(Numbers.grouped(count)) bytes, but only "
          + "\(Numbers.grouped(piece.count)) are left",
        advice: "it was probably cut off: fetch it again", kind: .malformed)
    }
    return piece
  }

  /// At most `count` bytes; fewer only at the end.
  mutating func read(upTo count: Int) throws -> [UInt8] {
    precondition(count >= 0, "\(count) bytes")
    if let gzip { return try gzip.read(count) }
    let piece = Array(bytes[position..<position + min(count, bytes.count - position)])
    position += piece.count
    return piece
  }

  /// Throws if anything is left; for gzip this also verifies the checksum at the end.
  mutating func expectEnd(after what: String) throws {
    let rest = try gzip?.read(1).count ?? (bytes.count - position)
    guard rest == 0 else {
      throw Problem(
        "\(Files.shown(path)) goes on after \(what), which should be all of it",
        advice: "its header and its contents disagree: fetch it again", kind: .malformed)
    }
  }

  /// Four bytes, most significant first.
  mutating func bigEndian32(_ what: String) throws -> Int {
    try read(4, what).reduce(0) { $0 << 8 | Int($1) }
  }
}

extension Files {
  /// The product of extents that a header declares, of which the first counts samples. Throws where it overflows or is
  /// more than fits in memory.
  static func product(_ extents: [Int], path: String) throws -> Int {
    var product = 1
    for extent in extents {
      let (next, overflows) = product.multipliedReportingOverflow(by: extent)
      guard (0...mostNumbers).contains(extent), !overflows, next <= mostNumbers else {
        throw Problem(
          "the header of \(shown(path)) declares "
            + "\(extents.map { String($0) }.joined(separator: "×")) numbers; "
            + "at most \(Numbers.grouped(mostNumbers)) fit",
          kind: .malformed)
      }
      product = next
    }
    if let samples = extents.first, samples > 0, product / samples > mostFeatures {
      throw Problem(
        "the header of \(shown(path)) declares \(Numbers.grouped(product / samples)) numbers in one sample; at most "
          + "\(Numbers.grouped(mostFeatures)) fit", kind: .malformed)
    }
    return product
  }
}

import Basis

/// Takes files out of a tar archive, plain or gzipped, without trusting a byte of it: only plain files that were asked
/// for are handed over, by the last part of their name. Where they go is the caller's business, so nothing in an archive
/// can name a place. Whatever an honest archive of a data set does not have is refused.
struct TarReader {
  static let mostEntries = 1000
  /// Of files that nobody asked for, together.
  static let mostOtherBytes = 16_000_000
  /// Of zeros behind the last file.
  static let mostPadding = 1_000_000
  static let mostNameBytes = 65_536
  static let pieceBytes = 1 << 20

  private var source: ByteReader
  private var entries = 0
  private var otherBytes = 0
  private var names: Set<String> = []

  private init(_ source: ByteReader) { self.source = source }

  /// Whether these bytes can only be an archive: none of the binary formats read here begins like this.
  static func isArchive(_ bytes: [UInt8]) -> Bool {
    Gzip.isPacked(bytes)
      || bytes.count >= TarHeader.bytes && bytes[257..<262].elementsEqual(Array("ustar".utf8))
  }

  /// Hands over, piece by piece, the files with these names, each of at most `limit` bytes. When it returns, the archive
  /// was sound to its last byte.
  static func read(
    _ source: ByteReader, wanted: Set<String>, limit: Int, take: (String, [UInt8]) throws -> Void
  ) throws {
    var reader = TarReader(source)
    while let entry = try reader.next() {
      let last = entry.name.split(separator: "/").last.map(String.init) ?? ""
      let isWanted = entry.kind == .file && wanted.contains(last)
      if isWanted {
        guard reader.names.insert(last).inserted else { throw reader.refusal("two files called \(last)") }
        guard entry.size <= limit else {
          throw reader.refusal(
            "\(last) with \(Numbers.grouped(entry.size)) bytes, and at most \(Numbers.grouped(limit)) are taken"
          )
        }
        try take(last, [])
      } else {
        try reader.count(other: entry.size)
      }
      try reader.contents(of: entry) { if isWanted { try take(last, $0) } }
    }
  }

  /// The next file or folder, its contents still to be read; nil behind the last.
  private mutating func next() throws -> (name: String, size: Int, kind: TarHeader.Kind)? {
    var long: (name: String?, size: Int?) = (nil, nil)
    while true {
      let block = try source.read(TarHeader.bytes, "the header of the next file in the archive")
      if block.allSatisfy({ $0 == 0 }) {
        try finish()
        return nil
      }
      entries += 1
      guard entries <= TarReader.mostEntries else {
        throw refusal("more than \(Numbers.grouped(TarReader.mostEntries)) entries")
      }
      let header = try TarHeader(block, path: source.path, isFirst: entries == 1)
      switch header.kind {
      case .file, .folder:
        let entry = (long.name ?? header.name, long.size ?? header.size, header.kind)
        try check(name: entry.0)
        return entry
      case .longName: long.name = TarHeader.text(try short(header)[...])
      case .pax: try long = pax(try short(header), long)
      case .paxForAll: _ = try short(header)
      case .other(let what): throw refusal("\(what), \(Files.shown(long.name ?? header.name))")
      }
    }
  }

  private mutating func contents(
    of entry: (name: String, size: Int, kind: TarHeader.Kind), take: ([UInt8]) throws -> Void
  ) throws {
    var left = entry.size
    while left > 0 {
      let piece = try source.read(min(left, TarReader.pieceBytes), Files.shown(entry.name))
      left -= piece.count
      try take(piece)
    }
    let rest = entry.size % TarHeader.bytes
    if rest > 0 { _ = try source.read(TarHeader.bytes - rest, "the end of \(Files.shown(entry.name))") }
  }

  /// What describes an entry: never long in an honest archive.
  private mutating func short(_ header: TarHeader) throws -> [UInt8] {
    guard header.size <= TarReader.mostNameBytes else {
      throw refusal("a description of \(Numbers.grouped(header.size)) bytes")
    }
    var bytes: [UInt8] = []
    try contents(of: (header.name, header.size, header.kind)) { bytes += $0 }
    return bytes
  }

  /// Records `LENGTH KEY=VALUE\n`; name and size are what matters here.
  private func pax(_ bytes: [UInt8], _ known: (name: String?, size: Int?)) throws -> (String?, Int?) {
    var found = known
    var rest = bytes[...]
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard (1...6).contains(digits.count), let length = Int(TarHeader.text(digits)),
        (digits.count + 3...rest.count).contains(length), rest[rest.startIndex + length - 1] == 0x0A
      else { throw refusal("a description that cannot be read") }
      let record = rest.prefix(length - 1).dropFirst(digits.count + 1)
      let key = TarHeader.text(record.prefix { $0 != 0x3D })
      let value = TarHeader.text(record.drop { $0 != 0x3D }.dropFirst())
      if key == "path" { found.name = value }
      if key == "size" {
        guard let size = Int(value), size >= 0, size <= Files.largestBytes else {
          throw refusal("a file with a size of \(Files.shown(value, limit: 30))")
        }
        found.size = size
      }
      rest = rest.dropFirst(length)
    }
    return found
  }

  /// Names are used for nothing but telling files apart; one that leads outside says that the archive means ill.
  private func check(name: String) throws {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.isEmpty { throw refusal("a file without a name") }
    if name.hasPrefix("/") || parts.contains("..") {
      throw refusal("a name that leads outside, \(Files.shown(name))")
    }
  }

  private mutating func count(other bytes: Int) throws {
    let (sum, overflows) = otherBytes.addingReportingOverflow(bytes)
    guard !overflows, sum <= TarReader.mostOtherBytes else {
      throw refusal("more than \(Numbers.bytes(TarReader.mostOtherBytes)) of other files")
    }
    otherBytes = sum
  }

  /// Behind the last file there are zeros alone. Reading to the end also verifies gzip's checksum.
  private mutating func finish() throws {
    var padding = 0
    while true {
      let piece = try source.read(upTo: TarReader.pieceBytes)
      if piece.isEmpty { return }
      padding += piece.count
      guard piece.allSatisfy({ $0 == 0 }), padding <= TarReader.mostPadding else {
        throw refusal("something behind its end")
      }
    }
  }

  private func refusal(_ what: String) -> Problem {
    Problem(
      "the archive \(Files.shown(source.path)) holds \(what)",
      advice: "this is not the archive that was published: fetch it again, from there", kind: .malformed)
  }
}

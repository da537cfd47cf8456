import Basis

/// A safetensors file that has been read: its header is sound, and every tensor lies within it.
package struct SafeTensorsFile: Sendable {
  package let metadata: [String: String]
  private let entries: [String: SafeTensorsHeader.Entry]
  private let bytes: [UInt8]
  /// Where the numbers begin.
  private let start: Int

  package var names: [String] { entries.keys.sorted() }

  /// Throws a `Problem` for anything that is not such a file. Memory is only taken for what is really there.
  package init(_ bytes: [UInt8]) throws {
    guard bytes.count >= 8 else {
      throw SafeTensorsFile.damage("it has \(bytes.count) bytes, and the length of its header alone takes 8")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= SafeTensorsHeader.mostBytes, length <= bytes.count - 8, length > 0 else {
      throw SafeTensorsFile.damage(
        "its first 8 bytes announce a header of \(length) bytes, and \(Numbers.grouped(bytes.count - 8)) follow"
      )
    }
    start = 8 + Int(length)
    let text = Array(bytes[8..<start])
    guard text.first == UInt8(ascii: "{") else {
      throw SafeTensorsFile.damage("its header does not begin with {")
    }
    let header = try JSONText.decode(SafeTensorsHeader.self, from: text, what: "the header")
    try SafeTensorsFile.check(header.entries, bytes: bytes.count - start)
    metadata = header.metadata
    entries = header.entries
    self.bytes = bytes
  }

  /// The numbers of a tensor. Throws a `Problem` unless it is there with this shape, as 32-bit floats.
  package func numbers(of name: String, shape: [Int]) throws -> [Float] {
    guard let entry = entries[name] else { throw Problem("the tensor \(name) is missing", kind: .malformed) }
    guard entry.dtype == "F32" else {
      throw Problem(
        "\(name) holds numbers of type \(entry.dtype); F32 is needed", kind: .malformed)
    }
    guard entry.shape == shape else {
      throw Problem(
        "\(name) has shape \(SafeTensorsFile.text(entry.shape)); the network's is "
          + SafeTensorsFile.text(shape), kind: .malformed)
    }
    let first = start + entry.offsets[0]
    return bytes.withUnsafeBytes { raw in
      (0..<shape.reduce(1, *)).map { index in
        let pattern = raw.loadUnaligned(
          fromByteOffset: first + index * SafeTensors.numberBytes, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: pattern))
      }
    }
  }

  /// How many numbers a tensor of one dimension has; nil if there is no such tensor.
  package func length(of name: String) -> Int? {
    guard let shape = entries[name]?.shape, shape.count == 1 else { return nil }
    return shape[0]
  }

  // MARK: The header

  /// Bytes of one number. Types of less than a byte, which the format knows too, are nothing that Descent could use.
  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1, "U16": 2, "I16": 2, "F16": 2,
    "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8, "C64": 8,
  ]

  /// Tensors must lie one after the other and fill the file: no gap, no overlap, no rest.
  private static func check(_ entries: [String: SafeTensorsHeader.Entry], bytes: Int) throws {
    var spans: [(start: Int, end: Int, name: String)] = []
    for (name, entry) in entries {
      guard entry.offsets.count == 2, entry.offsets[0] >= 0, entry.offsets[0] <= entry.offsets[1],
        entry.offsets[1] <= bytes
      else {
        throw damage("\(name) lies at bytes \(text(entry.offsets)) of \(Numbers.grouped(bytes))")
      }
      guard let width = widths[entry.dtype] else {
        throw damage("\(name) has the type \(entry.dtype), which the format does not know")
      }
      var size = width
      for extent in entry.shape {
        let (product, overflows) = size.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflows else { throw damage("\(name) has the shape \(text(entry.shape))") }
        size = product
      }
      guard size == entry.offsets[1] - entry.offsets[0] else {
        throw damage(
          "\(name) of shape \(text(entry.shape)) takes \(Numbers.grouped(size)) bytes and has "
            + Numbers.grouped(entry.offsets[1] - entry.offsets[0]))
      }
      spans.append((entry.offsets[0], entry.offsets[1], name))
    }
    spans.sort { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
    var end = 0
    for span in spans {
      guard span.start == end else {
        throw damage(
          "\(span.name) begins at byte \(Numbers.grouped(span.start)), and the tensor before it ends at "
            + Numbers.grouped(end))
      }
      end = span.end
    }
    guard end == bytes else {
      throw damage("its tensors take \(Numbers.grouped(end)) bytes, and it has \(Numbers.grouped(bytes))")
    }
  }

  private static func text(_ numbers: [Int]) -> String {
    "[" + numbers.prefix(8).map { String($0) }.joined(separator: ", ") + (numbers.count > 8 ? ", …]" : "]")
  }

  private static func damage(_ what: String) -> Problem {
    Problem(
      "this is no sound safetensors file: \(what)", advice: "was it cut off on its way?", kind: .malformed)
  }
}

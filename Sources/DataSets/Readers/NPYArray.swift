import Basis

/// One NumPy array as a `.npy` file holds it (format versions 1 to 3), in C order.
struct NPYArray {
  enum Element: String, CaseIterable {
    case float32 = "<f4"
    case float64 = "<f8"
    case int32 = "<i4"
    case int64 = "<i8"
    case byte = "|u1"

    var bytes: Int {
      switch self {
      case .byte: 1
      case .float32, .int32: 4
      case .float64, .int64: 8
      }
    }

    var isWhole: Bool { self != .float32 && self != .float64 }
  }

  let path: String
  let element: Element
  /// As NumPy's `shape`; empty for a single number.
  let extents: [Int]
  private let bytes: [UInt8]

  var count: Int { extents.reduce(1, *) }

  init(path: String) throws {
    var file = try ByteReader(path: path)
    try self.init(&file)
  }

  init(_ file: inout ByteReader) throws {
    path = file.path
    let shown = Files.shown(path)
    let magic = try file.read(8, "the NumPy header")
    guard magic.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw Problem(
        "\(shown) is not a NumPy array: it does not begin with \\x93NUMPY",
        advice: "np.save makes such files; .npz archives have to be unpacked first", kind: .malformed)
    }
    guard (1...3).contains(magic[6]) else {
      throw Problem("\(shown) has NumPy format version \(magic[6]); 1 to 3 are read", kind: .malformed)
    }
    let lengthBytes = try file.read(magic[6] == 1 ? 2 : 4, "the NumPy header")
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= 65_536 else {
      throw Problem(
        "\(shown) declares a header of \(Numbers.grouped(length)) bytes; 65,536 must do", kind: .malformed)
    }
    let header = String(decoding: try file.read(length, "the NumPy header"), as: UTF8.self)

    guard let descriptor = NPYArray.quoted("descr", header),
      let order = NPYArray.word("fortran_order", header),
      let extents = NPYArray.extents(header)
    else {
      throw Problem(
        "\(shown): the NumPy header lacks descr, fortran_order or shape, or they are not readable",
        kind: .malformed)
    }
    guard let element = Element(rawValue: descriptor) else {
      throw Problem(
        "\(shown) holds numbers of type \(Files.shown(descriptor, limit: 20)); "
          + "\(Element.allCases.map(\.rawValue).alternatives) "
          + "can be read",
        advice: "in Python: np.save(name, array.astype(\"<f4\"))", kind: .malformed)
    }
    guard order == "False" || extents.filter({ $0 > 1 }).count <= 1 else {
      throw Problem(
        "\(shown) is in Fortran order, column after column; C order is needed",
        advice: "in Python: np.save(name, np.ascontiguousarray(array))", kind: .malformed)
    }
    self.element = element
    self.extents = extents
    let count = try Files.product(extents, path: path)
    bytes = try file.read(count * element.bytes, "the array its header declares")
    try file.expectEnd(after: "the array its header declares")
  }

  /// All numbers in order. Throws for NaN, infinity and what does not fit a Float.
  func floats() throws -> [Float] {
    var result = [Float](repeating: 0, count: count)
    for index in 0..<count {
      let number: Float =
        switch element {
        case .byte: Float(bytes[index])
        case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: word(index, 4)))
        case .float64: Float(Double(bitPattern: word(index, 8)))
        case .int32, .int64: Float(whole(index))
        }
      guard number.isFinite else {
        throw Problem(
          "\(Files.shown(path)): number \(Numbers.grouped(index + 1))\(row(index)) is "
            + (element == .float64 && Double(bitPattern: word(index, 8)).isFinite
              ? "beyond what fits (±3.4e38)" : "\(Numbers.short(Double(number)))")
            + "; every number must be finite",
          advice: "in Python: np.isfinite(array).all() must be True", kind: .malformed)
      }
      result[index] = number
    }
    return result
  }

  /// The number at `index` of an array of whole numbers.
  func whole(_ index: Int) -> Int {
    switch element {
    case .byte: Int(bytes[index])
    case .int32: Int(Int32(truncatingIfNeeded: word(index, 4)))
    case .int64: Int(Int64(bitPattern: word(index, 8)))
    case .float32, .float64: preconditionFailure("\(element) is not whole")
    }
  }

  private func row(_ index: Int) -> String {
    extents.count > 1 ? " (row \(Numbers.grouped(index / (count / extents[0]) + 1)))" : ""
  }

  /// Little-endian bytes as one word.
  private func word(_ index: Int, _ size: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<size { word |= UInt64(bytes[index * size + place]) << UInt64(8 * place) }
    return word
  }

  // MARK: header, a Python dictionary such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }

  private static func value(_ key: String, _ header: String) -> Substring? {
    for quote in ["'", "\""] {
      if let range = header.firstRange(of: quote + key + quote) {
        let rest = header[range.upperBound...].drop(while: \.isWhitespace)
        return rest.first == ":" ? rest.dropFirst().drop(while: \.isWhitespace) : nil
      }
    }
    return nil
  }

  private static func quoted(_ key: String, _ header: String) -> String? {
    guard let value = value(key, header), let quote = value.first, quote == "'" || quote == "\"",
      let end = value.dropFirst().firstIndex(of: quote)
    else { return nil }
    return String(value.dropFirst()[..<end])
  }

  private static func word(_ key: String, _ header: String) -> String? {
    let word = value(key, header).map { String($0.prefix(while: \.isLetter)) }
    return word == "True" || word == "False" ? word : nil
  }

  private static func extents(_ header: String) -> [Int]? {
    guard let value = value("shape", header), value.first == "(", let end = value.firstIndex(of: ")") else {
      return nil
    }
    var extents: [Int] = []
    for piece in value.dropFirst()[..<end].split(separator: ",") {
      let digits = piece.filter { !$0.isWhitespace }
      if digits.isEmpty { continue }
      // More digits than fit are a declared size all the same: as large as can be, to be refused for that.
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), extents.count < 32 else { return nil }
      extents.append(Int(digits) ?? .max)
    }
    return extents
  }
}

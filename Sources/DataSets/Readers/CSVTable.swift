import Basis

/// A CSV file as columns: numbers where every entry is one, codes for texts elsewhere.
struct CSVTable {
  enum Column {
    /// NaN where something is missing.
    case numbers([Float])
    /// Index into `names`, −1 where something is missing. Names in order of appearance.
    case texts([Int32], names: [String])

    var missing: Int {
      switch self {
      case .numbers(let numbers): numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      case .texts(let codes, _): codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
      }
    }

    func isMissing(_ row: Int) -> Bool {
      switch self {
      case .numbers(let numbers): numbers[row].isNaN
      case .texts(let codes, _): codes[row] < 0
      }
    }
  }

  let path: String
  let names: [String]
  let hasHeader: Bool
  private(set) var columns: [Column]
  /// The line of the file on which each row begins.
  let lines: [Int32]
  /// For each column that holds text: the first such entry and its line.
  let firstText: [(text: String, line: Int)?]

  var rowCount: Int { lines.count }

  /// Reads `bytes`; `path` only names them in messages.
  init(
    _ bytes: [UInt8], path: String, separator: UInt8 = 0x2C, header: CSV.Header = .auto,
    textColumn: String? = nil
  ) throws {
    try CSVTable.refuseBinary(bytes, path)
    self = try bytes.withUnsafeBufferPointer { buffer in
      let records = CSVRecords(bytes: buffer, separator: separator, path: path)
      return try CSVTable(records, header, textColumn)
    }
  }

  /// `textColumn` is read as text whatever it holds: a target whose numbers are names of classes.
  private init(_ records: CSVRecords, _ header: CSV.Header, _ textColumn: String?) throws {
    path = records.path
    var names: [String] = []
    var hasHeader = false
    var numbers: [[Float]] = []
    var texts: [(text: String, line: Int)?] = []
    var lines: [Int32] = []
    var forced = -1
    var width = -1
    var firstLine = 1
    let file = Files.shown(records.path)

    try records.forEach { line, fields in
      if width < 0 {
        width = fields.count
        firstLine = line
        guard width <= 1_000_000 else {
          throw Problem(
            "\(file), line \(line): \(Numbers.grouped(width)) columns are too many", kind: .malformed)
        }
        hasHeader =
          header == .on
          || header == .auto && fields.allSatisfy { CSVNumber(records.bytes, $0).isWord }
        names = try fields.indices.map { index in
          let name = hasHeader ? try records.name(fields[index], line: line) : ""
          return name.isEmpty ? "column\(index + 1)" : name
        }
        forced = names.firstIndex { $0 == textColumn } ?? -1
        numbers = Array(repeating: [], count: width)
        texts = Array(repeating: nil, count: width)
        if hasHeader { return }
      }
      guard fields.count == width else {
        throw Problem(
          "\(file), line \(line): \(fields.count) fields, but line \(firstLine) has \(width)",
          advice: fields.count == 1 || width == 1
            ? "is the separator another one? try separator=\";\" or separator=tab"
            : "every line needs the same number of fields; "
              + "put text that contains the separator in \"quotes\"",
          kind: .malformed)
      }
      guard (lines.count + 1).multipliedReportingOverflow(by: width).partialValue <= Files.mostNumbers else {
        throw Problem(
          "\(file) holds more than \(Numbers.grouped(Files.mostNumbers)) entries; "
            + "that is too much for memory",
          kind: .malformed)
      }
      lines.append(Int32(clamping: line))
      for index in 0..<width {
        switch CSVNumber(records.bytes, fields[index]) {
        case .number(let number):
          let single = Float(number)
          guard single.isFinite else {
            throw Problem(
              "\(file), line \(line): \(names[index]) is \(Numbers.short(number)), "
                + "beyond what fits (±3.4e38)",
              kind: .malformed)
          }
          numbers[index].append(single)
        case .missing: numbers[index].append(.nan)
        case .text:
          if texts[index] == nil {
            texts[index] = (try records.name(fields[index], line: line), line)
          }
          numbers[index].append(.nan)
        }
      }
    }
    guard width >= 0 else {
      throw Problem("\(file) has no lines with data", kind: .malformed)
    }
    guard !lines.isEmpty else {
      throw Problem(
        "\(file) has a header but no rows below it", advice: "if line 1 is data, say header=off",
        kind: .malformed)
    }
    self.names = names
    self.hasHeader = hasHeader
    self.lines = lines
    firstText = texts
    columns = []
    let textual = (0..<width).filter { texts[$0] != nil || $0 == forced }
    for index in 0..<width {
      columns.append(.numbers(numbers[index]))
      numbers[index] = []
    }
    if !textual.isEmpty { try readTexts(records, textual) }
  }

  /// A second pass for the columns that hold text.
  private mutating func readTexts(_ records: CSVRecords, _ textual: [Int]) throws {
    var codes = textual.map { _ in [Int32]() }
    var known = textual.map { _ in [String: Int32]() }
    var skipsHeader = hasHeader
    try records.forEach { line, fields in
      if skipsHeader {
        skipsHeader = false
        return
      }
      for (place, index) in textual.enumerated() {
        if CSVNumber(records.bytes, fields[index]) == .missing {
          codes[place].append(-1)
          continue
        }
        let name = try records.name(fields[index], line: line)
        let code = known[place][name] ?? Int32(known[place].count)
        known[place][name] = code
        codes[place].append(code)
      }
    }
    for (place, index) in textual.enumerated() {
      let names = known[place].sorted { $0.value < $1.value }.map(\.key)
      columns[index] = .texts(codes[place], names: names)
    }
  }

  private static func refuseBinary(_ bytes: [UInt8], _ path: String) throws {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Problem(
        "\(Files.shown(path)) is UTF-16 text; CSV files are read as UTF-8", advice: "save it again as UTF-8",
        kind: .malformed)
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw Problem(
        "\(Files.shown(path)) is compressed with gzip",
        advice: "unpack it first: gunzip \(Files.readable(path))",
        kind: .malformed)
    }
    if let place = bytes.firstIndex(of: 0) {
      throw Problem(
        "\(Files.shown(path)) is not text: byte \(Numbers.grouped(place + 1)) is zero",
        advice: "CSV files are plain text; for NumPy arrays there is data npy, for MNIST data idx",
        kind: .malformed)
    }
  }
}

extension CSVRecords {
  /// A field that becomes a name or a class: runs of white space count as one space.
  func name(_ field: Field, line: Int) throws -> String {
    guard let text = text(field) else {
      throw Problem(
        "\(Files.shown(path)), line \(line): a text is not UTF-8", advice: "save the file again as UTF-8",
        kind: .malformed)
    }
    let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw Problem(
        "\(Files.shown(path)), line \(line): the text \(Files.shown(name, limit: 40)) "
          + "contains control characters",
        kind: .malformed)
    }
    guard name.utf8.count <= 200 else {
      throw Problem(
        "\(Files.shown(path)), line \(line): the text \(Files.shown(name, limit: 40)) has "
          + "\(Numbers.grouped(name.utf8.count)) bytes; names and classes have at most 200",
        kind: .malformed)
    }
    return name
  }
}

extension CSVNumber {
  var isWord: Bool { if case .number = self { false } else { true } }
}

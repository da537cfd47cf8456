/// What the bytes of one CSV field say.
enum CSVNumber: Equatable {
  case number(Double)
  /// Empty, or one of the customary words for "not known".
  case missing
  case text

  static let missingWords: Set<String> = ["", "?", "na", "n/a", "nan", "null", "none", "-"]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVRecords.Field) {
    if let quick = CSVNumber.plain(bytes, field.range) {
      self = .number(quick)
      return
    }
    // Everything else is rare: exponents, long mantissas, words. Swift's parser rounds correctly and knows no
    // locale.
    if field.range.count <= 4 {
      let word = String(decoding: bytes[field.range], as: UTF8.self).lowercased()
      if CSVNumber.missingWords.contains(word) {
        self = .missing
        return
      }
    }
    guard let first = field.range.first.map({ bytes[$0] }),
      isDigit(first) || first == 0x2D || first == 0x2B || first == 0x2E,
      field.range.count < 64, field.range.allSatisfy({ CSVNumber.mayStandInNumber(bytes[$0]) }),
      let number = Double(String(decoding: bytes[field.range], as: UTF8.self))
    else {
      self = .text
      return
    }
    self = .number(number)
  }

  /// Digits with a sign and a point: exact as long as the digits fit 2⁵³ and the power of ten is itself
  /// exact, because one division then rounds once.
  private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Double? {
    var position = range.lowerBound
    let end = range.upperBound
    guard position < end, end - position <= 17 else { return nil }
    let isNegative = bytes[position] == 0x2D
    if isNegative { position += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = -1
    while position < end {
      let byte = bytes[position]
      if isDigit(byte) {
        mantissa = mantissa * 10 + UInt64(byte - 0x30)
        digits += 1
        if decimals >= 0 { decimals += 1 }
      } else if byte == 0x2E, decimals < 0 {
        decimals = 0
      } else {
        return nil
      }
      position += 1
    }
    guard digits > 0, digits <= 15 else { return nil }
    let size = decimals > 0 ? Double(mantissa) / powersOfTen[decimals] : Double(mantissa)
    return isNegative ? -size : size
  }

  /// Digits, sign, point and exponent, but not the words and hexadecimal forms that Swift would also read.
  private static func mayStandInNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte == 0x45 || byte == 0x65
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

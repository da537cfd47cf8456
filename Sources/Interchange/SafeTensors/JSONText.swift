import Basis
import DataSets
import Foundation

/// JSON from and for files that anybody may have written. Foundation reads it; what Foundation lets pass is refused first.
package enum JSONText {
  static let deepest = 32
  private static let infinity = ("Infinity", "-Infinity", "NaN")

  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity.0, negativeInfinity: infinity.1, nan: infinity.2)
    return [UInt8](try encoder.encode(value))
  }

  package static func decode<Result: Decodable>(_ type: Result.Type, from bytes: [UInt8], what: String) throws
    -> Result
  {
    try check(bytes, what)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity.0, negativeInfinity: infinity.1, nan: infinity.2)
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw Problem("\(what): \(error.reason)", kind: .malformed)
    }
  }

  /// Refuses nesting that could exhaust the stack, and names that stand twice in one object, of which only one could count.
  private static func check(_ bytes: [UInt8], _ what: String) throws {
    /// The names of each object that is open; nil for a list.
    var open: [Set<ArraySlice<UInt8>>?] = []
    var awaitsName = false
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        awaitsName = bytes[index] == UInt8(ascii: "{")
        open.append(awaitsName ? [] : nil)
        if open.count > deepest {
          throw Problem("\(what) is nested more than \(deepest) deep", kind: .malformed)
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        awaitsName = false
        if open.popLast() == nil { return }
      case UInt8(ascii: ","): awaitsName = open.last.map { $0 != nil } ?? false
      case UInt8(ascii: "\""):
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          if isControl(bytes[index...]) {
            throw Problem("\(what) has a control character in a text", kind: .malformed)
          }
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard awaitsName, index < bytes.count else { break }
        awaitsName = false
        let name = bytes[start..<index]
        if open[open.count - 1]?.insert(name).inserted == false {
          throw Problem(
            "\(what) names \(String(decoding: name, as: UTF8.self)) twice", kind: .malformed)
        }
      default: break
      }
      index += 1
    }
  }

  /// Whether a text goes on with a character that could command a terminal: spelt out, or escaped.
  private static func isControl(_ text: ArraySlice<UInt8>) -> Bool {
    let start = Array(text.prefix(6))
    switch start[0] {
    case 0x7F: return true
    case 0xC2: return start.count > 1 && (0x80...0x9F).contains(start[1])
    case UInt8(ascii: "\\"):
      guard start.count == 6, start[1] == UInt8(ascii: "u") else {
        return start.count > 1 && "bfr".utf8.contains(start[1])
      }
      let code = UInt32(String(decoding: start[2...], as: UTF8.self), radix: 16) ?? 0
      return code < 0x20 || (0x7F...0x9F).contains(code)
    default: return false
    }
  }
}

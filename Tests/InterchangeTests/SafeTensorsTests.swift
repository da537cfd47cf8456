import Basis
import Foundation
import Interchange
import Testing

@Suite struct SafeTensorsTests {
  /// What reference.py printed.
  static let fromPython = """
    UAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJ3aG8iOiJQeXRow7ZuIFwieFwiIn0sImxvbmciOnsiZHR5cGUiOiJJNjQiLCJzaGFw
    ZSI6WzFdLCJkYXRhX29mZnNldHMiOlswLDhdfSwiYS5zY2FsYXIiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6W10sImRhdGFfb2Zm
    c2V0cyI6WzgsMTJdfSwiYiI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMTIsMzZdfSwiZW1w
    dHkiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzAsNF0sImRhdGFfb2Zmc2V0cyI6WzM2LDM2XX0sImhhbGYiOnsiZHR5cGUiOiJG
    MTYiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlszNiw0MF19fSAgICAAAAAAAAEAAAAA4EAAAMA/AAAQwM3MzD0CAAAAAACA
    fwAAAIAAPABA
    """

  @Test func aFileFromPythonReadsToTheBit() throws {
    let text = SafeTensorsTests.fromPython.filter { !$0.isWhitespace }
    let file = try SafeTensorsFile([UInt8](try #require(Data(base64Encoded: text))))
    #expect(file.names == ["a.scalar", "b", "empty", "half", "long"])
    #expect(file.metadata == ["who": "Pythön \"x\""])
    let numbers = try file.numbers(of: "b", shape: [2, 3])
    // The nearest to the script's 3e-45 is twice the smallest number there is.
    let tiny = 2 * Float.leastNonzeroMagnitude
    #expect(numbers.map(\.bitPattern) == [1.5, -2.25, 0.1, tiny, .infinity, -0.0].map(\.bitPattern))
    #expect(try file.numbers(of: "a.scalar", shape: []) == [7])
    #expect(try file.numbers(of: "empty", shape: [0, 4]) == [])
    for (name, shape) in [("half", [2]), ("long", [1]), ("b", [3, 2]), ("b", [6]), ("c", [1])] {
      let problem = try #require(throws: Problem.self) { try file.numbers(of: name, shape: shape) }
      #expect(problem.message.contains(name))
    }
  }

  /// The format's own words: eight bytes of length, a header that begins with {, then all tensors without gaps.
  @Test func whatIsWrittenIsLaidOutAsTheFormatSays() throws {
    var file = SafeTensors()
    file.metadata = ["key": "a \"quoted\" text\nwith a line break"]
    file.tensors = [
      .init("2.dense.weights", [2, 2], [1, 2, 3, 4][...]),
      .init("1.dense.bias", [3], [-1, -0.0, .infinity][...]),
    ]
    let bytes = [UInt8](try file.bytes())
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0 && bytes.count == 8 + length + 7 * 4)
    #expect(bytes[8] == UInt8(ascii: "{"))
    let header =
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: [String: Any]]
    let entries = try #require(header)
    #expect(entries["__metadata__"] as? [String: String] == file.metadata)
    #expect(entries["2.dense.weights"]?["data_offsets"] as? [Int] == [0, 16])
    #expect(entries["1.dense.bias"]?["data_offsets"] as? [Int] == [16, 28])
    #expect(entries["1.dense.bias"]?["shape"] as? [Int] == [3])
    #expect(entries["1.dense.bias"]?["dtype"] as? String == "F32")
    // 1 as IEEE 754, least significant byte first.
    #expect(Array(bytes[(8 + length)..<(12 + length)]) == [0, 0, 0x80, 0x3F])
    let back = try SafeTensorsFile(bytes)
    #expect(
      try back.numbers(of: "1.dense.bias", shape: [3]).map(\.bitPattern)
        == file.tensors[1].numbers.map(\.bitPattern))
  }

  static func file(_ header: String, numbers: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    return withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { [UInt8]($0) } + text
      + [UInt8](repeating: 0, count: numbers)
  }

  private static func entry(_ name: String, _ shape: String, _ offsets: String, _ type: String = "F32")
    -> String
  {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  private static let unsound: [(String, [UInt8])] = [
    ("0 bytes", []),
    ("announce", file("{}", length: .max)),
    ("announce", file("{}", length: 1 << 62)),
    ("announce", file("{}", length: 3)),
    ("announce", file("{}", length: 0)),
    ("{", file("[]")),
    ("not JSON", file("{")),
    ("not JSON", file("{\"a\":\"")),
    ("not JSON", file("{\"a\":\"\\")),
    ("wrong kind", file("{\"a\":1}")),
    ("missing", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", numbers: 4)),
    ("wrong kind", file("{\"__metadata__\":{\"a\":1}}")),
    ("begins at", file("{\(entry("a", "[1]", "[0,4]")),\(entry("b", "[1]", "[0,4]"))}", numbers: 4)),
    ("begins at", file("{\(entry("a", "[1]", "[0,4]")),\(entry("b", "[1]", "[2,6]"))}", numbers: 6)),
    ("begins at", file("{\(entry("a", "[1]", "[4,8]"))}", numbers: 8)),
    ("its tensors take", file("{\(entry("a", "[1]", "[0,4]"))}", numbers: 8)),
    ("lies at", file("{\(entry("a", "[1]", "[0,4]"))}", numbers: 3)),
    ("lies at", file("{\(entry("a", "[1]", "[4,0]"))}", numbers: 4)),
    ("lies at", file("{\(entry("a", "[1]", "[-4,0]"))}", numbers: 4)),
    ("lies at", file("{\(entry("a", "[1]", "[0,9223372036854775807]"))}", numbers: 4)),
    ("lies at", file("{\(entry("a", "[1]", "[0]"))}", numbers: 4)),
    ("takes 8", file("{\(entry("a", "[2]", "[0,4]"))}", numbers: 4)),
    ("shape", file("{\(entry("a", "[-1]", "[0,4]"))}", numbers: 4)),
    ("shape", file("{\(entry("a", "[4294967296,4294967296]", "[0,4]"))}", numbers: 4)),
    ("type", file("{\(entry("a", "[1]", "[0,4]", "F33"))}", numbers: 4)),
    ("twice", file("{\(entry("a", "[1]", "[0,4]")),\(entry("a", "[1]", "[0,4]"))}", numbers: 4)),
    ("twice", file("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}")),
    ("deep", file("{\"a\":" + String(repeating: "[", count: 100_000))),
    ("deep", file("{\"a\":" + String(repeating: "{\"a\":", count: 100_000))),
    ("control", file("{\"__metadata__\":{\"a\":\"\\u001b[31m\"}}")),
    ("control", file("{\"\\u009B31m\":1}")),
    ("control", file("{\"\u{9B}31m\":1}")),
  ]

  @Test(arguments: unsound.indices) func anUnsoundFileIsRefusedWithItsReason(index: Int) throws {
    let (reason, bytes) = SafeTensorsTests.unsound[index]
    let problem = try #require(throws: Problem.self) { try SafeTensorsFile(bytes) }
    #expect(problem.message.contains(reason), "\(problem.message)")
    #expect(problem.kind == .malformed)
  }
}

import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct NPYTests {
  /// Files that NumPy 2.4.6 wrote; Tests/Fixtures/DataSets/reference.py makes them.
  static let float32 = base64(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDIpLCB9ICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAgD4AAEBA"
      + "bxKDOgBQw0g=")
  static let float64Version2 = base64(
    "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywgMiksIH0g"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAAADA"
      + "AAAAAAAA0D8AAAAAAAAIQPyp8dJNYlA/AAAAAABqGEE=")
  static let bytesVersion3 = base64(
    "k05VTVBZAwB0AAAAeydkZXNjcic6ICd8dTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMiwgMiks"
      + "IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAQIDBAUGBw==")
  static let int64 = base64(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAEAAAAAAAAA"
      + "AQAAAAAAAAA=")
  static let int32 = base64(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoCAAAAAAAAAAEAAAA=")
  static let fortran = base64(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMywgMiksIH0gICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AACAPm8SgzoAAADA"
      + "AABAQABQw0g=")
  static let bigEndianFloats = base64(
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/gAAAQAAAAA==")

  /// A file with any header and contents.
  static func array(_ type: String, _ shape: String, _ contents: [UInt8], order: String = "False") -> [UInt8]
  {
    let header = Array("{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count & 255), UInt8(header.count >> 8)] + header
      + contents
  }

  static func floats(_ numbers: [Float], _ shape: String) -> [UInt8] {
    array(
      "<f4", shape,
      numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } })
  }

  private func read(
    _ features: [UInt8], _ labels: [UInt8], _ settings: [(name: String, value: Value)] = []
  ) throws -> RawData {
    let folder = try Scratch()
    let paths = try (folder.write(features, to: "x.npy"), folder.write(labels, to: "y.npy"))
    return try Readers.family.make(
      "npy", settings: [("features", .text(paths.0)), ("labels", .text(paths.1))] + settings
    ).load(seed: 1)
  }

  private func complaint(_ features: [UInt8], _ labels: [UInt8] = int64) -> Problem {
    problem { _ = try read(features, labels) }
  }

  @Test func readsWhatNumPyWrites() throws {
    let expected: [Float] = [1.5, -2, 0.25, 3, 1e-3, 4e5]
    let single = try read(Self.float32, Self.int64)
    #expect(single.samples.features == expected)
    #expect(single.samples.shape == [2])
    #expect(single.samples.targets == .classes([0, 1, 1], count: 2))
    #expect(try read(Self.float64Version2, Self.int32).samples.features == expected)
    #expect(try read(Self.float64Version2, Self.int32).samples.targets == .classes([2, 0, 1], count: 3))
    #expect(try read(gzip(Self.float32), gzip(Self.int64)).samples == single.samples)
  }

  @Test func threeDimensionsAreGreyImages() throws {
    let data = try read(Self.bytesVersion3, Self.array("|u1", "(2,)", [0, 1]))
    #expect(data.samples.shape == [2, 2, 1])
    #expect(data.imageScale == 0...255)
    #expect(data.samples.features == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test func floatingPointLabelsAreARegression() throws {
    let data = try read(Self.float32, Self.floats([0.5, 1, 2], "(3,)"))
    #expect(data.task == .regression(targets: ["y"]))
    let wide = try read(Self.float32, Self.floats([0.5, 1, 2, 3, 4, 5], "(3, 2)"))
    #expect(wide.task == .regression(targets: ["y1", "y2"]))
    #expect(wide.samples.targets == .values([0.5, 1, 2, 3, 4, 5], width: 2))
    let whole = try read(Self.float32, Self.int32, [("task", .text("numbers"))])
    #expect(whole.samples.targets == .values([2, 0, 1], width: 1))
  }

  @Test func whatCannotBeReadIsExplained() {
    #expect(complaint(Self.fortran).message.contains("Fortran order"))
    #expect(complaint(Self.bigEndianFloats).message.contains("\">f4\""))
    #expect(complaint(Self.array("<c8", "(1,)", [])).message.contains("<f4, <f8, <i4, <i8 or |u1"))
    #expect(complaint(Array("PK\u{3}\u{4}zip archive".utf8)).advice?.contains(".npz") == true)
    #expect(complaint([]).message.contains("empty"))
    var version = Self.float32
    version[6] = 9
    #expect(complaint(version).message.contains("version 9"))
  }

  @Test func aFileIsExactlyAsLongAsItsHeaderSays() {
    for length in [1, 7, 9, 60, Self.float32.count - 1] {
      #expect(complaint(Array(Self.float32[..<length])).message.contains("too short"), "\(length)")
    }
    #expect(complaint(Self.float32 + [0]).message.contains("goes on"))
  }

  @Test func hugeDeclaredShapesAreRefusedWithoutOverflowOrMemory() {
    for shape in [
      "(9223372036854775807, 2)", "(4294967296, 4294967296)", "(99999999999999999999999999, 2)",
      "(0, 9999999999, 9999999999)",
      "(250000001,)",
    ] {
      let found = complaint(Self.array("<f8", shape, []))
      #expect(found.kind == .malformed && found.message.contains("declares"), "\(shape): \(found.message)")
    }
    #expect(complaint(Self.array("<f8", "(100000000,)", [])).message.contains("too short"))
    let long = [0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255]
    #expect(complaint(long).message.contains("header of"))
  }

  @Test func brokenHeadersAreExplained() {
    for shape in ["3", "(3", "(-3,)", "(3.5,)", "(x,)", "None"] {
      #expect(complaint(Self.array("<f4", shape, [])).message.contains("not readable"), "\(shape)")
    }
    #expect(complaint(Self.array("<f4", "(1,)", [], order: "maybe")).message.contains("not readable"))
    #expect(complaint(Self.array("|u1", "(0, 3)", [])).message.contains("none of them 0"))
    #expect(complaint(Self.array("|u1", "()", [1])).message.contains("1 to 4 dimensions"))
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func numbersThatAreNotFiniteAreFound(bad: Float) {
    let found = complaint(Self.floats([1, 2, 3, bad, 5, 6], "(3, 2)"))
    #expect(found.message.contains("number 4 (row 2)") && found.kind == .malformed)
    let target = complaint(Self.float32, Self.floats([1, bad, 2], "(3,)"))
    #expect(target.message.contains("number 2"))
  }

  @Test func doublesBeyondFloatAreNotTurnedIntoInfinity() {
    let huge = (0..<8).map { UInt8(truncatingIfNeeded: (1e300).bitPattern >> (8 * UInt64($0))) }
    #expect(complaint(Self.array("<f8", "(1,)", huge)).message.contains("beyond what fits"))
  }

  @Test func labelsMustFitTheirRowsAndClasses() {
    #expect(complaint(Self.float32, Self.array("|u1", "(2,)", [0, 1])).message.contains("3 rows"))
    #expect(
      complaint(Self.float32, Self.array("|u1", "(3,)", [0, 0, 0])).message.contains("nothing to tell apart"))
    let negative = Self.array("<i4", "(3,)", [0, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0])
    #expect(complaint(Self.float32, negative).message.contains("label 2 is -1"))
    let huge = Self.array(
      "<i8", "(3,)", [UInt8](repeating: 0, count: 16) + [UInt8](repeating: 255, count: 7) + [127])
    #expect(complaint(Self.float32, huge).message.contains("label 3"))
    let onehot = problem {
      _ = try read(Self.float32, Self.array("|u1", "(3, 2)", [0, 1, 1, 0, 0, 1]))
    }
    #expect(onehot.advice?.contains("argmax") == true)
  }
}

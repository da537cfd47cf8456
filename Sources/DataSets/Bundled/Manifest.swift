import Basis
import Foundation

/// What `manifest.json` says about a bundled data set. Nothing in it is believed before it is checked.
package struct Manifest: Equatable, Sendable {
  package let name: String
  package let title: String
  /// The data file's name, in the manifest's own folder.
  package let file: String
  package let sha256: String
  package let count: Int
  package let shape: Shape
  /// Smallest and largest feature.
  package let range: ClosedRange<Float>
  package let features: [String]
  package let target: String
  /// nil for regression.
  package let classes: [String]?
  package let imageRange: ClosedRange<Float>?
  package let scaling: String
  package let facts: Facts

  /// The file's entries, as JSON gives them.
  private struct Entries: Decodable {
    let schema: Int
    let name: String
    let title: String
    let file: String
    let sha256: String
    let count: Int
    let shape: [Int]
    let range: [Double]
    let features: [String]
    let target: String
    let classes: [String]?
    let imageRange: [Double]?
    let scaling: String
    let origin: String
    let licence: String
    let citation: String
    let notes: String?
  }

  package static func read(_ path: String) throws -> Manifest {
    let bytes = try Files.read(path)
    guard bytes.count <= 1_000_000 else {
      throw Problem("\(Files.shown(path)) is too large for a manifest", kind: .malformed)
    }
    let entries: Entries
    do {
      entries = try JSONDecoder().decode(Entries.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Problem("\(Files.shown(path)): \(error.reason)", kind: .malformed)
    }
    return try Manifest(entries, path)
  }

  private init(_ entries: Entries, _ path: String) throws {
    func require(_ condition: Bool, _ rule: String) throws {
      if !condition { throw Problem("\(Files.shown(path)): \(rule)", kind: .malformed) }
    }
    try require(entries.schema == 1, "schema must be 1, got \(entries.schema)")
    try require(Manifest.isName(entries.name), "name must be lower-case letters, digits and hyphens")
    try require(
      !entries.file.isEmpty && !entries.file.contains("/") && !entries.file.hasPrefix("."),
      "file must be a plain file name, got \(Files.shown(entries.file))")
    try require(
      entries.sha256.count == 64 && entries.sha256.allSatisfy { "0123456789abcdef".contains($0) },
      "sha256 must be 64 hexadecimal digits")
    try require(
      (1...10_000_000).contains(entries.count), "count must be in 1…10,000,000, got \(entries.count)")
    try require(
      (1...3).contains(entries.shape.count) && entries.shape.allSatisfy { (1...100_000).contains($0) },
      "shape must be one to three numbers in 1…100,000, got \(entries.shape)")
    let width = entries.shape.reduce(1, *)
    try require(
      entries.features.count == width,
      "shape asks for \(width) features, but \(entries.features.count) are named")
    try require(Set(entries.features).count == width, "the features' names must all differ")
    try require(!entries.features.contains(entries.target), "the target must not be one of the features")
    try require(
      entries.classes.map { $0.count >= 2 && Set($0).count == $0.count } ?? true,
      "classes must be at least two different names")
    try require(
      Scalings.family.contains(entries.scaling),
      "scaling must be \(Scalings.family.names.alternatives), got \(Files.shown(entries.scaling))")
    let texts = [entries.title, entries.target] + entries.features + (entries.classes ?? [])
    try require(
      texts.allSatisfy { !$0.isEmpty && $0.count <= 200 && Manifest.isPrintable($0) },
      "title, target, features and classes must be printable and not empty")
    let more = [entries.origin, entries.licence, entries.citation, entries.notes ?? ""]
    try require(
      more.allSatisfy(Manifest.isPrintable), "origin, licence, citation and notes must be printable")

    name = entries.name
    title = entries.title
    file = entries.file
    sha256 = entries.sha256
    count = entries.count
    shape = Shape(entries.shape)
    range = try Manifest.range(entries.range, "range", path)
    features = entries.features
    target = entries.target
    classes = entries.classes
    imageRange = try entries.imageRange.map { try Manifest.range($0, "imageRange", path) }
    scaling = entries.scaling
    facts = Facts(
      origin: entries.origin, licence: entries.licence, citation: entries.citation, notes: entries.notes ?? ""
    )
  }

  private static func range(_ ends: [Double], _ name: String, _ path: String) throws -> ClosedRange<Float> {
    guard ends.count == 2, Float(ends[0]).isFinite, Float(ends[1]).isFinite, ends[0] < ends[1] else {
      throw Problem(
        "\(Files.shown(path)): \(name) must be two finite numbers, the smaller first, got \(ends)",
        kind: .malformed)
    }
    return Float(ends[0])...Float(ends[1])
  }

  package static func isName(_ name: String) -> Bool {
    (1...60).contains(name.utf8.count) && name.utf8.first != 0x2D
      && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}

import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct BundledTests {
  /// From scikit-learn 1.9.1 by Tests/Fixtures/DataSets/reference.py: sums of features, of their squares, of
  /// targets.
  struct Reference: Sendable {
    let name: String
    let rows: Int
    let width: Int
    let sum: Double
    let squares: Double
    let targets: Double
    let counts: [Int]
  }

  static let references = [
    Reference(
      name: "digits", rows: 1797, width: 64, sum: 561718, squares: 6_907_012, targets: 8070,
      counts: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    Reference(
      name: "breast-cancer", rows: 569, width: 30, sum: 1_056_474.4596356, squares: 955_069_324.085005,
      targets: 357,
      counts: [212, 357]),
    Reference(
      name: "wine", rows: 178, width: 13, sum: 159_975.295999, squares: 118_768_104.78031619, targets: 167,
      counts: [59, 71, 48]),
    Reference(
      name: "iris", rows: 150, width: 4, sum: 2078.7, squares: 9539.29, targets: 150, counts: [50, 50, 50]),
    Reference(
      name: "diabetes", rows: 442, width: 10, sum: 276_404.2336, squares: 33_042_240.401514962,
      targets: 67243,
      counts: []),
  ]

  @Test func theReferencesCoverEveryBundledSet() {
    #expect(Checkout.library.names == Self.references.map(\.name).sorted())
  }

  @Test(arguments: references) func holdsTheNumbersThatScikitLearnHolds(reference: Reference) throws {
    let data = try Checkout.library.load(reference.name)
    #expect(data.samples.count == reference.rows)
    #expect(data.samples.shape.count == reference.width)
    let features = data.samples.features.map { Double($0) }
    // Each number is rounded to Float: relative error at most 2⁻²⁴.
    #expect(abs(features.reduce(0, +) / reference.sum - 1) < 1e-7)
    #expect(abs(features.reduce(0) { $0 + $1 * $1 } / reference.squares - 1) < 1e-6)
    switch data.samples.targets {
    case .classes(let labels, let count):
      #expect(labels.reduce(0) { $0 + Int($1) } == Int(reference.targets))
      #expect((0..<count).map { label in labels.count { Int($0) == label } } == reference.counts)
    case .values(let values, let width):
      #expect(width == 1)
      #expect(values.reduce(0) { $0 + Double($1) } == reference.targets)
    }
  }

  @Test func theFirstDigitIsAZero() throws {
    // load_digits().images[0], rows 0 and 1.
    let data = try Checkout.library.load("digits")
    #expect(Array(data.samples.features[..<16]) == [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0])
    #expect(data.samples.targets.labels[0] == 0)
  }

  @Test func digitsSplitIntoTheCountsThatTheDocumentationPromises() throws {
    let digits = try Catalog(library: Checkout.library).load("digits", seed: 1)
    #expect(digits.titleLine == "digits: 1,797 handwritten digits, 8×8 grey, 10 classes")
    #expect(digits.partsLine == "train 1,257 · validation 270 · test 270")
    #expect(digits.shape == [8, 8, 1])
    #expect(digits.task.classes == (0...9).map { String($0) })
    #expect(digits.scaling.name == "global")
  }

  @Test(arguments: references) func everySetSaysWhereItComesFromAndOnWhichTerms(reference: Reference) throws {
    let manifest = try Checkout.library.manifest(reference.name)
    #expect(
      !manifest.facts.origin.isEmpty && !manifest.facts.licence.isEmpty && !manifest.facts.citation.isEmpty)
    #expect(manifest.title.contains(Numbers.grouped(reference.rows)))
  }

  // MARK: nothing is believed

  /// A copy of iris with one thing changed, in the manifest or in the data (the checksum then follows).
  private func tampered(
    manifest: (String) -> String = { $0 }, data: (String) -> String = { $0 }, keepsChecksum: Bool = false
  ) throws -> Problem {
    let folder = try Scratch()
    let iris = Checkout.root + "/Datasets/iris/"
    let text = try String(contentsOfFile: iris + "iris.csv", encoding: .utf8)
    let changed = data(text)
    var json = try String(contentsOfFile: iris + "manifest.json", encoding: .utf8)
    if !keepsChecksum {
      json = json.replacingOccurrences(
        of: SHA256.hex(Array(text.utf8)), with: SHA256.hex(Array(changed.utf8)))
    }
    try folder.write(manifest(json), to: "iris/manifest.json")
    try folder.write(changed, to: "iris/iris.csv")
    return problem { _ = try Library(folders: [folder.path]).load("iris") }
  }

  private func swap(_ old: String, _ new: String) -> (String) -> String {
    return { text in
      #expect(text.contains(old), "\(old) is not there to be changed")
      return text.replacingOccurrences(of: old, with: new)
    }
  }

  @Test func aChangedDataFileFailsItsChecksum() throws {
    let found = try tampered(data: swap("5.1,3.5,1.4,0.2", "5.1,3.5,1.4,0.3"), keepsChecksum: true)
    #expect(found.message.contains("checksum"))
    #expect(found.kind == .malformed)
  }

  @Test func dataThatContradictsItsManifestIsRefusedThoughTheChecksumFits() throws {
    #expect(try tampered(manifest: swap("\"count\": 150", "\"count\": 149")).message.contains("149"))
    #expect(
      try tampered(data: swap("5.1,3.5,1.4,0.2,setosa", "5.1,3.5,1.4,99,setosa")).message.contains("line 2"))
    #expect(
      try tampered(data: swap("5.1,3.5,1.4,0.2,setosa", "5.1,3.5,1.4,0.2,rosa")).message.contains("rosa"))
    #expect(
      try tampered(data: swap("5.1,3.5,1.4,0.2,setosa", "5.1,3.5,,0.2,setosa")).message.contains("missing"))
    #expect(try tampered(data: swap("5.1,3.5,1.4,0.2,setosa", "5.1,3.5,tall,0.2,setosa")).kind == .malformed)
    #expect(try tampered(data: swap("sepal-length", "sepal")).message.contains("line 1"))
  }

  @Test func aManifestThatBreaksItsSchemaIsRefusedWithTheRule() throws {
    #expect(
      try tampered(manifest: swap("\"schema\": 1", "\"schema\": 2")).message.contains("schema must be 1"))
    #expect(try tampered(manifest: swap("\"shape\": [4]", "\"shape\": [5]")).message.contains("5 features"))
    #expect(
      try tampered(manifest: swap("\"shape\": [4]", "\"shape\": [0]")).message.contains("shape must be"))
    #expect(
      try tampered(manifest: swap("\"shape\": [4]", "\"shape\": [99999, 99999, 99999]")).kind == .malformed)
    #expect(try tampered(manifest: swap("\"shape\": [4]", "\"shape\": \"four\"")).message.contains("shape"))
    #expect(try tampered(manifest: swap("\"count\": 150", "\"count\": 1e300")).kind == .malformed)
    #expect(
      try tampered(manifest: swap("\"iris.csv\"", "\"../iris.csv\"")).message.contains("plain file name"))
    #expect(
      try tampered(manifest: swap("  \"licence\": \"CC BY 4.0\",\n", "")).message.contains(
        "licence is missing"))
    #expect(try tampered(manifest: swap("\"standard\"", "\"sideways\"")).message.contains("scaling must be"))
    #expect(try tampered(manifest: swap("[0.1, 7.9]", "[7.9, 0.1]")).message.contains("smaller first"))
    #expect(try tampered(manifest: swap("150 irises", "\\u001b[2J")).message.contains("printable"))
    #expect(try tampered(manifest: { String($0.dropLast(20)) }).message.contains("not JSON"))
    #expect(try tampered(manifest: { _ in "" }).message.contains("empty"))
  }

  @Test func aDataFileThatIsNotThereIsNamed() throws {
    let folder = try Scratch()
    let json = try String(contentsOfFile: Checkout.root + "/Datasets/iris/manifest.json", encoding: .utf8)
    try folder.write(json, to: "iris/manifest.json")
    let found = problem { _ = try Library(folders: [folder.path]).load("iris") }
    #expect(found.kind == .missingInput)
    #expect(found.message.contains("iris.csv"))
  }

  @Test func namesThatAreNoFolderNamesAreSimplyUnknown() {
    for name in ["", "..", "../digits", "/etc", "Digits", "digits/"] {
      #expect(!Checkout.library.contains(name))
      let found = problem { _ = try Checkout.library.load(name) }
      #expect(found.kind == .missingInput)
    }
  }
}

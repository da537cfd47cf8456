import Basis
import DataSets
import TestSupport
import Testing

@Suite struct OfficialTests {
  static let types = OfficialSets.family.types.compactMap { $0 as? any OfficialSet.Type }

  @Test func theListNamesEverySetInItsFolder() throws {
    let files = try Checkout.swiftFiles(
      "Sources/DataSets/Official", but: ["OfficialSet", "Release", "DataCache"])
    #expect(Set(OfficialSets.family.types.map { "\($0)" }) == Set(files))
    #expect(Self.types.count == OfficialSets.family.types.count)
  }

  @Test func everyReleaseCanBeFetchedAndVerified() {
    for type in Self.types {
      let release = type.release
      for file in release.files + release.members {
        #expect(!file.name.isEmpty && !file.name.contains("/") && !file.name.hasPrefix("."), "\(type.name)")
        #expect((1...Files.largestBytes).contains(file.bytes), "\(type.name)")
      }
      for file in release.files {
        #expect(
          file.sha256?.count == 64 && file.sha256?.allSatisfy { "0123456789abcdef".contains($0) } == true)
      }
      #expect(Set(release.contents.map(\.name)).count == release.contents.count)
      // A first address that nobody can listen in on; the checksum does for the others.
      #expect(release.addresses.first?.hasPrefix("https://") == true, "\(type.name)")
      #expect(release.addresses.allSatisfy { $0.hasPrefix("http") && !$0.hasSuffix("/") }, "\(type.name)")
      #expect(!release.facts.licence.isEmpty && !release.facts.citation.isEmpty, "\(type.name)")
    }
  }

  @Test func whatIsNotHereSaysHowToGetIt() throws {
    let folder = try Scratch()
    let catalog = Catalog(library: Checkout.library, cache: DataCache(folder: folder.path))
    for type in Self.types {
      #expect(catalog.isAtHand(type.name) == false)
      let found = problem { _ = try catalog.load(type.name, seed: 1) }
      #expect(found.kind == .missingInput && found.message.contains("not on this machine"))
      #expect(found.advice?.contains("data fetch \(type.name)") == true, "\(found.advice ?? "")")
      try folder.write([1], to: "\(type.name)/\(type.release.contents[0].name)")
      let incomplete = problem { _ = try catalog.load(type.name, seed: 1) }
      #expect(incomplete.message.contains("not all of \(type.name)"))
    }
    #expect(catalog.isAtHand("digits") == true && catalog.isAtHand("moons") == true)
    #expect(catalog.isAtHand("csv") == nil && catalog.isAtHand("nonsense") == nil)
  }

  @Test func whatIsInTheCacheHasItsOwnNameAndFacts() throws {
    let folder = try Scratch()
    let cache = DataCache(folder: folder.path)
    try folder.write(Tiny.images, to: "tiny/train-images-idx3-ubyte")
    try folder.write(Tiny.labels, to: "tiny/train-labels-idx1-ubyte")
    let data = try Tiny().load(from: cache)
    #expect(data.name == "tiny" && data.facts == Tiny.release.facts && data.samples.count == 6)
    var elsewhere = Tiny()
    elsewhere.path = folder.path + "/tiny"
    #expect(try elsewhere.load(from: DataCache(folder: nil)).samples == data.samples)
    #expect(problem { _ = try Tiny().load(from: DataCache(folder: nil)) }.kind == .missingInput)
  }

  @Test func fashionHasItsClassesAndTakesAFolder() throws {
    let folder = try Scratch()
    try folder.write(gzip(Tiny.images), to: "train-images-idx3-ubyte.gz")
    try folder.write(gzip(Tiny.labels), to: "train-labels-idx1-ubyte.gz")
    let data = try OfficialSets.family.make("fashion-mnist", settings: [("path", .text(folder.path))]).load(
      seed: 1)
    #expect(data.task.classes.first == "t-shirt" && data.task.classes.last == "ankle-boot")
    #expect(data.task.classes.count == 10)
  }

  // MARK: validation on the first rows

  @Test func theFirstRowsBecomeTheValidationPartUnshuffled() throws {
    let rows = numberedRows((0..<120).map { Int32($0 % 3) }, classes: ["a", "b", "c"], ownTest: 90..<120)
    let first = try DataSet(try rows.selecting(Subset(validation: 30), seed: 1), seed: 7)
    #expect(first.rows.validation == Array(0..<30) && first.rows.test == Array(90..<120))
    #expect(Set(first.rows.train) == Set(30..<90))
    // Whatever the seed, and whatever else is chosen.
    let other = try DataSet(
      try rows.selecting(Subset(classes: ["a", "b"], validation: 30), seed: 2), seed: 8)
    let kept: [Float] = (0..<30).filter { $0 % 3 < 2 }.map { Float($0) }
    #expect(other.validation.features == kept)
    let few = try DataSet(try rows.selecting(Subset(count: 12, validation: 30), seed: 2), seed: 8)
    #expect(few.partsLine == "train 12 · validation 30 · test 30")
  }

  @Test func aValidationPartThatCannotBeIsRefused() throws {
    let rows = numberedRows((0..<120).map { Int32($0 % 3) }, classes: ["a", "b", "c"], ownTest: 90..<120)
    #expect(problem { _ = try rows.selecting(Subset(validation: 90), seed: 1) }.message.contains("1…89"))
    #expect(problem { _ = try rows.selecting(Subset(validation: 5000), seed: 1) }.message.contains("5,000"))
    let own = try Generators.family.make("rare-features").load(seed: 1)
    #expect(problem { _ = try own.selecting(Subset(validation: 5), seed: 1) }.message.contains("of its own"))
  }

  // MARK: bytes

  /// Bytes and the same numbers as Float give the same scaling, up to rounding in the last digits.
  @Test func bytesAreScaledLikeNumbers() {
    var random = Random(seed: 5)
    let bytes = (0..<70_000 * 3).map { $0 % 3 == 2 ? 7 : UInt8(truncatingIfNeeded: random.next()) }
    let rows = Array(stride(from: 1, to: 70_000, by: 1))
    let packed = FeatureRows(.bytes(bytes), width: 3, rows: rows)
    let plain = FeatureRows(.numbers(bytes.map { Float($0) }), width: 3, rows: rows)
    let (a, b) = (Moments(packed), Moments(plain))
    #expect(a.counts == b.counts && a.minima == b.minima && a.maxima == b.maxima)
    for column in 0..<3 {
      #expect(abs(a.means[column] - b.means[column]) < 1e-9)
      #expect(abs(a.variances[column] - b.variances[column]) < 1e-9 * max(1, b.variances[column]))
    }
    #expect(a.deviations[2] == 0)
    for scaling in Scalings.family.all {
      let (first, second) = (scaling.fit(packed).apply(to: packed), scaling.fit(plain).apply(to: plain))
      let farthest = zip(first, second).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      #expect(farthest < 1e-5, "\(scaling.name)")
    }
    #expect(
      Moments(FeatureRows(.bytes([]), width: 1, rows: []))
        == Moments(FeatureRows(.numbers([]), width: 1, rows: [])))
  }

  /// Widths around the eight bytes that are compared at once.
  @Test(arguments: [1, 7, 8, 9, 17]) func bytesHaveTheTwinsThatNumbersHave(width: Int) throws {
    var random = Random(seed: 9)
    // Rows that differ, if they do, in one place alone.
    let bytes = (0..<90).flatMap { _ -> [UInt8] in
      var row = [UInt8](repeating: 5, count: width)
      row[random.index(below: width)] = UInt8(random.index(below: 4))
      return row
    }
    func data(_ store: FeatureStore) throws -> DataSet {
      let raw = RawData(
        name: "rows", title: "rows", task: .classification(classes: ["a", "b"]),
        featureNames: (0..<width).map { "x\($0)" },
        samples: RawSamples(
          shape: [width], store: store, targets: .classes((0..<90).map { $0 % 2 }, count: 2)),
        facts: Facts(origin: "a test"), ownTest: 60..<90, scaling: NoScaling())
      return try DataSet(raw, seed: 1)
    }
    let (packed, plain) = (try data(.bytes(bytes)), try data(.numbers(bytes.map { Float($0) })))
    #expect(Duplicates(packed) == Duplicates(plain) && Duplicates(plain).testInTrain > 0)
    #expect(DataDescription(packed).parts == DataDescription(plain).parts)
    #expect(packed.train == plain.train && packed.raw(.test) == plain.raw(.test))
    #expect(packed.rawSample(3, of: .test) == plain.rawSample(3, of: .test))
  }
}

/// Six pictures of 1×2 in three classes, as if they had been published.
struct Tiny: OfficialSet {
  var path = ""

  static let card = Card<Tiny>(
    "tiny", "A test.", positions: [Setting("path", \.path, kind: .folder, "A folder.")])
  static let images = IDXTests.images(6, rows: 1, columns: 2)
  static let labels = IDXTests.labels([0, 1, 2, 0, 1, 2])
  static let release = Release(
    title: "a test",
    files: [
      .init("train-images-idx3-ubyte", bytes: images.count, sha256: SHA256.hex(images)),
      .init("train-labels-idx1-ubyte", bytes: labels.count, sha256: SHA256.hex(labels)),
    ], addresses: ["https://nobody.invalid"], facts: Facts(origin: "a test", licence: "free"))

  func read(_ path: String) throws -> RawData {
    try Readers.family.make("idx", settings: [("path", .text(path))]).load(seed: 1)
  }
}

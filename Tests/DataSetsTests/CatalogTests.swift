import Basis
import DataSets
import Foundation
import TestSupport
import Testing

@Suite struct CatalogTests {
  let catalog = Catalog(library: Checkout.library)

  @Test func everyNameHasALineAndNoTwoAreAlike() {
    #expect(catalog.entries.map(\.name) == catalog.names)
    #expect(Set(catalog.names).count == catalog.names.count)
    #expect(catalog.entries.allSatisfy { !$0.summary.isEmpty })
  }

  @Test func theListNamesEveryReaderInItsFolder() throws {
    let readers = Set(Readers.family.types.map { "\($0)" })
    let files = try Checkout.swiftFiles("Sources/DataSets/Readers", but: [])
    #expect(readers.isSubset(of: files))
    #expect(readers == ["CSV", "IDX", "NPY"])
  }

  @Test func aMisspeltNameIsAnsweredWithTheRightOne() {
    #expect(problem { _ = try catalog.load("digts", seed: 1) }.message.contains("Did you mean \"digits\"?"))
    #expect(problem { _ = try catalog.load("spiral", seed: 1) }.message.contains("Did you mean \"spirals\"?"))
    #expect(problem { _ = try catalog.load("", seed: 1) }.kind == .command)
  }

  @Test func aFileNameAloneIsAnsweredWithItsReader() throws {
    let folder = try Scratch()
    let path = try folder.write("a,b\n1,2\n", to: "mine.csv")
    #expect(problem { _ = try catalog.load(path, seed: 1) }.advice?.contains("data csv") == true)
  }

  @Test func settingsReachTheirGenerator() throws {
    let blobs = try catalog.load(
      "blobs", settings: [("classes", .number(4)), ("count", .number(400))], seed: 1)
    #expect(blobs.task.classes.count == 4 && blobs.source.samples.count == 400)
    let found = problem { _ = try catalog.load("digits", settings: [("clases", .number(3))], seed: 1) }
    #expect(found.message.contains("Did you mean \"classes\"?"))
    #expect(
      problem { _ = try catalog.load("moons", settings: [("noise", .number(-1))], seed: 1) }.message.contains(
        "noise"))
  }

  // MARK: subsets

  @Test func someClassesAreKeptAndRenumbered() throws {
    let odd = try catalog.load(
      "digits", settings: [("classes", .list([.number(7), .number(3), .number(9)]))], seed: 1)
    #expect(odd.task.classes == ["3", "7", "9"])
    // load_digits() has 183 threes, 179 sevens and 180 nines.
    #expect(
      odd.source.samples.targets.labels.reduce(into: [0, 0, 0]) { $0[Int($1)] += 1 } == [183, 179, 180])
    let whole = try Checkout.library.load("digits")
    let firstThree = whole.samples.targets.labels.firstIndex(of: 3) ?? 0
    #expect(
      Array(odd.source.samples.features[..<64])
        == Array(whole.samples.features[firstThree * 64..<firstThree * 64 + 64]))
    let range = try catalog.load("digits", settings: [("classes", .list([.range(0...4)]))], seed: 1)
    #expect(range.task.classes == ["0", "1", "2", "3", "4"])
  }

  @Test func aCountKeepsTheClassesBalanced() throws {
    let few = try catalog.load("digits", settings: [("count", .number(200))], seed: 1)
    #expect(few.source.samples.count == 200)
    let counts = few.source.samples.targets.labels.reduce(into: [Int](repeating: 0, count: 10)) {
      $0[Int($1)] += 1
    }
    #expect(counts.allSatisfy { (19...21).contains($0) })
  }

  @Test func aTestPartOfItsOwnIsNotCounted() throws {
    let data = numberedRows((0..<120).map { Int32($0 % 3) }, classes: ["a", "b", "c"], ownTest: 90..<120)
    let few = try data.selecting(Subset(classes: ["a", "c"], count: 30), seed: 1)
    #expect(few.samples.count == 50 && few.ownTest == 30..<50)
    #expect(few.samples.features[30...].allSatisfy { $0 >= 90 })
    #expect(few.task.classes == ["a", "c"])
  }

  @Test func aNumberThatIsNoClassesNameCountsThemFromZero() throws {
    let data = numberedRows((0..<30).map { Int32($0 % 3) }, classes: ["a", "b", "1"])
    #expect(try data.selecting(Subset(classes: ["0", "b"]), seed: 1).task.classes == ["a", "b"])
    #expect(try data.selecting(Subset(classes: ["0", "1"]), seed: 1).task.classes == ["a", "1"])
    #expect(throws: Problem.self) { try data.selecting(Subset(classes: ["0", "3"]), seed: 1) }
  }

  @Test func subsetsThatCannotBeAreRefused() {
    func complaint(_ name: String, _ settings: [(name: String, value: Value)]) -> Problem {
      problem { _ = try catalog.load(name, settings: settings, seed: 1) }
    }
    #expect(complaint("digits", [("classes", .number(10))]).message.contains("no class \"10\""))
    #expect(complaint("digits", [("classes", .number(1))]).message.contains("two are needed"))
    #expect(complaint("digits", [("count", .number(1798))]).message.contains("1,797"))
    #expect(complaint("digits", [("count", .number(5))]).message.contains("class"))
    #expect(complaint("diabetes", [("classes", .number(1))]).message.contains("no classes"))
    #expect(complaint("digits", [("count", .number(1e300))]).message.contains("count must be"))
  }

  // MARK: pictures

  @Test func pixelsAreRawAndBetweenZeroAndOne() throws {
    let digits = try catalog.load("digits", seed: 1)
    let pixels = try #require(digits.pixels(3, of: .test))
    #expect(pixels.count == 64)
    let raw = digits.raw(.test)
    #expect(pixels == raw.features[3 * 64..<4 * 64].map { $0 / 16 })
    #expect(digits.label(3, of: .test) == String(raw.targets.labels[3]))
    #expect(try catalog.load("iris", seed: 1).pixels(0, of: .train) == nil)
  }

  @Test func digitsAreReadyInTheTimeOfAKeyPress() throws {
    _ = try catalog.load("digits", seed: 1)
    let start = threadSeconds()
    _ = try catalog.load("digits", seed: 1)
    // Seconds of this thread's own work, so that other tests running beside it do not count.
    #expect(threadSeconds() - start < 0.03)
  }

  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

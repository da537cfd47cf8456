import Basis
import Experiments
import Foundation
import Lab
import Language
import Testing

@Suite struct ClaimTests {
  /// Two experiments whose numbers follow from the seed alone: a.x = 1, 2, 3 and b.x = 1.5, 3, 4.5.
  private static let numbers = """
    experiment a varies seed=1..3 { measure x = seed; measure name = same }
    experiment b varies seed=1..3 k=[1.5, 1] { measure x = seed * k }
    """

  private func lab(_ claim: String, change: (inout LabEnvironment) -> Void = { _ in }) -> (TestLab, Int32) {
    let test = TestLab(ClaimTests.numbers, change: change)
    return (test, test.run(claim))
  }

  // Means: a.x 2 ± 2.48, b.x(1.5) 3 ± 3.73, difference 1 ± 1.24 (t of 2 degrees of freedom is 4.303).
  @Test(arguments: [
    ("claim X a.x < 5", Verdict.reproduced), ("claim X a.x > 5", .contradicted),
    ("claim X a.x > 2", .undecided),
    ("claim X 5 > a.x", .reproduced), ("claim X 5 < a.x", .contradicted),
    ("claim X b.x(1.5) > a.x", .undecided), ("claim X b.x(1.5) > a.x by -0.3", .reproduced),
    ("claim X b.x(1.5) > a.x by 2.3", .contradicted), ("claim X a.x < b.x(1.5) by 2.3", .contradicted),
    ("claim X b.x(1) - a.x < 0.1 and a.x - b.x(1) < 0.1", .reproduced),
    ("claim X a.x < 5 and a.x > 5", .contradicted), ("claim X a.x < 5 and a.x > 2", .undecided),
    ("claim X b.x(1) == a.x exactly", .reproduced), ("claim X b.x(1.5) == a.x exactly", .contradicted),
    ("claim X a.name == same exactly", .reproduced),
    ("claim X a.x > 1 exactly", .contradicted), ("claim X a.x > 0 in every seed", .reproduced),
    ("claim X b.x(1.5) > a.x by 0.4 in every seed", .reproduced),
    ("claim X b.x(1.5) > a.x by 0.6 in every seed", .contradicted),
    ("claim X b.x(1) >= a.x", .reproduced), ("claim X b.x(1) > a.x", .contradicted),
    ("claim X max(a.x, b.x(1.5)) / a.x == 1.5 exactly", .reproduced),
  ])
  func verdictsFollowFromTheNumbers(claim: String, verdict: Verdict) throws {
    let (test, code) = lab(claim)
    let entry = try #require(test.lab.ledger.last, "\(test.output.said)")
    #expect(entry.verdict == verdict, "\(claim): \(entry.parts)")
    #expect(code == (verdict == .reproduced ? 0 : 1))
    for stated in [Verdict.contradicted, .undecided] {
      let (_, code) = lab("\(claim) is \(stated.rawValue)")
      #expect(code == (stated == verdict ? 0 : 1), "\(claim) is \(stated.rawValue)")
    }
  }

  @Test func onlyAnEarlierVerdictNeedsItsDay() {
    let (test, _) = lab("claim X a.x < 5") { $0.date = { Date(timeIntervalSince1970: 1_800_000_000) } }
    #expect(!test.output.written.contains("2027-01-15"), "\(test.output.written)")
    test.run("claims X")
    #expect(test.output.written.contains("2027-01-15"), "\(test.output.written)")
  }

  @Test func theIntervalIsStudents() throws {
    let (test, _) = lab("claim X a.x < 5")
    let part = try #require(test.lab.ledger.last?.parts.first)
    let interval = try #require(part.interval)
    // 2 ± 4.302652729749464 / √3
    #expect(abs(interval.lower + 0.484_137_7) < 1e-6 && abs(interval.upper - 4.484_137_7) < 1e-6)
    #expect(part.mean == 2 && part.effectSize == -3)
  }

  @Test func oneSeedIsNoVerdict() throws {
    let (test, code) = lab("claim X a.x < 5") { $0.seeds = .count(1) }
    #expect(code == 0)
    let entry = try #require(test.lab.ledger.last)
    #expect(entry.verdict == .undecided && entry.isProvisional && entry.holds)
    #expect(test.output.written.contains("one seed is not a verdict"))
    #expect(lab("claim X a.x > 5") { $0.seeds = .count(1) }.1 == 1)
    #expect(lab("claim X a.x > 5 is contradicted") { $0.seeds = .count(1) }.1 == 0)
    let (exact, exactCode) = lab("claim X a.x == 1 exactly") { $0.seeds = .count(1) }
    #expect(exactCode == 0 && exact.lab.ledger.last?.verdict == .reproduced)
  }

  @Test func aLostNumberNeverSatisfies() throws {
    let lost = "experiment n varies seed=1..3 { measure x = exp(1000 * seed) - exp(1000 * seed) }"
    for (claim, verdict) in [
      ("claim X n.x < 1", Verdict.undecided), ("claim X n.x > 1", .undecided),
      ("claim X n.x < 1 in every seed", .contradicted), ("claim X n.x > 1 in every seed", .contradicted),
      ("claim X n.x == n.x exactly", .contradicted),
    ] {
      let test = TestLab(lost)
      test.run(claim)
      #expect(test.lab.ledger.last?.verdict == verdict, "\(claim)")
    }
    let test = TestLab(lost)
    test.run("claim X n.x < 1 is undecided")
    #expect(test.output.written.contains("3 of 3 seeds gave no number"))
  }

  @Test func pairsShareTheirSeeds() throws {
    let test = TestLab(
      "experiment a varies seed=1..3 { measure x = seed }; experiment b varies seed=2..5 { measure x = seed }"
    )
    #expect(test.run("claim X a.x == b.x exactly") == 0)
    #expect(test.lab.ledger.last?.seeds == [2, 3])
    test.run("experiment c varies seed=9 { measure x = seed }")
    #expect(test.run("claim X a.x == c.x exactly") == 2)
    #expect(test.output.said.contains("share no seed"))
  }

  @Test func aDifferenceInsideTheNoiseSaysSo() {
    let test = TestLab(
      """
      experiment d varies seed=1..2 { data iris; network; layer dense 3; train 1; measure acc = accuracy(test) }
      """)
    test.output.clear()
    test.run("claim Y d.acc >= d.acc")
    #expect(test.output.written.replacing("\n ", with: "").contains("Inside the noise: with 23 samples"))
  }

  @Test(arguments: [
    ("claim X z.x > 1", "no experiment \"z\""), ("claim X a.y > 1", "no measure \"y\""),
    ("claim X b.x > 1", "say which run"), ("claim X b.x(7) > 1", "did not run with k=7"),
    ("claim X a.x(1) > 1", "varies nothing"), ("claim X 3 > 1", "names none"),
    ("claim X a.x > accuracy(test)", "on the lab as it is"), ("claim X a.x == 2", "add exactly"),
    ("claim X a.x", "compares"), ("claim X a.name > 1", "is a word"),
    ("claim X a.x > 1 and a.x < 3 by 1", "one comparison"), ("claim X a.x == 1 by 1 exactly", "goes with"),
    ("claim X a.x > 1 or a.x < 3", "compares"), ("claim X 1 / (a.x - 2) > 0", "with seed 2"),
    ("claim X a.x > 1 by foo", "needs a number"),
  ])
  func mistakesAreExplained(claim: String, part: String) {
    let (test, code) = lab(claim)
    #expect(code == 2, "\(claim)")
    let said = test.output.said.replacing("\n", with: " ")
    #expect(said.contains(part), "\(claim): \(said)")
    #expect(test.lab.ledger.isEmpty)
  }

  @Test func theLedgerFilters() {
    let (test, _) = lab("claim X a.x < 5; claim Y a.x > 5 is contradicted; claim X \"again\" a.x < 6")
    test.output.clear()
    test.run("claims verdict=contradicted")
    #expect(test.output.written.contains("Y") && !test.output.written.contains("again"))
    test.output.clear()
    test.run("claims X")
    #expect(test.output.written.contains("again") && !test.output.written.contains("Y contradicted"))
    #expect(test.run("claims Z") == 2)
    test.output.clear()
    test.run("claims")
    #expect(test.output.written.contains("2 claims: 1 reproduced, 1 contradicted."))
  }

  @Test func measuresAreCompleted() {
    let test = TestLab(ClaimTests.numbers)
    func words(_ line: String) -> [String] {
      test.lab.completions(line: line, cursor: line.utf8.count).candidates.map(\.text)
    }
    #expect(words("claim X a.") == ["a.name", "a.x"])
    #expect(words("print b.") == ["b.x("])
    #expect(words("claim X b.x(") == ["1", "1.5"])
    #expect(words("experiment a").contains("a"))
    #expect(words("sweep activation=[sig").contains("sigmoid"))
  }
}

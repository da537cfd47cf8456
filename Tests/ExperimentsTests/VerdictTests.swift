import Basis
import Experiments
import Foundation
import Testing

struct VerdictTests {
  private func judged(_ values: [Double], _ limit: Limit) -> Verdict {
    IntervalTest(Sample(values), limit).verdict
  }

  @Test func theWholeIntervalDecides() {
    // Mean 1, deviation 0.1, three values: 1 ± 4.303 · 0.1/√3 = 0.752…1.248.
    let values = [0.9, 1, 1.1]
    #expect(judged(values, Limit(.above, 0.7)) == .reproduced)
    #expect(judged(values, Limit(.above, 0.8)) == .undecided)
    #expect(judged(values, Limit(.above, 1.2)) == .undecided)
    #expect(judged(values, Limit(.above, 1.3)) == .contradicted)
    #expect(judged(values, Limit(.below, 1.3)) == .reproduced)
    #expect(judged(values, Limit(.below, 0.7)) == .contradicted)
  }

  @Test func withoutAnySpreadTheValueDecides() {
    #expect(judged([2, 2, 2], Limit(.above, 1)) == .reproduced)
    #expect(judged([2, 2, 2], Limit(.above, 3)) == .contradicted)
    #expect(judged([2, 2, 2], Limit(.above, 2)) == .contradicted)
    #expect(judged([2, 2, 2], Limit(.above, 2, includesValue: true)) == .reproduced)
    #expect(judged([0, 0], Limit(.below, 0)) == .contradicted)
    let test = IntervalTest(Sample([2, 2, 2]), Limit(.above, 1))
    #expect(test.effectSize(from: 0) == nil)
  }

  @Test func oneSeedOnlyLeans() {
    let test = IntervalTest(Sample([2]), Limit(.above, 1))
    #expect(test.verdict == .undecided)
    #expect(test.isProvisional && test.leans)
    #expect(!IntervalTest(Sample([2]), Limit(.above, 2)).leans)
  }

  @Test func aLostNumberDecidesNothingAndLeansNowhere() {
    for lost in [Double.nan, .infinity, -.infinity] {
      let test = IntervalTest(Sample([2, 3, lost]), Limit(.above, 1))
      #expect(test.verdict == .undecided)
      #expect(test.lost == 1)
      #expect(!test.isProvisional)
    }
    #expect(!IntervalTest(Sample([.nan]), Limit(.above, 1)).leans)
    #expect(!IntervalTest(Sample([.nan]), Limit(.below, 1)).leans)
    #expect(!Limit(.above, 1, includesValue: true).contains(.nan))
  }

  @Test func oneRunThatFailsRefutesACount() {
    #expect(CountTest([true, true]).verdict == .reproduced)
    #expect(CountTest([true, false]).verdict == .contradicted)
    #expect(CountTest([]).verdict == .undecided)
  }

  @Test func theWorstLineCounts() {
    #expect(Verdict.worst([.reproduced, .undecided]) == .undecided)
    #expect(Verdict.worst([.undecided, .contradicted, .reproduced]) == .contradicted)
    #expect(Verdict.worst([]) == .undecided)
  }

  private func entry(_ parts: [(Verdict, Bool?)], stated: Verdict) -> ClaimEntry {
    ClaimEntry(
      id: "X", text: "x", statement: "claim X a.x > 0", test: "", stated: stated,
      parts: parts.map { .init(condition: "", verdict: $0.0, leaning: $0.1, finding: "") }, seeds: [1],
      date: Date(timeIntervalSince1970: 0))
  }

  @Test func aLineHoldsWhenItComesOutAsStated() {
    for verdict in Verdict.allCases {
      for stated in Verdict.allCases {
        #expect(entry([(verdict, nil)], stated: stated).holds == (verdict == stated))
      }
    }
    #expect(!entry([(.reproduced, nil), (.contradicted, nil)], stated: .reproduced).holds)
  }

  @Test func withOneSeedTheLeaningMustAgree() {
    #expect(entry([(.undecided, true)], stated: .reproduced).holds)
    #expect(!entry([(.undecided, false)], stated: .reproduced).holds)
    #expect(entry([(.undecided, false)], stated: .contradicted).holds)
    #expect(!entry([(.undecided, true)], stated: .contradicted).holds)
    #expect(entry([(.undecided, true)], stated: .undecided).holds)
    #expect(!entry([(.undecided, true), (.contradicted, nil)], stated: .reproduced).holds)
  }

  @Test func anAccuracysErrorIsTheBinomialOne() throws {
    // √(0.96 · 0.04 / 360)
    let error = try #require(SamplingError(share: 0.96, samples: 360))
    #expect(abs(error.value - 0.010_327_955_589_886_445) < 1e-15)
    #expect(SamplingError(share: .nan, samples: 360) == nil)
    #expect(SamplingError(share: 0.5, samples: 0) == nil)
  }
}

struct RankingTests {
  @Test func theBestIsClearOnlyWhereEveryIntervalExcludesZero() {
    let low = Sample([0.50, 0.52, 0.51, 0.49, 0.50])
    let high = Sample([0.90, 0.92, 0.91, 0.93, 0.90])
    let alike = Sample([0.91, 0.90, 0.93, 0.90, 0.91])
    let clear = Ranking([low, high], higherIsBetter: true)
    #expect(clear.best == 1 && clear.isClear && clear.rivals.isEmpty)
    let tied = Ranking([high, low, alike], higherIsBetter: true)
    #expect(tied.best == 0 && !tied.isClear && tied.rivals == [2])
    let lower = Ranking([low, high], higherIsBetter: false)
    #expect(lower.best == 0 && lower.isClear)
  }

  @Test func oneSeedIsNeverClear() {
    let ranking = Ranking([Sample([0.1]), Sample([0.9])], higherIsBetter: true)
    #expect(ranking.best == 1 && !ranking.isClear && ranking.rivals == [0])
  }

  @Test func variantsWithoutNumbersAreNeverBest() {
    let ranking = Ranking([Sample([.nan, 1]), Sample([0.1, 0.2])], higherIsBetter: true)
    #expect(ranking.best == 1)
    #expect(Ranking([Sample([.nan])], higherIsBetter: true).best == nil)
  }
}

struct SeedChoiceTests {
  @Test func fewerSeedsAreTheFirstOfTheList() throws {
    #expect(SeedChoice.seeds(try SeedChoice("1"), listed: [7, 8, 9], standard: 42) == [7])
    #expect(SeedChoice.seeds(try SeedChoice("2"), listed: [7, 8, 9], standard: 42) == [7, 8])
  }

  @Test func moreSeedsFillTheListUp() throws {
    #expect(SeedChoice.seeds(try SeedChoice("5"), listed: [1, 2, 3], standard: 42) == [1, 2, 3, 4, 5])
    #expect(SeedChoice.seeds(try SeedChoice("4"), listed: [2, 9], standard: 42) == [2, 9, 1, 3])
    #expect(SeedChoice.seeds(try SeedChoice("3"), listed: nil, standard: 42) == [1, 2, 3])
  }

  @Test func withoutAChoiceTheListStands() {
    #expect(SeedChoice.seeds(nil, listed: [3, 1], standard: 42) == [3, 1])
    #expect(SeedChoice.seeds(nil, listed: nil, standard: 42) == [42])
  }

  @Test func aRangeReplacesTheList() throws {
    #expect(SeedChoice.seeds(try SeedChoice("6..8"), listed: [1, 2], standard: 42) == [6, 7, 8])
  }

  @Test(arguments: ["", "0", "-1", "1001", "x", "5..3", "1..9999999", "1...3", "..", "99999999999999999999"])
  func anythingElseIsRefused(text: String) {
    #expect(throws: Problem.self) { try SeedChoice(text) }
  }
}

import Basis
import DataSets
import Testing

@Suite struct SequenceTests {
  @Test(arguments: [2, 3, 20]) func theSumIsThatOfOneMarkedNumberInEachHalf(steps: Int) throws {
    var adding = Adding()
    (adding.count, adding.steps) = (500, steps)
    let data = try adding.load(seed: 3)
    guard case .values(let targets, 1) = data.samples.targets else {
      Issue.record("one number is to be predicted")
      return
    }
    for sample in 0..<500 {
      let row = data.samples.features[sample * steps * 2..<(sample + 1) * steps * 2].map { $0 }
      let marked = (0..<steps).filter { row[2 * $0 + 1] != 0 }
      #expect(marked.count == 2 && marked[0] < steps / 2 && marked[1] >= steps / 2)
      #expect(marked.allSatisfy { row[2 * $0 + 1] == 1 })
      #expect(targets[sample] == marked.reduce(0) { $0 + row[2 * $1] })
      #expect((0..<steps).allSatisfy { (0..<1).contains(row[2 * $0]) })
    }
  }

  /// The variance of a sum of two uniform numbers.
  @Test func answeringTheMeanHasAnErrorOfOneSixth() throws {
    guard case .values(let targets, _) = try Adding().load(seed: 4).samples.targets else { return }
    let error = targets.reduce(0.0) { $0 + (Double($1) - 1) * (Double($1) - 1) } / Double(targets.count)
    // The fourth moment of the triangle on ±1 is 1/15: five standard errors.
    let spread = ((1.0 / 15 - 1.0 / 36) / Double(targets.count)).squareRoot()
    #expect(abs(error - 1.0 / 6) < 5 * spread)
  }

  private func texts(_ set: Characters, seed: UInt64 = 5) throws -> [[Int]] {
    let data = try set.load(seed: seed)
    guard case .classes(let labels, set.letters) = data.samples.targets else { return [] }
    let k = set.letters
    return labels.indices.map { sample in
      (0..<set.steps).map { step in
        let start = (sample * set.steps + step) * k
        let letter = data.samples.features[start..<start + k].map { $0 }
        #expect(letter.filter { $0 == 0 }.count == k - 1 && letter.contains(1))
        return letter.firstIndex(of: 1) ?? 0
      } + [Int(labels[sample])]
    }
  }

  @Test func withoutNoiseTheTwoLettersOfTheRuleDecideTheNextAndEitherAloneDoesNot() throws {
    var set = Characters()
    (set.noise, set.lag) = (0, 4)
    let texts = try texts(set)
    var next: [[Int]: Set<Int>] = [:]
    var byLast = [[Int]](repeating: [Int](repeating: 0, count: 6), count: 6)
    for text in texts {
      next[[text[11], text[8]], default: []].insert(text[12])
      byLast[text[11]][text[12]] += 1
    }
    #expect(next.count == 36 && next.values.allSatisfy { $0.count == 1 })
    // 4000/36 ± five deviations.
    #expect(
      byLast.allSatisfy { $0.allSatisfy { abs(Double($0) - 4000.0 / 36) < 5 * (4000.0 / 36).squareRoot() } })
  }

  @Test func noiseBoundsWhatCanBeKnown() throws {
    var set = Characters()
    (set.noise, set.count) = (0.3, 20_000)
    let texts = try texts(set)
    var counts: [[Int]: [Int]] = [:]
    for text in texts { counts[[text[11], text[9]], default: Array(repeating: 0, count: 6)][text[12]] += 1 }
    let best = Double(counts.values.reduce(0) { $0 + ($1.max() ?? 0) }) / 20_000
    #expect(abs(best - (0.7 + 0.3 / 6)) < 0.015)
  }

  @Test func impossibleSizesAreRefusedInWords() {
    var set = Characters()
    set.lag = 13
    #expect(throws: Problem.self) { try set.load(seed: 1) }
    var adding = Adding()
    (adding.count, adding.steps) = (1_000_000, 10_000)
    #expect(throws: Problem.self) { try adding.load(seed: 1) }
  }
}

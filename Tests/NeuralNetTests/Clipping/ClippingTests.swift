import Basis
import NeuralNet
import Testing
import Textbook

@Suite struct ClippingTests {
  static let all = Clippings.family.names
  static let blocks = [0..<40, 40..<41, 41..<41, 41..<130]

  /// What is wrong with a clipping, tried on gradients of several lengths; empty if nothing.
  static func complaints(_ clipping: any Clipping, _ formula: any TextbookClipping) -> Set<String> {
    var complaints: Set<String> = []
    for (seed, size) in [(1, 1e-3), (2, 0.05), (3, 1), (4, 300), (5, 1e15)] as [(UInt64, Double)] {
      var random = Random(seed: seed)
      let gradient = (0..<130).map { _ in Float(size * random.normal()) }
      var clipped = gradient
      let effect = clipped.withUnsafeMutableBufferPointer { clipping.clip($0, blocks: blocks) }
      let exact = formula.clipped(gradient.map(Double.init), blocks: blocks)
      let before = gradient.map(Double.init).norm
      let after = clipped.map(Double.init).norm
      // Float has seven digits; the bound is kept up to one of them.
      if zip(clipped, exact).contains(where: { abs(Double($0) - $1) > 3e-7 * abs($1) }) {
        complaints.insert("differs from the formula")
      }
      if exact == gradient.map(Double.init), clipped != gradient { complaints.insert("touches what fits") }
      if effect.fired != (clipped != gradient) { complaints.insert("reports firing wrongly") }
      if abs(effect.normBefore - before) > 1e-9 * before || abs(effect.normAfter - after) > 1e-9 * after {
        complaints.insert("reports norms wrongly")
      }
      if after > before * (1 + 1e-6) { complaints.insert("lengthens") }
    }
    return complaints
  }

  @Test(arguments: all)
  func keepsTheLaws(_ name: String) throws {
    let clipping = try Clippings.family.make(name)
    let formula = try #require(clipping as? any TextbookClipping)
    #expect(Self.complaints(clipping, formula).isEmpty)
  }

  @Test func wrongClippingsBreakTheLaws() {
    #expect(Self.complaints(AlwaysRescales(), GlobalNormClipping()).contains("touches what fits"))
    #expect(Self.complaints(BySumOfSizes(), GlobalNormClipping()).contains("differs from the formula"))
    #expect(Self.complaints(GlobalNormClipping(), NormClipping()).contains("differs from the formula"))
    #expect(Self.complaints(NeverReports(), GlobalNormClipping()).contains("reports firing wrongly"))
  }

  @Test func globalNormKeepsDirectionAndBound() {
    var random = Random(seed: 9)
    let gradient = (0..<500).map { _ in Float(10 * random.normal()) }
    var clipped = gradient
    _ = clipped.withUnsafeMutableBufferPointer { GlobalNormClipping().clip($0, blocks: [0..<500]) }
    let (a, b) = (gradient.map(Double.init), clipped.map(Double.init))
    let cosine = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (a.norm * b.norm)
    #expect(abs(cosine - 1) < 1e-12)
    #expect(abs(b.norm - 1) < 1e-6)
  }

  @Test func normKeepsEveryLayersBoundAndLeavesTheOthers() {
    var gradient: [Float] = [3, 4, 0.1, 0.2, -30]
    let effect = gradient.withUnsafeMutableBufferPointer {
      NormClipping().clip($0, blocks: [0..<2, 2..<4, 4..<5])
    }
    #expect(effect.fired)
    #expect(gradient == [3 * 0.2, 4 * 0.2, 0.1, 0.2, -1])
  }

  @Test(arguments: ["norm", "global-norm"])
  func aGradientThatIsNotFiniteIsLeftForTrainingToReport(_ name: String) throws {
    for spoiled: Float in [.nan, .infinity] {
      var gradient: [Float] = [3, spoiled, 4]
      let effect = try gradient.withUnsafeMutableBufferPointer {
        try Clippings.family.make(name).clip($0, blocks: [0..<3])
      }
      #expect(!effect.fired && !effect.normBefore.isFinite)
      #expect(gradient.map(\.bitPattern) == [3, spoiled, 4].map(\.bitPattern))
    }
  }

  @Test(arguments: all)
  func anEmptyGradientIsNoTrouble(_ name: String) throws {
    var gradient: [Float] = []
    let effect = try gradient.withUnsafeMutableBufferPointer {
      try Clippings.family.make(name).clip($0, blocks: [])
    }
    #expect(effect == ClippingEffect(fired: false, normBefore: 0, normAfter: 0))
  }

  @Test(arguments: all)
  func limitsMustBeAboveZero(_ name: String) throws {
    var clipping = try Clippings.family.make(name)
    for limit in [0, -1, .infinity, .nan] as [Double] {
      #expect(throws: Problem.self) { try clipping.set("limit", to: .number(limit)) }
    }
  }
}

// Deliberately wrong: the laws must reject each of them.

private struct AlwaysRescales: Clipping {
  static let card = Card<AlwaysRescales>("wrong", "Lengthens short gradients too.")
  func clip(_ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]) -> ClippingEffect {
    let norm = gradients.map(Double.init).norm
    for i in gradients.indices { gradients[i] *= Float(1 / norm) }
    return ClippingEffect(fired: true, normBefore: norm, normAfter: gradients.map(Double.init).norm)
  }
}

private struct BySumOfSizes: Clipping {
  static let card = Card<BySumOfSizes>("wrong", "Takes Σ|g| for the length.")
  func clip(_ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]) -> ClippingEffect {
    let norm = gradients.map(Double.init).norm
    let sum = gradients.reduce(0) { $0 + abs(Double($1)) }
    if sum > 1 { for i in gradients.indices { gradients[i] *= Float(1 / sum) } }
    return ClippingEffect(fired: sum > 1, normBefore: norm, normAfter: gradients.map(Double.init).norm)
  }
}

private struct NeverReports: Clipping {
  static let card = Card<NeverReports>("wrong", "Clips in silence.")
  func clip(_ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]) -> ClippingEffect {
    var effect = GlobalNormClipping().clip(gradients, blocks: blocks)
    effect.fired = false
    return effect
  }
}

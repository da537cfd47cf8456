/// How the parameters are cut for the end of a step: stretches small enough to stay in the caches while their gradient is
/// made and used, in order, each within one stage.
struct Stretches {
  struct Stretch {
    /// Among all parameters.
    let range: Range<Int>
    let stage: Int
    /// Which of the engine's gradient parts this is; nil where the shards' gradients are added.
    let part: Int?
    /// Its weights: which of `weights`.
    var weights: Range<Int> = 0..<0
  }

  /// Parameters in a stretch whose gradient is only added.
  private static let longest = 8192

  private let all: [Stretch]
  /// Parameters that statistics speak of, stretch by stretch.
  let weights: [Range<Int>]
  /// The longest stretch that is one part of an engine's gradient, in whole lines of the cache.
  let mostAtOnce: Int
  /// For each number of members where each one's stretches begin, and the end.
  private let cuts: [[Int]]

  /// - Parameter last: the first stage whose parameters have gradients.
  init(_ stages: [Stage], members: Int) {
    var all: [Stretch] = []
    var costs: [Int] = []
    for (number, stage) in stages.enumerated() where stage.isTrained {
      let parts = stage.engine.gradientParts
      for (part, range) in parts.enumerated() {
        let start = stage.parameterStart + range.lowerBound
        all.append(Stretch(range: start..<start + range.count, stage: number, part: part))
        costs.append(3 * range.count)
      }
      guard parts.isEmpty else { continue }
      let range = stage.placed.parameterRange
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Stretches.longest) {
        let end = min(range.upperBound, start + Stretches.longest)
        all.append(Stretch(range: start..<end, stage: number, part: nil))
        costs.append(end - start)
      }
    }
    var weights: [Range<Int>] = []
    for (place, stretch) in all.enumerated() {
      let tensors = stages[stretch.stage].placed.parameters.filter { $0.spec.role == .weight }
      let own = tensors.map { $0.range.clamped(to: stretch.range) }.filter { !$0.isEmpty }
      all[place].weights = weights.count..<weights.count + own.count
      weights += own
    }
    (self.all, self.weights) = (all, weights)
    mostAtOnce = ((all.filter { $0.part != nil }.map(\.range.count).max() ?? 0) + 15) / 16 * 16
    let total = costs.reduce(0, +)
    cuts = (0...members).map { count in
      var (places, sum, next) = ([0], 0, 1)
      for (place, cost) in costs.enumerated() where next < count {
        // To the side where the middle of this stretch lies.
        if (2 * sum + cost) * count >= 2 * total * next {
          places.append(place)
          next += 1
        }
        sum += cost
      }
      return places + Array(repeating: costs.count, count: max(1, count) + 1 - places.count)
    }
  }

  var count: Int { all.count }

  /// The numbers of those of these stages.
  func of(stages: Range<Int>) -> Range<Int> {
    let first = all.firstIndex { $0.stage >= stages.lowerBound } ?? all.count
    return first..<(all[first...].firstIndex { $0.stage >= stages.upperBound } ?? all.count)
  }

  subscript(index: Int) -> Stretch { all[index] }

  /// The numbers of one member's, with neighbours side by side.
  func of(_ member: Int, among members: Int) -> Range<Int> {
    cuts[members][member]..<cuts[members][member + 1]
  }
}

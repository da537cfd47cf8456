/// Adds up what clipping did in several steps.
package struct ClippingTally: Sendable, Codable {
  private let isOn: Bool
  private var total = ClippingSummary()
  private var removed = 0.0

  init(isOn: Bool) { self.isOn = isOn }

  mutating func add(_ effect: ClippingEffect) {
    total.steps += 1
    total.largestNorm = max(total.largestNorm, effect.normBefore)
    guard effect.fired, effect.normBefore > 0, effect.normBefore.isFinite else { return }
    total.fired += 1
    removed += 1 - effect.normAfter / effect.normBefore
  }

  /// nil without clipping.
  var summary: ClippingSummary? {
    guard isOn else { return nil }
    var summary = total
    summary.removedFraction = total.fired > 0 ? removed / Double(total.fired) : 0
    return summary
  }
}

/// An accuracy is counted on a sample, so it is off by chance even if nothing else varies.
package struct SamplingError: Equatable, Sendable, Codable {
  /// √(p (1 − p) / n)
  package let value: Double
  package let samples: Int

  package init?(share: Double, samples: Int) {
    guard samples > 0, (0...1).contains(share) else { return nil }
    value = (share * (1 - share) / Double(samples)).squareRoot()
    self.samples = samples
  }
}

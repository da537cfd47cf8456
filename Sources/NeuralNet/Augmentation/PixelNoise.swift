import Basis

package struct PixelNoise: Augmentation {
  package var deviation = 0.1

  package init() {}

  package static let card = Card<PixelNoise>(
    "noise", "Adds random numbers to all pixels.",
    formula: "y = x + d·(bright − dark)·z,  z normal with mean 0 and variance 1",
    positions: [
      Setting(
        "std", \.deviation, in: .closed(0...10), "d: deviation, as a share of the way from dark to bright.")
    ],
    sources: [Source("Bishop", 1995, "Training with noise is equivalent to Tikhonov regularization")],
    examples: ["augment noise 0.1"],
    details:
      "Results may be darker than dark and brighter than bright; nothing is cut off. For noise in the units in which "
      + "the network sees its input: layer insert 1 gaussian-noise 0.5.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    let size = deviation * Double(pass.bright - pass.dark)
    for index in 0..<pass.count {
      pass.to[index] = Float(Double(pass.from[index]) + size * random.normal())
    }
  }
}

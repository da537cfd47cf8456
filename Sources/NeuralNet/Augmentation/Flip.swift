import Basis

package struct Flip: Augmentation {
  package var probability = 0.5
  package var axis = Axis.horizontal

  package enum Axis: String, CaseIterable, Sendable { case horizontal, vertical }

  package init() {}

  package static let card = Card<Flip>(
    "flip", aliases: ["mirror"], "Shows some pictures as in a mirror.",
    formula: "y(r, c) = x(r, W − 1 − c) with probability p, x(r, c) otherwise",
    settings: [
      Setting("probability", \.probability, in: .fraction, "p: share of the pictures that are turned."),
      Setting("axis", choice: \.axis, "horizontal: left and right change places; vertical: up and down."),
    ],
    sources: [
      Source("Krizhevsky, Sutskever & Hinton", 2012, "NIPS, ImageNet classification with deep CNNs: 4.1")
    ],
    examples: ["augment flip", "augment flip probability=20%"],
    details:
      "Only where a mirror image is still the same thing: a cat is, a 2 is not. One half is PyTorch's default; "
      + "Keras's RandomFlip turns up and down as well unless told otherwise.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    guard random.uniform() < probability else {
      pass.to.update(from: pass.from, count: pass.count)
      return
    }
    switch axis {
    case .horizontal: pass.fill { y, x in (y, pass.width - 1 - x) }
    case .vertical: pass.fill { y, x in (pass.height - 1 - y, x) }
    }
  }
}

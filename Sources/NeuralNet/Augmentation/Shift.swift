import Basis

package struct Shift: Augmentation {
  package var pixels = 1
  package var axis = Axis.both

  package enum Axis: String, CaseIterable, Sendable { case both, horizontal, vertical }

  package init() {}

  package static let card = Card<Shift>(
    "shift", "Moves the picture by some pixels; what leaves it is lost, what comes in is dark.",
    formula: "y(r, c) = x(r − i, c − j),  i, j uniform in −k…k",
    positions: [Setting("pixels", \.pixels, in: 0...1000, unit: "pixels", "k: the farthest move.")],
    settings: [Setting("axis", choice: \.axis, "Move both ways, only sideways, or only up and down.")],
    sources: [
      Source("LeCun, Bottou, Bengio & Haffner", 1998, "Proc. IEEE 86, Gradient-based learning: III.C")
    ],
    examples: ["augment shift 1", "augment shift 2 axis=horizontal"],
    details:
      "Whole pixels, each move as likely as any other, no move among them. Keras's RandomTranslation and PyTorch's "
      + "RandomAffine count in shares of the size; Keras reflects at the border.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    let down = random.index(below: 2 * pixels + 1) - pixels
    let right = random.index(below: 2 * pixels + 1) - pixels
    pass.move(down: axis == .horizontal ? 0 : down, right: axis == .vertical ? 0 : right)
  }
}

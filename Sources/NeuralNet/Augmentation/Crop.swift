import Basis

package struct Crop: Augmentation {
  package var padding = 2
  package var fill = Fill.dark

  package enum Fill: String, CaseIterable, Sendable { case dark, edge, mirror }

  package init() {}

  package static let card = Card<Crop>(
    "crop", "Widens the picture all round and cuts a window of its old size out of that, at a random place.",
    formula: "y(r, c) = x(r + i − p, c + j − p),  i, j uniform in 0…2p",
    positions: [
      Setting("padding", \.padding, in: 0...1000, unit: "pixels", "p: how far the window may stray.")
    ],
    settings: [
      Setting("fill", choice: \.fill, "What lies beyond the border: nothing, its last pixel, its reflection.")
    ],
    sources: [
      Source("Krizhevsky, Sutskever & Hinton", 2012, "NIPS, ImageNet classification with deep CNNs: 4.1"),
      Source("He, Zhang, Ren & Sun", 2015, "arXiv:1512.03385, Deep residual learning: 4.2"),
    ],
    examples: ["augment crop 2", "augment crop 4 fill=mirror"],
    details:
      "With fill=dark this is what shift does with as many pixels. He and others pad CIFAR-10's 32 × 32 pixels by 4; "
      + "PyTorch's RandomCrop with padding=4 is the same. A reflection repeats the border's own pixel, too, as "
      + "padding_mode=symmetric does.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    let down = padding - random.index(below: 2 * padding + 1)
    let right = padding - random.index(below: 2 * padding + 1)
    switch fill {
    case .dark: pass.move(down: down, right: right)
    case .edge:
      pass.fill { y, x in
        (min(pass.height - 1, max(0, y - down)), min(pass.width - 1, max(0, x - right)))
      }
    case .mirror:
      pass.fill { y, x in (Crop.mirrored(y - down, pass.height), Crop.mirrored(x - right, pass.width)) }
    }
  }

  /// … 1 0 | 0 1 2 … n−1 | n−1 n−2 …, again and again.
  private static func mirrored(_ place: Int, _ count: Int) -> Int {
    let around = ((place % (2 * count)) + 2 * count) % (2 * count)
    return around < count ? around : 2 * count - 1 - around
  }
}

import Basis

package struct Paste: Augmentation {
  package init() {}

  package static let card = Card<Paste>(
    "paste", "Cuts out what is not dark and puts it down at a random place where all of it fits.",
    formula: "y(r, c) = x(r − i, c − j),  i, j uniform over all moves that lose nothing",
    sources: [
      Source("Jaderberg, Simonyan, Zisserman & Kavukcuoglu", 2015, "arXiv:1506.02025: A.4, translated digits")
    ],
    examples: ["augment paste"],
    details:
      "For things that may stand anywhere on a dark ground: transform canvas makes such pictures, and paste puts them "
      + "down anew every epoch. A picture that is dark all over, or full from border to border, stays.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    var (top, bottom, left, right) = (pass.height, -1, pass.width, -1)
    for y in 0..<pass.height {
      for x in 0..<pass.width {
        let start = (y * pass.width + x) * pass.channels
        for channel in 0..<pass.channels where pass.from[start + channel] != pass.dark {
          (top, bottom) = (min(top, y), max(bottom, y))
          (left, right) = (min(left, x), max(right, x))
        }
      }
    }
    let (rows, columns) = (pass.height - max(0, bottom - top), pass.width - max(0, right - left))
    let (newTop, newLeft) = (random.index(below: rows), random.index(below: columns))
    if bottom < 0 {
      pass.to.update(from: pass.from, count: pass.count)
    } else {
      pass.move(down: newTop - top, right: newLeft - left)
    }
  }
}

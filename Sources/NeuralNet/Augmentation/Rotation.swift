import Basis
import Foundation

package struct Rotation: Augmentation {
  package var degrees = 10.0

  package init() {}

  package static let card = Card<Rotation>(
    "rotate", "Turns the picture about its middle by a random angle; what comes in at the corners is dark.",
    formula:
      "y(p) = x(R(φ)·p), φ uniform in −a…a, p counted from the middle, x between pixels by straight lines",
    positions: [Setting("angle", \.degrees, in: .closed(0...180), unit: "degrees", "a: the farthest turn.")],
    sources: [Source("Simard, Steinkraus & Platt", 2003, "ICDAR, Best practices for CNNs")],
    examples: ["augment rotate 12"],
    details:
      "Each pixel takes the mean of the four around the place it comes from, weighted by nearness (bilinear), as "
      + "RandomRotation with bilinear interpolation does in PyTorch. That blurs a little.")

  package func make(_ pass: PicturePass, _ random: inout Random) {
    let angle = (2 * random.uniform() - 1) * degrees * .pi / 180
    let (c, s) = (cos(angle), sin(angle))
    let (middleY, middleX) = (Double(pass.height - 1) / 2, Double(pass.width - 1) / 2)
    for y in 0..<pass.height {
      for x in 0..<pass.width {
        let (v, u) = (Double(y) - middleY, Double(x) - middleX)
        let (sourceY, sourceX) = (middleY + c * v - s * u, middleX + s * v + c * u)
        let (top, left) = (sourceY.rounded(.down), sourceX.rounded(.down))
        let (fy, fx) = (sourceY - top, sourceX - left)
        for channel in 0..<pass.channels {
          func at(_ down: Int, _ right: Int) -> Double {
            let (row, column) = (Int(top) + down, Int(left) + right)
            let isInside = row >= 0 && row < pass.height && column >= 0 && column < pass.width
            return Double(
              isInside ? pass.from[(row * pass.width + column) * pass.channels + channel] : pass.dark)
          }
          let above = (1 - fx) * at(0, 0) + fx * at(0, 1)
          let below = (1 - fx) * at(1, 0) + fx * at(1, 1)
          pass.to[(y * pass.width + x) * pass.channels + channel] = Float((1 - fy) * above + fy * below)
        }
      }
    }
  }
}

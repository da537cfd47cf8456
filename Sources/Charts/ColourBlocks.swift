/// How many colours there are for pictures.
package enum PictureColours: Sendable {
  /// None: shades of grey, in characters.
  case none
  /// The 216 of the colour cube that terminals have known for decades.
  case cube
  /// Red, green and blue with eight bits each.
  case full
}

/// Half blocks whose upper half is one pixel and whose lower half, their background, is the next.
struct ColourBlocks {
  private let colours: PictureColours

  init(_ colours: PictureColours) { self.colours = colours }

  /// One line of text from two rows of pixels; the second is missing below an odd number of rows.
  func line(_ upper: [SIMD3<Float>], _ lower: [SIMD3<Float>]?) -> String {
    var line = ""
    var last: [String] = []
    for column in upper.indices {
      // Codes are only written where a colour changes.
      let codes = [code(38, upper[column]), lower.map { code(48, $0[column]) } ?? "49"]
      if codes != last { line += "\u{1B}[" + codes.joined(separator: ";") + "m" }
      last = codes
      line += "▀"
    }
    return line + "\u{1B}[0m"
  }

  private func code(_ ground: Int, _ pixel: SIMD3<Float>) -> String {
    let parts = (0..<3).map { pixel[$0].isNaN ? 0 : min(1, max(0, pixel[$0])) }
    if colours == .full {
      return "\(ground);2;" + parts.map { String(Int(($0 * 255).rounded())) }.joined(separator: ";")
    }
    let levels = parts.map(ColourBlocks.level)
    return "\(ground);5;\(16 + 36 * levels[0] + 6 * levels[1] + levels[2])"
  }

  /// The nearest of the cube's six steps.
  private static func level(_ part: Float) -> Int {
    let steps: [Float] = [0, 95, 135, 175, 215, 255]
    return steps.indices.min { abs(steps[$0] - part * 255) < abs(steps[$1] - part * 255) } ?? 0
  }
}

/// A figure as a signed distance: negative inside, positive outside, about as long as the way to its edge.
///
/// The unit is the radius of the circle into which the figure just about fits; x points right, y up. Nothing but
/// arithmetic and square roots, which are the same bits on every machine.
package enum Figure: String, CaseIterable, Sendable {
  case arrow, circle, crescent, cross, hourglass, ring, square, star, stripes, triangle

  package func distance(_ x: Float, _ y: Float) -> Float {
    let (side, height) = (abs(x), abs(y))
    switch self {
    case .arrow:
      let head = max(0.05 - y, (side + 0.8 * y - 0.8) * 0.78)
      let shaft = max(side - 0.22, abs(y + 0.45) - 0.5)
      return min(head, shaft)
    case .circle: return (x * x + y * y).squareRoot() - 0.85
    case .crescent:
      let bite = ((x - 0.45) * (x - 0.45) + y * y).squareRoot()
      return max((x * x + y * y).squareRoot() - 0.95, 0.75 - bite)
    case .cross: return min(max(side - 0.28, height - 0.95), max(side - 0.95, height - 0.28))
    case .hourglass: return max(height - 0.85, (side - 0.85 * height - 0.05) * 0.76)
    case .ring: return abs((x * x + y * y).squareRoot() - 0.72) - 0.2
    case .square: return max(side, height) - 0.75
    case .star: return Figure.star(side, y)
    case .stripes: return max(side - 0.85, min(height, abs(height - 0.6)) - 0.17)
    case .triangle: return max(-y, 0.866_025_4 * side + 0.5 * y) - 0.5
    }
  }

  /// The pentagram: every point of it lies behind all but at most one of the five lines that its edges lie on.
  private static func star(_ side: Float, _ y: Float) -> Float {
    // The lines face the five tips. By cosine and sine of 18° and of 54°; both sides are alike.
    let (level, across) = (0.309_017 * y, 0.951_056_5 * side)
    let (under, aside) = (-0.809_017 * y, 0.587_785_3 * side)
    // Of the two pairs the lesser members can only be second to their own.
    let (first, second, third) = (y, level + across, under + aside)
    let middle = max(min(first, second), min(max(first, second), third))
    return max(middle, level - across, under - aside) - 0.34
  }
}

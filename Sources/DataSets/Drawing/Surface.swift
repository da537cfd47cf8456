import Basis

/// What a figure or the ground looks like: a colour that changes steadily across the picture, with soft blotches.
struct Surface {
  /// Blotches lie between the points of a lattice with this many a side.
  private static let lattice = 6

  let colour: SIMD3<Float>
  /// Change of colour from one pixel to the next.
  private let rightward: SIMD3<Float>
  private let downward: SIMD3<Float>
  private let grain: [Float]
  private let grainColour: SIMD3<Float>

  /// - Parameter roughness: 0 for an even colour, 1 for strong slopes and blotches.
  init(_ colour: SIMD3<Float>, roughness: Float, _ random: inout Random) {
    self.colour = colour
    rightward = random.colour(within: 1.2 * roughness)
    downward = random.colour(within: 1.2 * roughness)
    grainColour =
      SIMD3(repeating: random.number(in: 0..<40) * roughness) + random.colour(within: 12 * roughness)
    grain = (0..<Surface.lattice * Surface.lattice).map { _ in random.number(in: -1..<1) }
  }

  func colour(row: Int, column: Int) -> SIMD3<Float> {
    let middle = Float(Painting.size - 1) / 2
    let (x, y) = (Float(column), Float(row))
    return colour + rightward * (x - middle) + downward * (y - middle) + grainColour * blotch(x, y)
  }

  /// Between −1 and 1: linear between the four points of the lattice around a place.
  private func blotch(_ x: Float, _ y: Float) -> Float {
    let spacing = Float(Surface.lattice - 1) / Float(Painting.size)
    let (u, v) = (x * spacing, y * spacing)
    let (column, row) = (Int(u), Int(v))
    let (right, down) = (u - Float(column), v - Float(row))
    let place = row * Surface.lattice + column
    let upper = grain[place] + right * (grain[place + 1] - grain[place])
    let below = place + Surface.lattice
    let lower = grain[below] + right * (grain[below + 1] - grain[below])
    return upper + down * (lower - upper)
  }
}

extension Random {
  mutating func number(in range: Range<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * Float(uniform())
  }

  /// Red, green and blue, each within ± this.
  mutating func colour(within reach: Float) -> SIMD3<Float> {
    SIMD3(number(in: -1..<1), number(in: -1..<1), number(in: -1..<1)) * reach
  }
}

import Basis

/// A square picture to paint on, row after row from the top; colours are red, green and blue in 0…255.
struct Painting {
  static let size = 32

  private(set) var pixels = [SIMD3<Float>](repeating: .zero, count: size * size)

  /// - Parameter coverage: how much of the pixel's square is painted, 0…1.
  mutating func paint(
    rows: Range<Int> = 0..<size, columns: Range<Int> = 0..<size, _ surface: Surface,
    coverage: (_ row: Int, _ column: Int) -> Float
  ) {
    for row in rows {
      for column in columns {
        let share = min(1, coverage(row, column))
        guard share > 0 else { continue }
        let place = row * Painting.size + column
        // In this form nothing of what was there survives a share of 1, not even by rounding.
        pixels[place] = pixels[place] * (1 - share) + surface.colour(row: row, column: column) * share
      }
    }
  }

  /// Adds to every number the sum of three draws, which is nearly a normal one of this deviation.
  mutating func addNoise(deviation: Float, _ random: inout Random) {
    // Of 7 bits each: the variance of one draw is (128² − 1)/12.
    let factor = deviation / (3 * (128 * 128 - 1) / 12 as Float).squareRoot()
    for place in pixels.indices {
      let bits = random.next()
      var noise = SIMD3<Float>.zero
      for channel in 0..<3 {
        let draws = (0..<3).reduce(0) { $0 + Int(bits >> UInt64(21 * channel + 7 * $1) & 127) }
        noise[channel] = Float(draws) - 3 * 63.5
      }
      pixels[place] += noise * factor
    }
  }

  /// Whole numbers in 0…255, three a pixel.
  func append(to numbers: inout [Float]) {
    for pixel in pixels {
      let rounded = pixel.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255)).rounded(
        .toNearestOrEven)
      numbers.append(rounded.x)
      numbers.append(rounded.y)
      numbers.append(rounded.z)
    }
  }
}

extension Painting {
  /// The pixels between two places, as far as there are any.
  static func span(_ from: Float, _ to: Float) -> Range<Int> {
    let start = min(size, max(0, Int(from)))
    return start..<max(start, min(size, Int(to) + 1))
  }
}

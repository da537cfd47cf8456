/// An image in characters of five shades, which every terminal and every pipe can show, or in colours where there are some.
package struct ImageDrawing: Sendable {
  private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]

  package let lines: [String]
  /// Columns of each line.
  package let width: Int

  /// - Parameter pixels: height × width × channels, 0 (dark) … 1 (bright); three channels are red, green, blue.
  /// - Parameter mostColumns: larger images are shrunk to fit.
  package init(
    _ pixels: [Float], height: Int, width: Int, channels: Int, mostColumns: Int = 64,
    colours: PictureColours = .none
  ) {
    precondition(
      pixels.count == height * width * channels, "\(pixels.count) numbers for \(height)×\(width)×\(channels)")
    // A character is about twice as high as wide: small images get two columns a pixel, large ones two rows a line.
    let isSmall = width * 2 <= min(mostColumns, 40)
    let columns = isSmall ? width : min(width, mostColumns)
    self.width = isSmall ? columns * 2 : columns
    if channels == 3, colours != .none {
      lines = ImageDrawing.coloured(pixels, height: height, width: width, columns: self.width, colours)
      return
    }
    let brightness = ImageDrawing.brightness(pixels, channels: channels)
    let grey = channels == 3 ? ImageDrawing.stretched(brightness) : brightness
    let rows = isSmall ? height : max(1, height * columns / max(1, width) / 2)
    lines = (0..<rows).map { row in
      (0..<columns).map { column in
        let area = ImageDrawing.mean(
          grey, width: width, rows: ImageDrawing.span(row, of: rows, over: height),
          columns: ImageDrawing.span(column, of: columns, over: width))
        let shade = ImageDrawing.shades[area.isNaN ? 0 : min(4, max(0, Int(min(1, max(0, area)) * 5)))]
        return String(repeating: shade, count: isSmall ? 2 : 1)
      }.joined()
    }
  }

  /// Half blocks are nearly square, so that one of them is a pixel, or several in a row are.
  private static func coloured(
    _ pixels: [Float], height: Int, width: Int, columns: Int, _ colours: PictureColours
  ) -> [String] {
    let planes = (0..<3).map { channel in stride(from: channel, to: pixels.count, by: 3).map { pixels[$0] } }
    let rows = max(1, height * columns / max(1, width))
    let table = (0..<rows).map { row in
      (0..<columns).map { column -> SIMD3<Float> in
        let means = planes.map {
          mean(
            $0, width: width, rows: span(row, of: rows, over: height),
            columns: span(column, of: columns, over: width))
        }
        return SIMD3(means[0], means[1], means[2])
      }
    }
    let blocks = ColourBlocks(colours)
    return stride(from: 0, to: rows, by: 2).map {
      blocks.line(table[$0], $0 + 1 < rows ? table[$0 + 1] : nil)
    }
  }

  private static func brightness(_ pixels: [Float], channels: Int) -> [Float] {
    if channels == 1 { return pixels }
    // Rec. 709's weights: how bright the eye finds each colour.
    let weights: [Float] =
      channels == 3 ? [0.2126, 0.7152, 0.0722] : Array(repeating: 1 / Float(channels), count: channels)
    return stride(from: 0, to: pixels.count, by: channels).map { start in
      (0..<channels).reduce(0) { $0 + weights[$1] * pixels[start + $1] }
    }
  }

  /// From darkest to brightest in all shades there are: photographs seldom reach both ends, and five shades are few.
  private static func stretched(_ grey: [Float]) -> [Float] {
    let known = grey.filter { !$0.isNaN }
    guard let darkest = known.min(), let brightest = known.max(), darkest < brightest else { return grey }
    return grey.map { ($0 - darkest) / (brightest - darkest) }
  }

  private static func span(_ index: Int, of parts: Int, over total: Int) -> Range<Int> {
    let start = index * total / parts
    return start..<max(start + 1, (index + 1) * total / parts)
  }

  private static func mean(_ grey: [Float], width: Int, rows: Range<Int>, columns: Range<Int>) -> Float {
    var sum: Float = 0
    for row in rows { for column in columns { sum += grey[row * width + column] } }
    return sum / Float(rows.count * columns.count)
  }
}

/// An image in characters of five shades, which every terminal and every pipe can show.
package struct ImageDrawing: Sendable {
  private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]

  package let lines: [String]
  /// Columns of each line.
  package let width: Int

  /// - Parameter pixels: height × width × channels, 0 (dark) … 1 (bright); three channels are red, green, blue.
  /// - Parameter mostColumns: larger images are shrunk to fit.
  package init(_ pixels: [Float], height: Int, width: Int, channels: Int, mostColumns: Int = 64) {
    precondition(
      pixels.count == height * width * channels, "\(pixels.count) numbers for \(height)×\(width)×\(channels)")
    let grey = ImageDrawing.brightness(pixels, channels: channels)
    // A character is about twice as high as wide: small images get two columns a pixel, large ones two rows a line.
    let isSmall = width * 2 <= min(mostColumns, 40)
    let columns = isSmall ? width : min(width, mostColumns)
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
    self.width = isSmall ? columns * 2 : columns
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

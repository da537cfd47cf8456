import Charts
import Testing

@Suite struct HistogramTests {
  @Test func everyFiniteNumberIsCountedOnce() {
    let histogram = Histogram([0, 0.1, 0.5, 0.99, 1, .nan, .infinity], bins: 4)
    #expect(histogram.counts == [2, 0, 1, 2])
    #expect(histogram.notFinite == 2)
  }

  @Test func equalNumbersShareOneInterval() {
    #expect(Histogram([3, 3, 3]).counts == [3])
  }

  @Test func nothingMakesAnEmptyHistogram() {
    #expect(Histogram([]).counts.reduce(0, +) == 0)
    #expect(Histogram([.nan]).notFinite == 1)
  }

  @Test func intervalsJoinWithoutGaps() {
    let histogram = Histogram([-1, 7], bins: 8)
    for index in 1..<8 { #expect(histogram.interval(index).from == histogram.interval(index - 1).to) }
    #expect(histogram.interval(0).from == -1)
    #expect(histogram.interval(7).to == 7)
  }
}

@Suite struct SparklineTests {
  @Test func risingNumbersRise() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
  }

  @Test func gapsStayGaps() {
    #expect(Sparkline.text([0, .nan, 1]) == "▁ █")
    #expect(Sparkline.text([.nan]) == "")
  }

  @Test func numbersAsHugeAsThereAreRiseAsWell() {
    #expect(Sparkline.text([-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]) == "▁▅█")
  }
}

@Suite struct ImageTests {
  @Test func aSmallImageTakesTwoColumnsAPixel() {
    let drawing = ImageDrawing([0, 1, 1, 0], height: 2, width: 2, channels: 1)
    #expect(drawing.lines == ["  ██", "██  "])
  }

  @Test func aLargeImageTakesTwoRowsALine() {
    let drawing = ImageDrawing(Array(repeating: 1, count: 32 * 32 * 3), height: 32, width: 32, channels: 3)
    #expect(drawing.lines.count == 16)
    #expect(drawing.lines.allSatisfy { $0.count == 32 })
  }

  /// Red above blue, above green above black: one line, two half blocks a pixel wide.
  @Test func aColouredPictureIsDrawnInHalfBlocksWhereThereAreColours() {
    let pixels: [Float] = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]
    func lines(_ colours: PictureColours) -> [String] {
      ImageDrawing(pixels, height: 2, width: 2, channels: 3, mostColumns: 2, colours: colours).lines
    }
    let end = "\u{1B}[0m"
    #expect(
      lines(.full) == ["\u{1B}[38;2;255;0;0;48;2;0;255;0m▀\u{1B}[38;2;0;0;255;48;2;0;0;0m▀\(end)"])
    #expect(lines(.cube) == ["\u{1B}[38;5;196;48;5;46m▀\u{1B}[38;5;21;48;5;16m▀\(end)"])
    #expect(!lines(.none).joined().contains("\u{1B}"))
  }

  @Test func greyPicturesStayInCharacters() {
    let grey = ImageDrawing([0, 1, 1, 0], height: 2, width: 2, channels: 1, colours: .full)
    #expect(grey.lines == ["  ██", "██  "])
  }

  @Test func aFaintPhotographIsDrawnInAllShades() {
    let faint = (0..<5).flatMap { Array(repeating: 0.4 + 0.02 * Float($0), count: 3) }
    let drawing = ImageDrawing(faint, height: 1, width: 5, channels: 3)
    #expect(drawing.lines == ["  ░░▒▒▓▓██"])
  }

  @Test(arguments: [31, 32]) func noColouredGalleryIsWiderThanTheScreen(height: Int) {
    let pixels = [Float](repeating: 0.5, count: height * 32 * 3)
    let drawing = ImageDrawing(pixels, height: height, width: 32, channels: 3, colours: .full)
    #expect(drawing.lines.count == 16)
    let lines = Gallery.lines(Array(repeating: .init(drawing, caption: "frog"), count: 5), width: 80)
    for line in lines { #expect(line.replacing(/\u{1B}\[[0-9;]*m/, with: "").count <= 80) }
  }

  @Test(arguments: [20, 40, 80]) func noGalleryIsWiderThanTheScreen(width: Int) {
    let picture = Gallery.Picture(
      ImageDrawing(Array(repeating: 0.5, count: 64), height: 8, width: 8, channels: 1), caption: "seven")
    let lines = Gallery.lines(Array(repeating: picture, count: 9), width: width)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.joined().components(of: "seven") == 9)
  }

  @Test(arguments: [Float.nan, -5, 1e30]) func pixelsOutOfRangeAreDrawnAllTheSame(pixel: Float) {
    #expect(ImageDrawing([pixel], height: 1, width: 1, channels: 1).lines.count == 1)
  }
}

extension String {
  fileprivate func components(of word: String) -> Int {
    var rest = self[...]
    var count = 0
    while let range = rest.firstRange(of: word) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}

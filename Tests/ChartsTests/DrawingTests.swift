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

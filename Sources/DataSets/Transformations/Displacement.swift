import Basis

package struct Displacement: Transformation {
  package var pixels = 0
  package var right = 0
  package var down = 0
  package var part = PartChoice.all

  package init() {}

  package static let card = Card<Displacement>(
    "shift", "Moves pictures once and for all: each by its own random number of pixels, or all by the same.",
    formula: "y(r, c) = x(r − down − i, c − right − j),  i, j uniform in −k…k for each picture",
    positions: [Setting("pixels", \.pixels, in: 0...1000, unit: "pixels", "k: the farthest random move.")],
    settings: [
      Setting("right", \.right, in: -1000...1000, unit: "pixels", "The same for all pictures."),
      Setting("down", \.down, in: -1000...1000, unit: "pixels", "The same for all pictures."),
      Setting("part", choice: \.part, "Of which part."),
    ],
    examples: ["transform shift 1 part=test", "transform shift right=1"],
    details:
      "What leaves the picture is lost, what comes in is dark. To see training pictures moved anew in every epoch: "
      + "augment shift 1.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let picture = try data.needPictures(for: name)
    var features = data.samples.features
    let count = data.samples.shape.count
    for row in part.rows(rows) {
      let i = down + random.index(below: 2 * pixels + 1) - pixels
      let j = right + random.index(below: 2 * pixels + 1) - pixels
      let old = Array(features[row * count..<(row + 1) * count])
      for y in 0..<picture.height {
        for x in 0..<picture.width {
          let (fromY, fromX) = (y - i, x - j)
          let isInside = fromY >= 0 && fromY < picture.height && fromX >= 0 && fromX < picture.width
          for channel in 0..<picture.channels {
            features[row * count + (y * picture.width + x) * picture.channels + channel] =
              isInside
              ? old[(fromY * picture.width + fromX) * picture.channels + channel] : picture.range.lowerBound
          }
        }
      }
    }
    data.replace(features: features)
  }
}

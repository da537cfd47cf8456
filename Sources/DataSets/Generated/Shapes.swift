import Basis

package struct Shapes: Generator {
  package var count = 6000
  package var clutter = 3
  package var noise = 12.0

  package init() {}

  package static let card = Card<Shapes>(
    "shapes",
    "Ten figures in colour pictures, cluttered and noisy: stands in for CIFAR-10 without a download.",
    formula: "a figure of one colour on a ground of another, strokes behind and before it, and noise",
    settings: [
      Setting(
        "count", \.count, in: 60...300_000, "Pictures in all; the last sixth of them is the test part."),
      Setting("clutter", \.clutter, in: 0...20, "Strokes behind the figure; with any, often one before it."),
      Setting("noise", \.noise, in: .closed(0...128), "Deviation of the noise, in grey levels of 0…255."),
    ],
    examples: ["data shapes", "data shapes count=12000", "data shapes clutter=0 noise=0"],
    details: """
      32 × 32 pixels of red, green and blue, whole numbers in 0…255 as in photographs. The figure lies up to 3 pixels from \
      the middle, has a radius of 7 to 12, is turned by up to 27° and stretched by up to 18 %. Colours, slopes and blotches \
      of figure and ground are drawn alike for every class, and 85 % of the figures are brighter than their ground, so \
      that no colour tells the class. Picture 17 is the same whatever the count. The parts have CIFAR-10's proportions: \
      count=60000 gives 50,000 to learn from and 10,000 to test.
      """)

  package func load(seed: UInt64) throws -> RawData {
    let shape: Shape = [Painting.size, Painting.size, 3]
    try Files.checkRoom(for: count, "pictures", width: shape.count, advice: "data shapes count=60000")
    let figures = Figure.allCases
    let (stream, painter) = (stream(seed), ShapePicture(clutter: clutter, noise: Float(noise)))
    var pixels: [Float] = []
    pixels.reserveCapacity(count * shape.count)
    var painting = Painting()
    for index in 0..<count {
      var random = stream.stream("picture", index)
      painter.draw(figures[index % figures.count], on: &painting, &random)
      painting.append(to: &pixels)
    }
    return RawData(
      name: name, title: "\(Numbers.grouped(count)) drawn figures, 32×32 colour, \(figures.count) classes",
      task: .classification(classes: figures.map(\.rawValue)), featureNames: Images.featureNames(shape),
      samples: Samples(
        shape: shape, features: pixels,
        targets: .classes((0..<count).map { Int32($0 % figures.count) }, count: figures.count)),
      facts: .generated, imageScale: 0...255,
      ownTest: count - count / 6..<count, scaling: GlobalScaling())
  }
}

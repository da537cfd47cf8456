import Basis

package struct Canvas: Transformation {
  package var size = 14

  package init() {}

  package static let card = Card<Canvas>(
    "canvas",
    "Pastes every picture at a random place of a larger dark square: where it stands says nothing any more.",
    formula: "y(r, c) = x(r − i, c − j) inside, dark outside;  i uniform in 0…S − H, j in 0…S − W",
    positions: [Setting("size", \.size, in: 1...1024, unit: "pixels", "S: height and width of the square.")],
    sources: [
      Source("Jaderberg, Simonyan, Zisserman & Kavukcuoglu", 2015, "arXiv:1506.02025: A.4, translated digits")
    ],
    examples: ["transform canvas 14", "transform canvas 12"],
    details:
      "A dense network has to learn every place by itself, convolution need not. augment paste puts training pictures "
      + "down anew in every epoch.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let picture = try data.needPictures(for: name)
    guard size >= picture.height, size >= picture.width else {
      throw Problem(
        "a canvas of \(size)×\(size) has no room for pictures of \(picture.height)×\(picture.width)",
        advice: "transform canvas \(max(picture.height, picture.width) + 6)")
    }
    let shape: Shape = [size, size, picture.channels]
    let samples = data.samples
    try Files.checkRoom(
      for: samples.count, "pictures of \(shape.text)", width: shape.count,
      advice: "data \(data.name) count=1000, then transform canvas \(size)")
    let line = picture.width * picture.channels
    var features = [Float](repeating: picture.range.lowerBound, count: samples.count * shape.count)
    for row in 0..<samples.count {
      let top = random.index(below: size - picture.height + 1)
      let left = random.index(below: size - picture.width + 1)
      for y in 0..<picture.height {
        let from = row * samples.shape.count + y * line
        let to = row * shape.count + ((top + y) * size + left) * picture.channels
        features.replaceSubrange(to..<to + line, with: samples.store[from..<from + line])
      }
    }
    data.replace(features: features, shape: shape)
    data.featureNames = Images.featureNames(shape)
  }
}

import Basis
import NeuralNet
import Testing
import Textbook

@Suite struct AugmentationTests {
  static let all =
    Augmentations.family.names + [
      "crop 3 fill=edge", "crop 2 fill=mirror", "crop 7 fill=mirror", "flip probability=1 axis=vertical",
      "shift 2 axis=horizontal", "shift 1 axis=vertical", "shift 9", "rotate 90", "noise 0.5",
    ]
  static let shapes: [Shape] = [[5, 4, 1], [4, 6, 3], [1, 1, 1]]

  /// A picture with a dark border, so that there is something to paste.
  static func picture(_ shape: Shape, seed: UInt64 = 3) -> [Float] {
    var random = Random(seed: seed)
    let (height, width, channels) = (shape.extents[0], shape.extents[1], shape.extents[2])
    return (0..<shape.count).map { index in
      let (row, column) = (index / channels / width, index / channels % width)
      let isBorder = height > 2 && (row == 0 || column == width - 1)
      return isBorder ? 0 : Float(0.1 + random.uniform())
    }
  }

  static func make(
    _ augmentation: any Augmentation, _ picture: [Float], _ shape: Shape, _ random: inout Random
  )
    -> [Float]
  {
    var result = [Float](repeating: .nan, count: shape.count)
    picture.withUnsafeBufferPointer { from in
      result.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        augmentation.make(
          PicturePass(
            height: shape.extents[0], width: shape.extents[1], channels: shape.extents[2], dark: 0, bright: 1,
            from: from, to: to), &random)
      }
    }
    return result
  }

  /// Largest distance between engine and book over many draws.
  static func distance(_ fast: any Augmentation, _ book: any TextbookAugmentation, _ shape: Shape) -> Double {
    let picture = picture(shape)
    let table = TextbookPicture(
      picture.map(Double.init), height: shape.extents[0], width: shape.extents[1], channels: shape.extents[2])
    var worst = 0.0
    for seed in 0..<40 {
      var (one, other) = (Random(seed: UInt64(seed)), Random(seed: UInt64(seed)))
      let result = make(fast, picture, shape, &one)
      let exact = book.make(table, dark: 0, bright: 1, &other).numbers
      guard result.count == exact.count, one == other else { return .infinity }
      worst = zip(result, exact).reduce(worst) { max($0, abs(Double($1.0) - $1.1)) }
    }
    return worst
  }

  @Test(arguments: all, shapes)
  func aPictureIsWhatTheBookMakesOfIt(_ name: String, _ shape: Shape) throws {
    let augmentation = try Augmentations.family.read(name)
    let book = try #require(augmentation as? any TextbookAugmentation)
    #expect(Self.distance(augmentation, book, shape) < 1e-6)
  }

  @Test func wrongAugmentationsAreFoundOut() {
    var (one, two) = (Shift(), Shift())
    two.pixels = 2
    #expect(Self.distance(one, two, [5, 4, 1]) > 0.1)
    one.axis = .horizontal
    #expect(Self.distance(one, Shift(), [5, 4, 1]) > 0.1)
    var (edge, mirror) = (Crop(), Crop())
    (edge.fill, mirror.fill) = (.edge, .mirror)
    #expect(Self.distance(edge, mirror, [5, 4, 1]) > 0.1)
    var vertical = Flip()
    vertical.axis = .vertical
    #expect(Self.distance(Flip(), vertical, [5, 4, 1]) > 0.1)
    var turn = Rotation()
    turn.degrees = 11
    #expect(Self.distance(Rotation(), turn, [5, 4, 1]) > 1e-3)
  }

  @Test(arguments: ["shift 0", "crop 0", "crop 0 fill=mirror", "rotate 0", "noise 0", "flip probability=0"])
  func nothingIsNoChange(_ name: String) throws {
    let augmentation = try Augmentations.family.read(name)
    for shape in Self.shapes {
      var random = Random(seed: 1)
      let picture = Self.picture(shape)
      for _ in 0..<10 { #expect(Self.make(augmentation, picture, shape, &random) == picture) }
    }
  }

  @Test(arguments: Flip.Axis.allCases) func twoMirrorsShowThePictureItself(_ axis: Flip.Axis) {
    var flip = Flip()
    (flip.probability, flip.axis) = (1, axis)
    var random = Random(seed: 1)
    let picture = Self.picture([5, 4, 1])
    let once = Self.make(flip, picture, [5, 4, 1], &random)
    #expect(once != picture)
    #expect(Self.make(flip, once, [5, 4, 1], &random) == picture)
  }

  /// A single bright pixel in the middle: where it is found is the move.
  @Test func everyMoveIsEquallyLikely() {
    let shape: Shape = [5, 5, 1]
    var dot = [Float](repeating: 0, count: 25)
    dot[12] = 1
    var random = Random(seed: 5)
    for (augmentation, places) in [(Shift() as any Augmentation, 9), (Crop(), 25), (Paste(), 25)] {
      var counts = [Int](repeating: 0, count: 25)
      let draws = 5000
      for _ in 0..<draws {
        let place = Self.make(augmentation, dot, shape, &random).firstIndex(of: 1)
        counts[place ?? 0] += 1
      }
      let expected = Double(draws) / Double(places)
      let seen = counts.filter { $0 > 0 }
      #expect(seen.count == places)
      // Six standard deviations of a binomial count.
      #expect(seen.allSatisfy { abs(Double($0) - expected) < 6 * expected.squareRoot() })
    }
  }

  @Test func pastingLosesNothing() {
    var random = Random(seed: 2)
    let shape: Shape = [6, 7, 3]
    let picture = Self.picture(shape)
    for _ in 0..<50 {
      let result = Self.make(Paste(), picture, shape, &random)
      #expect(result.sorted() == picture.sorted())
    }
    let blank = [Float](repeating: 0, count: shape.count)
    #expect(Self.make(Paste(), blank, shape, &random) == blank)
  }
}

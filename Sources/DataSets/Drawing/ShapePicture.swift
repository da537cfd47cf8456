import Basis

/// How the pictures of `Shapes` come about: ground, clutter, the figure, something in front of it, noise.
struct ShapePicture {
  /// Grey levels from 0…255 by which figure and ground differ, apart from their tints.
  private static let contrast: Range<Float> = 35..<120
  /// Share of the pictures whose figure is brighter than its ground.
  private static let brightShare: Float = 0.85

  let clutter: Int
  let noise: Float

  func draw(_ figure: Figure, on painting: inout Painting, _ random: inout Random) {
    let contrast = random.number(in: ShapePicture.contrast)
    let dark = random.number(in: 20..<235 - contrast)
    let isBright = random.number(in: 0..<1) < ShapePicture.brightShare
    let ground = SIMD3(repeating: isBright ? dark : dark + contrast) + random.colour(within: 45)
    let paint = SIMD3(repeating: isBright ? dark + contrast : dark) + random.colour(within: 45)
    painting.paint(Surface(ground, roughness: 1, &random)) { _, _ in 1 }
    for _ in 0..<clutter { stroke(on: &painting, length: 3..<12, &random) }
    place(figure, Surface(paint, roughness: 0.7, &random), on: &painting, &random)
    if clutter > 0, random.number(in: 0..<1) < 0.5 { stroke(on: &painting, length: 6..<14, &random) }
    painting.addNoise(deviation: noise, &random)
  }

  /// The figure somewhere near the middle, turned, stretched and leaning a little.
  private func place(
    _ figure: Figure, _ surface: Surface, on painting: inout Painting, _ random: inout Random
  ) {
    let radius = random.number(in: 7..<12)
    let middle = Float(Painting.size - 1) / 2
    let (x, y) = (middle + random.number(in: -3..<3), middle + random.number(in: -3..<3))
    let stretch = random.number(in: 0.85..<1.18)
    // The tangent of the angle says what cosine and sine are, without them.
    let tangent = random.number(in: -0.5..<0.5)
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    painting.paint(surface) { row, column in
      let (right, up) = ((Float(column) - x) / radius, (y - Float(row)) / radius)
      let (u, v) = (cosine * right + sine * up, cosine * up - sine * right)
      return 0.5 - radius * figure.distance(u * stretch, v / stretch)
    }
  }

  /// A straight stroke of any colour anywhere.
  private func stroke(on painting: inout Painting, length: Range<Float>, _ random: inout Random) {
    let surface = Surface(SIMD3(repeating: 128) + random.colour(within: 110), roughness: 0.3, &random)
    let (x, y) = (random.number(in: 0..<32), random.number(in: 0..<32))
    let half = random.number(in: length) / 2
    let width = random.number(in: 0.7..<2)
    let tangent = random.number(in: -1..<1)
    let along = half / (1 + tangent * tangent).squareRoot()
    let isSteep = random.number(in: 0..<1) < 0.5
    let (right, down) = isSteep ? (along * tangent, along) : (along, along * tangent)
    let (reachRight, reachDown) = (abs(right) + width + 1, abs(down) + width + 1)
    painting.paint(
      rows: Painting.span(y - reachDown, y + reachDown),
      columns: Painting.span(x - reachRight, x + reachRight),
      surface
    ) { row, column in
      let (u, v) = (Float(column) - x, Float(row) - y)
      let share = max(-1, min(1, (u * right + v * down) / (half * half)))
      let (a, b) = (u - share * right, v - share * down)
      return 0.5 + width - (a * a + b * b).squareRoot()
    }
  }
}

import Basis

/// Reads a sample of several extents as one row.
package struct Flatten: Layer {
  package init() {}

  package static let card = Card<Flatten>(
    "flatten", "Reads an image or a sequence as one row of numbers; dense does so by itself.",
    formula: "y = x, with shape [H·W·C]",
    sources: [Source("Goodfellow, Bengio & Courville", 2016, "Deep Learning, chapter 9")],
    examples: ["layer flatten"])

  package func output(for input: Shape) throws -> Shape { [input.count] }
  package func operations(for input: Shape) -> Int { 0 }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    FlattenEngine(width: input.count)
  }
}

/// Samples lie row after row whatever their shape, so only the shape's name changes.
private final class FlattenEngine: LayerEngine {
  private let width: Int

  init(width: Int) { self.width = width }

  // y = x                             x, y [N, I]
  func forward(_ pass: Pass, phase: Int) {
    let start = pass.rows.lowerBound * width
    (pass.output + start).update(from: pass.input + start, count: pass.rows.count * width)
  }

  // ∂L/∂x = g                         g [N, I]
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient, let inputGradient = pass.inputGradient else { return }
    let start = pass.rows.lowerBound * width
    (inputGradient + start).update(from: g + start, count: pass.rows.count * width)
  }
}

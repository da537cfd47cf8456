import NeuralNet

extension Flatten: TextbookLayer {
  // y = x    ∂L/∂x = g: samples are rows whatever their shape
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    TextbookStep(output: x) { g in (g, []) }
  }
}

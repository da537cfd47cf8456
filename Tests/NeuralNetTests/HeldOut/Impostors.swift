import Basis
import NeuralNet
import Textbook

// Deliberately wrong: each says in its textbook version what is right, and computes something else. What compares random
// networks with the textbook has to find every one of them.

/// A layer whose engine runs some other formula, in Double and slowly.
struct ImpostorLayer: TextbookLayer {
  typealias Formula =
    @Sendable (_ right: any TextbookLayer, _ x: [[Double]], _ pass: TextbookPass) -> TextbookStep

  static let card = Card<ImpostorLayer>("impostor", "For tests.")
  var right: any TextbookLayer = Dense()
  var wrong: Formula = { right, x, pass in right.forward(x, pass) }

  init() {}
  init(_ right: any TextbookLayer, _ wrong: @escaping Formula) { (self.right, self.wrong) = (right, wrong) }

  func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep { right.forward(x, pass) }
  func output(for input: Shape) throws -> Shape { try right.output(for: input) }
  func parameters(for input: Shape) -> [TensorSpec] { right.parameters(for: input) }
  func state(for input: Shape) -> [TensorSpec] { right.state(for: input) }
  func operations(for input: Shape) -> Int { right.operations(for: input) }
  func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    ImpostorEngine(self, input)
  }
}

private final class ImpostorEngine: LayerEngine {
  private let layer: ImpostorLayer
  private let input: Shape
  private var latest: TextbookStep?

  init(_ layer: ImpostorLayer, _ input: Shape) { (self.layer, self.input) = (layer, input) }

  func forward(_ pass: Pass, phase: Int) {
    func tensors(_ specs: [TensorSpec], _ start: UnsafePointer<Float>) -> [[Double]] {
      var next = start
      return specs.map { spec in
        defer { next += spec.count }
        return (0..<spec.count).map { Double(next[$0]) }
      }
    }
    let step = layer.wrong(
      layer.right, rows(pass.input, pass, input.count),
      TextbookPass(
        input: input, parameters: tensors(layer.parameters(for: input), pass.parameters),
        state: tensors(layer.state(for: input), UnsafePointer(pass.state)), mode: pass.mode,
        randomKey: pass.randomKey))
    latest = step
    write(step.output, to: pass.output, pass)
    guard pass.mode == .training else { return }
    for (place, number) in step.state.joined().enumerated() { pass.state[place] = Float(number) }
  }

  func backward(_ pass: Pass, phase: Int) {
    guard let latest, let g = pass.outputGradient else { return }
    let back = latest.backward(rows(g, pass, latest.output[0].count))
    if let inputGradient = pass.inputGradient { write(back.input, to: inputGradient, pass) }
    for (place, number) in back.parameters.joined().enumerated() { pass.gradients?[place] = Float(number) }
  }

  private func rows(_ start: UnsafePointer<Float>, _ pass: Pass, _ width: Int) -> [[Double]] {
    pass.rows.map { row in (0..<width).map { Double(start[row * width + $0]) } }
  }

  private func write(_ rows: [[Double]], to start: UnsafeMutablePointer<Float>, _ pass: Pass) {
    for (row, numbers) in zip(pass.rows, rows) {
      for (k, number) in numbers.enumerated() { start[row * numbers.count + k] = Float(number) }
    }
  }
}

/// An optimizer whose loop does something else.
struct ImpostorOptimizer: MomentumOptimizer, TextbookOptimizer {
  static let card = Card<ImpostorOptimizer>("impostor", "For tests.")
  static let memory = ["m", "v"]
  var right: any TextbookOptimizer = Adam()
  var wrong: @Sendable (UpdateStretch) -> Void = { Adam().update($0) }
  var learningRate = 0.01
  var momentum: Double {
    get { (right as? any MomentumOptimizer)?.momentum ?? 0 }
    set {
      guard var averaging = right as? any MomentumOptimizer & TextbookOptimizer else { return }
      averaging.momentum = newValue
      right = averaging
    }
  }

  init() {}
  init(_ right: any TextbookOptimizer, _ wrong: @escaping @Sendable (UpdateStretch) -> Void) {
    (self.right, self.wrong) = (right, wrong)
  }

  func update(_ stretch: UpdateStretch) { wrong(stretch) }
  func update(_ w: inout [Double], _ g: [Double], memory: inout [[Double]], step: Int, rate: Double) {
    right.update(&w, g, memory: &memory, step: step, rate: rate)
  }
}

/// Clips nothing; for an optimizer that clips when it is too late.
struct ImpostorClipping: TextbookClipping {
  static let card = Card<ImpostorClipping>("impostor", "For tests.")
  var right: any TextbookClipping = GlobalNormClipping()
  var wrong: (any Clipping)?
  init() {}
  init(_ right: any TextbookClipping, wrong: (any Clipping)?) { (self.right, self.wrong) = (right, wrong) }

  func clipped(_ gradient: [Double], blocks: [Range<Int>]) -> [Double] {
    right.clipped(gradient, blocks: blocks)
  }
  func clip(_ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]) -> ClippingEffect {
    wrong?.clip(gradients, blocks: blocks) ?? ClippingEffect(fired: false, normBefore: 0, normAfter: 0)
  }
}

/// A regularizer that does in the loop what another would.
struct ImpostorRegularizer: TextbookRegularizer {
  static let card = Card<ImpostorRegularizer>("impostor", "For tests.")
  var right: any TextbookRegularizer = L2Penalty()
  var slope: @Sendable (WeightStretch) -> Void = { _ in }
  var late: @Sendable (WeightStretch) -> Void = { _ in }
  init() {}
  init(_ right: any TextbookRegularizer) { self.right = right }

  func penalty(_ w: [Double]) -> Double { right.penalty(w) }
  func penalty(_ weights: UnsafeBufferPointer<Float>) -> Double { right.penalty(weights) }
  func gradient(_ w: [Double]) -> [Double] { right.gradient(w) }
  func before(_ w: [Double], rate: Double) -> [Double] { right.before(w, rate: rate) }
  func after(_ w: [Double], rate: Double, units: Int) -> [Double] { right.after(w, rate: rate, units: units) }
  func addGradient(_ stretch: WeightStretch) { slope(stretch) }
  func afterUpdate(_ stretch: WeightStretch) { late(stretch) }
}

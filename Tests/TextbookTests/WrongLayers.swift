import Basis
import NeuralNet
import Textbook

// Deliberately wrong: the laws must reject each of them. Each imitates a layer and errs in one place.

protocol WrongLayer: TextbookLayer {
  associatedtype Right: TextbookLayer
}

extension WrongLayer {
  func output(for input: Shape) throws -> Shape { try Right().output(for: input) }
  func parameters(for input: Shape) -> [TensorSpec] { Right().parameters(for: input) }
  func state(for input: Shape) -> [TensorSpec] { Right().state(for: input) }
  func operations(for input: Shape) -> Int { 0 }
  func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    Right().makeEngine(input: input, capacity: capacity, shards: shards)
  }
}

/// One that goes back as the right layer does, and then spoils what that found.
protocol SpoiledLayer: WrongLayer {
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]])
}

extension SpoiledLayer {
  func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    var step = Right().forward(x, pass)
    let backward = step.backward
    step.backward = { g in
      var (input, parameters) = backward(g)
      Self.spoil(&input, &parameters)
      return (input, parameters)
    }
    return step
  }
}

/// Takes mean and variance for constants on the way back.
struct NormalizationWithoutCoupling: WrongLayer {
  typealias Right = BatchNormalization
  static let card = Card<NormalizationWithoutCoupling>("wrong", "Forgets that μ and σ depend on x.")
  func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    var step = Right().forward(x, pass)
    // Running statistics equal to the batch's give the same output and no coupling.
    let mean = x[0].indices.map { f in x.reduce(0) { $0 + $1[f] } / Double(x.count) }
    let variance = x[0].indices.map { f in
      x.reduce(0) { $0 + ($1[f] - mean[f]) * ($1[f] - mean[f]) } / Double(x.count)
    }
    var fixed = pass
    (fixed.state, fixed.mode) = ([mean, variance], .inference)
    step.backward = Right().forward(x, fixed).backward
    return step
  }
}

struct DenseThatForgetsItsBias: SpoiledLayer {
  typealias Right = Dense
  static let card = Card<DenseThatForgetsItsBias>("wrong", "Half the bias's gradient.")
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]]) {
    parameters[1] = parameters[1].map { $0 / 2 }
  }
}

struct DropoutWithoutScale: SpoiledLayer {
  typealias Right = Dropout
  static let card = Card<DropoutWithoutScale>("wrong", "Masks the gradient without scaling it.")
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]]) {
    input = input.map { $0.map { $0 / 2 } }
  }
}

/// Stops one step too early on the way back through time.
struct SequenceWithoutItsPast: SpoiledLayer {
  typealias Right = RNN
  static let card = Card<SequenceWithoutItsPast>("wrong", "Leaves out the first step.")
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]]) {
    input = input.map { [0, 0] + $0.dropFirst(2) }
  }
}

/// Takes the forget gate for a constant.
struct GateWithoutGradient: SpoiledLayer {
  typealias Right = LSTM
  static let card = Card<GateWithoutGradient>("wrong", "Learns no forgetting.")
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]]) {
    parameters[3] = parameters[3].map { _ in 0 }
  }
}

/// Looks up the weights from the wrong end on the way back.
struct ConvolutionWithAFlippedGradient: WrongLayer {
  typealias Right = Convolution
  static let card = Card<ConvolutionWithAFlippedGradient>("wrong", "Turns the kernel around on the way back.")
  func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    var step = Right().forward(x, pass)
    var turned = pass
    turned.parameters[0] = pass.parameters[0].reversed()
    step.backward = Right().forward(x, turned).backward
    return step
  }
}

struct PoolingWithoutItsShare: SpoiledLayer {
  typealias Right = AveragePooling
  static let card = Card<PoolingWithoutItsShare>("wrong", "Gives every pixel of a window the whole gradient.")
  static func spoil(_ input: inout [[Double]], _ parameters: inout [[Double]]) {
    input = input.map { $0.map { $0 * 4 } }
  }
}

import Basis
import Foundation
import NeuralNet

/// A layer whose backward has a slip, made by spoiling what a right one has written.
struct WrongLayer: Layer {
  enum Slip: CaseIterable, Sendable {
    case biasGradientTooSmall, noGradientOfTheMean, noGradientOfTheVariance, dropoutWithoutScale
    case filterGradientTooSmall, meanOfAWindowWithoutItsShare, rowsWithoutGradientOfTheMean
  }
  var slip = Slip.biasGradientTooSmall

  init() {}
  init(_ slip: Slip) { self.slip = slip }

  static let card = Card<WrongLayer>("wrong", "For tests.")

  var right: any Layer {
    switch slip {
    case .biasGradientTooSmall: Dense(5)
    case .noGradientOfTheMean, .noGradientOfTheVariance: BatchNormalization()
    case .dropoutWithoutScale: Dropout(0.4)
    case .filterGradientTooSmall: Convolution(3)
    case .meanOfAWindowWithoutItsShare: AveragePooling()
    case .rowsWithoutGradientOfTheMean: LayerNormalization()
    }
  }

  /// What to try it on.
  var shape: Shape { right is Convolution || right is AveragePooling ? [3, 2, 2] : [4] }

  func output(for input: Shape) throws -> Shape { try right.output(for: input) }
  func parameters(for input: Shape) -> [TensorSpec] { right.parameters(for: input) }
  func state(for input: Shape) -> [TensorSpec] { right.state(for: input) }
  func operations(for input: Shape) -> Int { right.operations(for: input) }
  func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    WrongEngine(slip, right.makeEngine(input: input, capacity: capacity, shards: shards), input.count)
  }
}

private final class WrongEngine: LayerEngine {
  let slip: WrongLayer.Slip
  let right: any LayerEngine
  let width: Int
  var forwardPhases: Int { right.forwardPhases }
  var backwardPhases: Int { right.backwardPhases }

  init(_ slip: WrongLayer.Slip, _ right: any LayerEngine, _ width: Int) {
    (self.slip, self.right, self.width) = (slip, right, width)
  }

  var gradientParts: [Range<Int>] { right.gradientParts }

  func gradient(_ pass: Pass, part: Int) {
    right.gradient(pass, part: part)
    guard slip == .biasGradientTooSmall, part == gradientParts.count - 1, let gradients = pass.gradients
    else {
      return
    }
    for unit in 0..<5 { gradients[width * 5 + unit] *= 0.98 }
  }

  func forward(_ pass: Pass, phase: Int) { right.forward(pass, phase: phase) }

  func backward(_ pass: Pass, phase: Int) {
    right.backward(pass, phase: phase)
    guard phase == backwardPhases - 1, let dx = pass.inputGradient, let g = pass.outputGradient else {
      return
    }
    switch slip {
    case .biasGradientTooSmall: break
    case .filterGradientTooSmall:
      guard let gradients = pass.gradients else { return }
      for weight in 0..<3 * 3 * 2 * 3 { gradients[weight] *= 0.98 }
    case .meanOfAWindowWithoutItsShare:
      for index in pass.rows.lowerBound * width..<pass.rows.upperBound * width { dx[index] *= 4 }
    case .rowsWithoutGradientOfTheMean:
      // Puts back Σ γ·g / F times the row's inverse deviation.
      for row in pass.rows {
        let places = row * width..<(row + 1) * width
        let mean = places.reduce(0) { $0 + Double(pass.input[$1]) } / Double(width)
        let variance = places.reduce(0) { $0 + pow(Double(pass.input[$1]) - mean, 2) } / Double(width)
        let slope = places.reduce(0) { $0 + Double(g[$1] * pass.parameters[$1 - places.lowerBound]) }
        for index in places { dx[index] += Float(slope / Double(width) / (variance + 1e-5).squareRoot()) }
      }
    case .dropoutWithoutScale:
      for index in pass.rows.lowerBound * width..<pass.rows.upperBound * width { dx[index] *= 0.6 }
    case .noGradientOfTheMean, .noGradientOfTheVariance:
      // Puts back the term that the right backward subtracts.
      for f in 0..<width {
        let x = (0..<pass.batch).map { Double(pass.input[$0 * width + f]) }
        let slopes = (0..<pass.batch).map { Double(g[$0 * width + f]) }
        let mean = x.reduce(0, +) / Double(pass.batch)
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pass.batch)
        let inverse = 1 / (variance + 1e-5).squareRoot()
        let scale = Double(pass.parameters[f]) * inverse
        let slopeMean = slopes.reduce(0, +) / Double(pass.batch)
        let product = zip(x, slopes).reduce(0) { $0 + ($1.0 - mean) * inverse * $1.1 } / Double(pass.batch)
        for row in pass.rows {
          let normalized = (x[row] - mean) * inverse
          let term = slip == .noGradientOfTheMean ? slopeMean : normalized * product
          dx[row * width + f] += Float(scale * term)
        }
      }
    }
  }
}

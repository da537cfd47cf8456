import Basis
import Foundation
import NeuralNet

/// Softmax and cross-entropy as the book writes them, so that tests of the engine lean on nothing else.
struct PlainCrossEntropy: Loss {
  static let card = Card<PlainCrossEntropy>("plain-cross-entropy", "For tests.")
  var decisionBoundary: Float { 0 }

  func check(outputs: Int, targets: Targets) throws {}

  func evaluate(_ pass: LossPass) {
    guard let labels = pass.labels else { preconditionFailure("classes expected") }
    for row in pass.rows {
      let z = (0..<pass.width).map { Double(pass.outputs[row * pass.width + $0]) }
      let shift = z.max() ?? 0
      let total = z.reduce(0) { $0 + exp($1 - shift) }
      pass.losses[row] = log(total) + shift - z[Int(labels[row])]
      guard let gradient = pass.outputGradient else { continue }
      for k in z.indices {
        let share = exp(z[k] - shift) / total - (k == Int(labels[row]) ? 1 : 0)
        gradient[row * pass.width + k] = Float(share / Double(pass.batch))
      }
    }
  }
}

/// Parameters minus rate times gradient.
struct PlainDescent: Optimizer {
  var learningRate = 0.1
  static let memory: [String] = []
  static let card = Card<PlainDescent>("plain-descent", "For tests.")

  func update(_ stretch: UpdateStretch) {
    for i in 0..<stretch.count { stretch.parameters[i] -= Float(stretch.rate) * stretch.gradients[i] }
  }
}

/// Remembers how often it was called for each number, and moves nothing.
struct CountingOptimizer: Optimizer {
  var learningRate = 0.1
  static let memory = ["count", "sum"]
  static let card = Card<CountingOptimizer>("counting", "For tests.")

  func update(_ stretch: UpdateStretch) {
    guard let memory = stretch.memory else { return }
    for i in 0..<stretch.count {
      memory[i] += 1
      memory[stretch.memoryStride + i] += stretch.gradients[i]
    }
  }
}

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

/// Plain descent that remembers, for each number, how often it was updated and the sum of its gradients.
struct CountingDescent: Optimizer {
  var learningRate = 0.1
  static let memory = ["count", "sum"]
  static let card = Card<CountingDescent>("counting-descent", "For tests.")

  func update(_ stretch: UpdateStretch) {
    guard let memory = stretch.memory else { preconditionFailure("no memory") }
    for i in 0..<stretch.count {
      memory[i] += 1
      memory[stretch.memoryStride + i] += stretch.gradients[i]
      stretch.parameters[i] -= Float(stretch.rate) * stretch.gradients[i]
    }
  }
}

/// The mean output itself.
struct OutputLoss: Loss {
  static let card = Card<OutputLoss>("output", "For tests.")
  var decisionBoundary: Float { 0 }

  func check(outputs: Int, targets: Targets) throws {}

  func evaluate(_ pass: LossPass) {
    for row in pass.rows {
      let outputs = (0..<pass.width).map { row * pass.width + $0 }
      pass.losses[row] = outputs.reduce(0) { $0 + Double(pass.outputs[$1]) } / Double(pass.width)
      for index in outputs { pass.outputGradient?[index] = 1 / Float(pass.width * pass.batch) }
    }
  }
}

import Basis
import NeuralNet

/// A loss as a book writes it, for the outputs of one sample.
package protocol TextbookLoss: Loss {
  func value(_ outputs: [Double], _ target: TextbookTarget) -> Double
  /// ∂value/∂outputs
  func slopes(_ outputs: [Double], _ target: TextbookTarget) -> [Double]
}

package enum TextbookTarget {
  case label(Int)
  case values([Double])

  /// One number for each of `count` outputs: a label as 1 at its place and 0 elsewhere; for a single output the label
  /// itself.
  func numbers(_ count: Int) -> [Double] {
    switch self {
    case .values(let values): values
    case .label(let label): count == 1 ? [Double(label)] : (0..<count).map { $0 == label ? 1 : 0 }
    }
  }
}

extension Targets {
  package func textbook(_ sample: Int) -> TextbookTarget {
    switch self {
    case .classes(let labels, _): .label(Int(labels[sample]))
    case .values(let values, let width):
      .values(values[sample * width..<(sample + 1) * width].map(Double.init))
    }
  }
}

extension TextbookLoss {
  // L = Σₙ Lₙ / N    ∂L/∂y = ∂Lₙ/∂y / N
  package func mean(_ outputs: [[Double]], _ targets: Targets) -> Double {
    outputs.indices.reduce(0) { $0 + value(outputs[$1], targets.textbook($1)) } / Double(outputs.count)
  }

  package func gradient(_ outputs: [[Double]], _ targets: Targets) -> [[Double]] {
    outputs.indices.map { n in
      slopes(outputs[n], targets.textbook(n)).map { $0 / Double(outputs.count) }
    }
  }
}

/// A loss that looks at each output by itself and takes the mean.
package protocol TextbookOutputLoss: TextbookLoss {
  func value(_ y: Double, _ t: Double) -> Double
  func slope(_ y: Double, _ t: Double) -> Double
}

extension TextbookOutputLoss {
  package func value(_ outputs: [Double], _ target: TextbookTarget) -> Double {
    zip(outputs, target.numbers(outputs.count)).reduce(0) { $0 + value($1.0, $1.1) } / Double(outputs.count)
  }

  package func slopes(_ outputs: [Double], _ target: TextbookTarget) -> [Double] {
    zip(outputs, target.numbers(outputs.count)).map { slope($0, $1) / Double(outputs.count) }
  }
}

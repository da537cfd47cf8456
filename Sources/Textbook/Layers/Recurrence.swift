import NeuralNet

// What the recurrent layers' textbook versions share: one sample after the other, one step after the other.
extension RecurrentLayer {
  /// The features of each step, [T, F].
  func steps(_ x: [Double], _ pass: TextbookPass) -> [[Double]] {
    let features = x.count / pass.input.extents[0]
    return (0..<pass.input.extents[0]).map { Array(x[$0 * features..<($0 + 1) * features]) }
  }

  /// What is handed on of h₁ … h_T.
  func output(_ states: [[Double]]) -> [Double] {
    returned == .sequence ? states.flatMap { $0 } : states[states.count - 1]
  }

  /// ∂L/∂hₜ by way of the output alone, [T, H].
  func outputGradients(_ g: [Double], steps: Int) -> [[Double]] {
    (0..<steps).map { t in
      if returned == .sequence { return Array(g[t * units..<(t + 1) * units]) }
      return t == steps - 1 ? g : [Double](repeating: 0, count: units)
    }
  }
}

/// A matrix as it lies in a tensor, with its gradient.
struct Weights {
  let rows: Int
  let columns: Int
  let numbers: [Double]
  var gradient: [Double]

  init(_ numbers: [Double], rows: Int) {
    self.rows = rows
    columns = numbers.count / rows
    self.numbers = numbers
    gradient = [Double](repeating: 0, count: numbers.count)
  }

  /// x·W
  func times(_ x: [Double]) -> [Double] {
    (0..<columns).map { j in (0..<rows).reduce(0) { $0 + x[$1] * numbers[$1 * columns + j] } }
  }

  /// g·Wᵀ, and adds xᵀ·g to the gradient.
  mutating func back(_ g: [Double], from x: [Double]) -> [Double] {
    for i in 0..<rows { for j in 0..<columns { gradient[i * columns + j] += x[i] * g[j] } }
    return (0..<rows).map { i in (0..<columns).reduce(0) { $0 + g[$1] * numbers[i * columns + $1] } }
  }
}

/// Number by number.
func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

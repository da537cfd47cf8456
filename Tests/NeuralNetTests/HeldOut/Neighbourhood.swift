import Basis
import NeuralNet
import Textbook

/// What one step computes before anything is updated, by the engine or by the book, or the difference of the two.
struct Findings {
  var outputs: [Double]
  var loss: Double
  var gradient: [Double]
  /// Running statistics after the step.
  var state: [Double]

  static func - (left: Findings, right: Findings) -> Findings {
    func less(_ path: KeyPath<Findings, [Double]>) -> [Double] {
      zip(left[keyPath: path], right[keyPath: path]).map { $0 - $1 }
    }
    return Findings(
      outputs: less(\.outputs), loss: left.loss - right.loss, gradient: less(\.gradient), state: less(\.state)
    )
  }
}

extension Findings {
  init(_ book: TextbookModel, _ drawn: Samples) {
    let network = book.network
    outputs = network.outputs(drawn.rows).flatMap { $0 }
    loss = network.loss(book.loss, drawn, mode: .training, step: book.steps)
    gradient = network.gradient(book.loss, drawn, mode: .training, step: book.steps)
    for place in network.pruned.indices where network.pruned[place] { gradient[place] = 0 }
    state = network.stateAfter(drawn, step: book.steps)
  }
}

/// The errors of the engine at places close by, where rounding falls out differently and everything else is the same:
/// rounding has no direction, and a mistake has.
final class Neighbourhood {
  private let errors: (UInt64) throws -> Findings
  private var found: [UInt64: Findings] = [:]

  init(_ errors: @escaping (UInt64) throws -> Findings) { self.errors = errors }

  func error(_ number: UInt64) throws -> Findings {
    if let known = found[number] { return known }
    let error = try errors(number)
    found[number] = error
    return error
  }
}

extension Model {
  /// The same a thousandth away, in floats; from the hundredth on with other random numbers, whose own rounding the
  /// others share.
  func neighbour(_ number: UInt64) throws -> Model {
    var (moved, random) = (self, Random(seed: number).stream("neighbour"))
    try moved.edit { network in
      for k in network.parameters.indices { network.parameters[k] *= Float(1 + 1e-3 * random.normal()) }
    }
    if number >= 100 { moved.steps += Int(number) }
    return moved
  }
}

/// Puts the gradient where the parameters were.
struct GradientRecorder: Optimizer {
  var learningRate = 1.0
  static let card = Card<GradientRecorder>("recorder", "For tests.")
  static let memory: [String] = []
  func update(_ stretch: UpdateStretch) {
    stretch.parameters.update(from: stretch.gradients, count: stretch.count)
  }
}

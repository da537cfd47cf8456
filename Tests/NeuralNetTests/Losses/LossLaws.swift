import Basis
import NeuralNet
import Textbook

/// Laws of losses as the size of their violation.
enum LossLaws {
  /// Runs the fast loop over all rows at once, or over shards that end at `cuts`.
  static func run(
    _ loss: any Loss, outputs: [Float], width: Int, targets: Targets, cuts: [Int] = []
  ) -> (losses: [Double], gradient: [Float], mean: Double) {
    let count = targets.count
    var losses = [Double](repeating: .nan, count: count)
    var gradient = [Float](repeating: .nan, count: count * width)
    var labels: [Int32]?
    var values: [Float]?
    switch targets {
    case .classes(let numbers, _): labels = numbers
    case .values(let numbers, _): values = numbers
    }
    let ends = cuts + [count]
    outputs.withUnsafeBufferPointer { y in
      (labels ?? []).withUnsafeBufferPointer { labelBuffer in
        (values ?? []).withUnsafeBufferPointer { valueBuffer in
          losses.withUnsafeMutableBufferPointer { l in
            gradient.withUnsafeMutableBufferPointer { g in
              guard let y = y.baseAddress, let l = l.baseAddress, let g = g.baseAddress else { return }
              for (start, end) in zip([0] + ends, ends) {
                loss.evaluate(
                  LossPass(
                    rows: start..<end, batch: count, width: width, outputs: y,
                    labels: labels == nil ? nil : labelBuffer.baseAddress,
                    values: values == nil ? nil : valueBuffer.baseAddress, losses: l, outputGradient: g))
              }
            }
          }
        }
      }
    }
    return (losses, gradient, losses.reduce(0, +) / Double(count))
  }

  /// Largest distance between slopes and differences of value, over some outputs and targets.
  static func slopeError(_ loss: any TextbookLoss, seed: UInt64 = 21) -> Double {
    var random = Random(seed: seed)
    let takesValues = loss.takes(.values([0, 0, 0, 0, 0], width: 5), outputs: 5)
    return (0..<20).map { trial -> Double in
      let width = !takesValues || trial % 2 == 0 ? 5 : 1
      let outputs = (0..<width).map { _ in 3 * random.normal() }
      let target: TextbookTarget =
        !takesValues || trial % 3 == 0
        ? .label(random.index(below: max(2, width)))
        : .values((0..<width).map { _ in random.uniform() })
      let differences = Differences.gradient(of: { loss.value($0, target) }, at: outputs)
      return zip(differences, loss.slopes(outputs, target)).map { abs($0 - $1) }.worst
    }.worst
  }

  /// Largest distance of the loop from the formula: losses relative, gradients as a share of 1/N.
  static func loopError(_ loss: any Loss, _ formula: any TextbookLoss, width: Int, scale: Double) -> Double {
    var random = Random(seed: 22)
    let count = 37
    let outputs = (0..<count * width).map { _ in Float(scale * random.normal()) }
    let classes = max(2, width)
    let labels = Targets.classes((0..<count).map { _ in Int32(random.index(below: classes)) }, count: classes)
    let values = Targets.values((0..<count * width).map { _ in Float(random.uniform()) }, width: width)
    return [labels, values].filter { loss.takes($0, outputs: width) }.map { targets in
      let fast = run(loss, outputs: outputs, width: width, targets: targets)
      return (0..<count).map { n -> Double in
        let row = outputs[n * width..<(n + 1) * width].map(Double.init)
        let exact = formula.value(row, targets.textbook(n))
        let slopes = formula.slopes(row, targets.textbook(n)).map { $0 / Double(count) }
        let gradientError = slopes.indices.map { k in
          abs(Double(fast.gradient[n * width + k]) - slopes[k]) * Double(count)
        }.worst
        return max(
          exact == fast.losses[n] ? 0 : abs(fast.losses[n] - exact) / exact, gradientError / max(1, scale))
      }.worst
    }.worst
  }
}

extension Loss {
  fileprivate func takes(_ targets: Targets, outputs: Int) -> Bool {
    do {
      try check(outputs: outputs, targets: targets)
      return true
    } catch {
      return false
    }
  }
}

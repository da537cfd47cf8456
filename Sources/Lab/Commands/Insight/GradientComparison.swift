import Basis
import NeuralNet

/// The engine's gradient beside the textbook's, layer by layer.
package struct GradientComparison {
  /// One layer's number on which the two differ most.
  package struct Row {
    /// Counted from 0.
    package let block: Int
    /// Of any parameter: |engine − textbook| over the layer's largest |textbook|.
    package let difference: Double
    /// "weights[12, 3]", counted from 0 as in code.
    package let parameter: String
    package let engine: Double
    package let textbook: Double
  }

  /// Layers with parameters alone.
  package let rows: [Row]

  package init(of network: Network, engine: [Float], textbook: [Double]) {
    precondition(engine.count == textbook.count, "\(engine.count) and \(textbook.count) gradients")
    rows = network.layout.blockRanges.enumerated().compactMap { block, range in
      guard !range.isEmpty else { return nil }
      let size = range.reduce(0) { max($0, abs(textbook[$1])) }
      var (worst, largest) = (range.lowerBound, -1.0)
      for index in range {
        let gap = abs(Double(engine[index]) - textbook[index])
        // NaN is larger than anything: it must not hide behind a comparison that is false.
        if gap.isNaN || gap > largest { (worst, largest) = (index, gap.isNaN ? .infinity : gap) }
        if largest == .infinity { break }
      }
      // A layer that no gradient reaches has 0 on both sides; below 1e-30 Float has no digits left to compare.
      return Row(
        block: block, difference: largest / max(size, 1e-30),
        parameter: GradientComparison.name(of: worst, in: network), engine: Double(engine[worst]),
        textbook: textbook[worst])
    }
  }

  package var worst: Row? { rows.max { $0.difference < $1.difference } }

  package var agrees: Bool { rows.allSatisfy { $0.difference <= Thresholds.gradientCheck.value } }

  private static func name(of index: Int, in network: Network) -> String {
    guard let slot = network.layout.tensors(of: \.parameters).first(where: { $0.range.contains(index) })
    else {
      return "\(index)"
    }
    var rest = index - slot.range.lowerBound
    var places: [Int] = []
    for extent in slot.spec.shape.reversed() {
      places.insert(rest % extent, at: 0)
      rest /= extent
    }
    return "\(slot.spec.name)[\(places.map(String.init).joined(separator: ", "))]"
  }
}

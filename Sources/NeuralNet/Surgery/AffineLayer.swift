import Basis

/// A layer whose every unit is a weighted sum of inputs, plus a bias: units are the last extent of the weights and of
/// the output, and each row of the weights belongs to one input.
package protocol AffineLayer: WeightedLayer {
  var unitCount: Int { get set }
  var bias: Bool { get set }
}

extension Dense: AffineLayer {
  package var unitCount: Int {
    get { units }
    set { units = newValue }
  }
}

extension Convolution: AffineLayer {
  package var unitCount: Int {
    get { filters }
    set { filters = newValue }
  }
}

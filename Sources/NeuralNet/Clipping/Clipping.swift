import Basis
import CKernels

/// Limits the gradient before the optimizer sees it.
package protocol Clipping: Item {
  /// Changes `gradients` in place. `blocks` are the stretches that belong to one block of the network each.
  /// Gradients that are already within the limit stay as they are, bit for bit.
  func clip(_ gradients: UnsafeMutableBufferPointer<Float>, blocks: [Range<Int>]) -> ClippingEffect
}

/// What one clipping did.
package struct ClippingEffect: Equatable, Sendable {
  /// Whether any number was changed.
  package var fired: Bool
  /// Euclidean norm of the whole gradient before and after.
  package var normBefore: Double
  package var normAfter: Double

  package init(fired: Bool, normBefore: Double, normAfter: Double) {
    self.fired = fired
    self.normBefore = normBefore
    self.normAfter = normAfter
  }
}

package enum Clippings {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Clipping>(
    "clipping", [ValueClipping.self, NormClipping.self, GlobalNormClipping.self])
}

extension UnsafeMutableBufferPointer<Float> {
  /// Euclidean, summed in Double.
  var norm: Double { ck_sum_squares(count, baseAddress).squareRoot() }

  /// Scales to this norm if it is longer; says whether it was. Infinity and NaN have no direction to keep.
  func shorten(to limit: Double) -> Bool {
    let norm = norm
    guard norm.isFinite, norm > limit else { return false }
    ck_scale(count, Float(limit / norm), baseAddress)
    return true
  }
}

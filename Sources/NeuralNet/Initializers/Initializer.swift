import Basis

/// Draws the first values of a weight tensor.
package protocol Initializer: Item {
  /// Fills `weights`, row-major in the tensor's shape. All randomness comes from `random`.
  func fill(_ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random)
}

package enum Initializers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Initializer>(
    "initializer",
    [
      Zeros.self, Constant.self, Uniform.self, Normal.self, Glorot.self, He.self, LeCun.self, Orthogonal.self,
      IdentityMatrix.self,
    ])
}

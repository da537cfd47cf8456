import Basis
import CKernels

/// A sample's shape read as an image.
struct ImageExtents: Equatable {
  var height: Int
  var width: Int
  var channels: Int

  var shape: Shape { [height, width, channels] }
  var text: String { shape.text }

  /// - Parameter layer: who asks, for the `Problem` that anything but an image is.
  init(_ shape: Shape, for layer: String) throws {
    guard shape.extents.count == 3 else {
      let got =
        shape.extents.count == 1
        ? "\(shape.text) \(shape.count == 1 ? "number" : "numbers") in a row" : "samples of \(shape.text)"
      throw Problem(
        "\(layer) needs images (height×width×channels), and gets \(got)",
        advice: "layer dense 10 takes rows of numbers; data digits has images, which end at flatten or dense")
    }
    self.init(shape)
  }

  /// Of a shape that `init(_:for:)` has admitted before.
  init(_ shape: Shape) {
    precondition(shape.extents.count == 3, "an image of \(shape.text)")
    (height, width, channels) = (shape.extents[0], shape.extents[1], shape.extents[2])
  }
}

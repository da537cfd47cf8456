import Basis

/// What the readers of images have in common.
enum Images {
  /// A name for the data: the last part of its path.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? "images"
    return last == "." || last == ".." || last == "~" ? "images" : last
  }

  /// `10,000 images, 28×28 grey, 10 classes`
  static func title(_ count: Int, _ shape: Shape, classes: Int) -> String {
    "\(Numbers.grouped(count)) \(noun(shape)), \(text(shape)), \(classes.counted("class"))"
  }

  private static func noun(_ shape: Shape) -> String { shape.extents.count == 3 ? "images" : "samples" }

  /// `28×28 grey`, `32×32 colour`, `784 features`.
  static func text(_ shape: Shape) -> String {
    guard shape.extents.count == 3 else { return "\(Numbers.grouped(shape.count)) features" }
    let size = "\(shape.extents[0])×\(shape.extents[1])"
    switch shape.extents[2] {
    case 1: return size + " grey"
    case 3: return size + " colour"
    default: return size + ", \(shape.extents[2]) channels"
    }
  }

  /// `pixel-3-4`, or `pixel-3-4-red` in colour; `x1`, `x2` … for samples without rows and columns.
  static func featureNames(_ shape: Shape) -> [String] {
    guard shape.extents.count == 3 else { return (1...shape.count).map { "x\($0)" } }
    let channels = shape.extents[2]
    let colours =
      channels == 3 ? ["-red", "-green", "-blue"] : (0..<channels).map { channels == 1 ? "" : "-\($0)" }
    return (0..<shape.extents[0]).flatMap { row in
      (0..<shape.extents[1]).flatMap { column in
        colours.map { "pixel-\(row)-\(column)\($0)" }
      }
    }
  }
}

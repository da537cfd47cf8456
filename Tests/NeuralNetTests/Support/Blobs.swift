import Basis

extension Samples {
  /// Points around `classes` well-separated centres.
  static func blobs(_ count: Int, shape: Shape = [8], classes: Int = 4, seed: UInt64 = 1) -> Samples {
    var random = Random(seed: seed)
    let centres = (0..<classes * shape.count).map { _ in random.normal() * 2 }
    let labels = (0..<count).map { _ in random.index(below: classes) }
    let features = labels.flatMap { label in
      (0..<shape.count).map { Float(centres[label * shape.count + $0] + 0.5 * random.normal()) }
    }
    return Samples(
      shape: shape, features: features, targets: .classes(labels.map(Int32.init), count: classes))
  }
}

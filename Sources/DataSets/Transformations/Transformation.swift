import Basis

/// A deliberate change of data that is loaded: another task, a harder one, a broken one. Same seed, same change.
package protocol Transformation: Item {
  /// Changes samples, or which rows a part has. Rows of `data` keep their number and their order.
  /// Throws a `Problem` where the data is of another sort.
  func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws
}

package enum Transformations {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Transformation>(
    "transformation",
    [
      LabelNoise.self, PermutedLabels.self, PermutedFeatures.self, Inversion.self, Displacement.self,
      Canvas.self, Multiplication.self, Static.self, Blanking.self, Leak.self, Spoiling.self,
    ])
}

/// The parts that a transformation acts on.
package enum PartChoice: String, CaseIterable, Sendable {
  case all, train, validation, test

  func includes(_ part: Part) -> Bool { self == .all || rawValue == part.rawValue }

  /// Each row once.
  func rows(_ rows: Parts<[Int]>) -> [Int] {
    var chosen: Set<Int> = []
    for part in Part.allCases where includes(part) { chosen.formUnion(rows[part]) }
    return chosen.sorted()
  }
}

extension RawData {
  mutating func replace(features: [Float], shape: Shape? = nil) {
    samples = RawSamples(shape: shape ?? samples.shape, store: .numbers(features), targets: samples.targets)
  }

  mutating func replace(labels: [Int32]) {
    samples = RawSamples(
      shape: samples.shape, store: samples.store, targets: .classes(labels, count: task.classes.count))
  }

  /// Throws where samples have no classes.
  func needLabels(for name: String) throws -> [Int32] {
    guard case .classes(let labels, _) = samples.targets else {
      throw Problem(
        "transform \(name) changes classes, and \(self.name) predicts numbers",
        advice: "data digits has classes")
    }
    return labels
  }

  /// Height, width and channels of every sample, and what is dark and bright; throws where samples are no pictures.
  func needPictures(for name: String) throws -> (
    height: Int, width: Int, channels: Int, range: ClosedRange<Float>
  ) {
    guard let range = imageScale, samples.shape.extents.count == 3 else {
      throw Problem(
        "transform \(name) changes pictures, and a sample of \(self.name) is \(samples.shape.text) numbers",
        advice: "data digits has pictures")
    }
    let extents = samples.shape.extents
    return (extents[0], extents[1], extents[2], range)
  }
}

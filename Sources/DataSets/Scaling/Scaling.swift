import Basis

/// A way to bring features to comparable sizes. Whatever it needs to know it learns from the training part
/// alone: what validation and test part look like must not leak into training.
///
/// All scalings here are affine, feature by feature: x′ = (x − offset) / divisor.
package protocol Scaling: Item {
  func fit(_ rows: FeatureRows) -> ScalingFit
}

/// Offsets and divisors, one of each per feature.
package struct ScalingFit: Equatable, Sendable {
  package let offsets: [Double]
  package let divisors: [Double]

  package init(offsets: [Double], divisors: [Double]) {
    precondition(offsets.count == divisors.count && divisors.allSatisfy { $0 != 0 }, "\(divisors)")
    self.offsets = offsets
    self.divisors = divisors
  }

  package static func identity(_ width: Int) -> ScalingFit {
    ScalingFit(
      offsets: Array(repeating: 0, count: width), divisors: Array(repeating: 1, count: width))
  }

  /// `[rows, width]`, scaled; a missing feature (NaN) becomes `fills[feature]` before.
  package func apply(to source: FeatureRows, fills: [Float] = []) -> [Float] {
    switch source.store {
    case .numbers(let numbers):
      scaled(numbers, of: source) { x, column in
        Double(x.isNaN && !fills.isEmpty ? fills[column] : x)
      }
    case .bytes(let bytes): scaled(bytes, of: source) { x, _ in Double(x) }
    }
  }

  private func scaled<Number>(
    _ features: [Number], of source: FeatureRows, _ number: (Number, _ column: Int) -> Double
  ) -> [Float] {
    let width = source.width
    let factors = divisors.map { 1 / $0 }
    return [Float](unsafeUninitializedCapacity: source.rows.count * width) { target, count in
      features.withUnsafeBufferPointer { features in
        offsets.withUnsafeBufferPointer { offsets in
          factors.withUnsafeBufferPointer { factors in
            var next = 0
            for row in source.rows {
              let line = UnsafeBufferPointer(rebasing: features[row * width..<(row + 1) * width])
              for column in 0..<width {
                target[next + column] = Float(
                  (number(line[column], column) - offsets[column]) * factors[column])
              }
              next += width
            }
            count = next
          }
        }
      }
    }
  }

  /// What a scaled number was before.
  package func original(_ scaled: Double, feature: Int) -> Double {
    scaled * divisors[feature] + offsets[feature]
  }
}

package enum Scalings {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Scaling>(
    "scaling", [StandardScaling.self, GlobalScaling.self, MinMaxScaling.self, NoScaling.self])
}

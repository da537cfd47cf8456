import Basis

/// What happens to the numbers that a regression is to predict.
///
/// `standard` is the rule for measured targets: a network starts with outputs near 0, and targets around 150
/// ± 77 would cost most of the training just to find the mean. Errors are reported in original units all the
/// same.
package enum TargetScaling: String, CaseIterable, Sendable {
  /// Mean 0 and standard deviation 1 over the training part.
  case standard
  case none
}

/// Offsets and divisors of the targets, one of each per target, fitted on the training part.
package struct TargetFit: Equatable, Sendable {
  package let kind: TargetScaling
  package let fit: ScalingFit

  package init(_ kind: TargetScaling, values: [Float], width: Int, rows: [Int]) {
    self.kind = kind
    let source = FeatureRows(features: values, width: width, rows: rows)
    fit = kind == .standard ? StandardScaling().fit(source) : .identity(width)
  }

  /// A prediction in the units of the file.
  package func original(_ prediction: Double, target: Int = 0) -> Double {
    fit.original(prediction, feature: target)
  }

  /// One unit of the network's output in the units of the file: multiply an absolute error by it, a squared
  /// error by its square.
  package func unit(target: Int = 0) -> Double { fit.divisors[target] }
}

import Basis

extension RawData {
  /// What to put where a feature is missing: the training part's mean or median, feature by feature. Computed
  /// from the training part alone, for the same reason as scaling.
  func fills(from training: FeatureRows) throws -> [Float] {
    guard missing.handling == .mean || missing.handling == .median, missing.count > 0 else { return [] }
    return try (0..<training.width).map { column in
      var known: [Float] = []
      var isMissing = false
      for row in training.rows {
        let x = training.store[row * training.width + column]
        if x.isNaN { isMissing = true } else { known.append(x) }
      }
      if known.isEmpty {
        throw Problem(
          "\(featureNames[column]) has no value anywhere in the training part, so it has no "
            + "\(missing.handling.rawValue) to fill in\(isMissing ? "" : " (the part is empty)")",
          advice: "leave the column out with ignore=[\(Value.text(featureNames[column]).literal)]",
          kind: .malformed)
      }
      if missing.handling == .mean {
        return Float(known.reduce(0.0) { $0 + Double($1) } / Double(known.count))
      }
      known.sort()
      let middle = known.count / 2
      return known.count % 2 == 1
        ? known[middle] : Float((Double(known[middle - 1]) + Double(known[middle])) / 2)
    }
  }
}

extension FeatureRows {
  /// A copy of these rows without missing numbers.
  func filled(with fills: [Float]) -> FeatureRows {
    let copy = ScalingFit.identity(width).apply(to: self, fills: fills)
    return FeatureRows(features: copy, width: width, rows: Array(rows.indices))
  }
}

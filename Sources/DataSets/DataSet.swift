import Basis

/// A data set as training sees it: split into three parts, missing numbers filled, scaled. A value.
///
/// The raw data stays beside it, so that images can be drawn, statistics told in original units, and another
/// scaling or split chosen without reading anything again.
package struct DataSet: Sendable {
  /// After all transformations.
  package let source: RawData
  /// As it was loaded, and what was done to it since, in order.
  package let original: RawData
  package let transformations: [any Transformation]
  package let splitting: Splitting
  /// What the split was drawn from.
  package let seed: UInt64
  /// Rows of `source` that make up each part.
  package let rows: Parts<[Int]>
  /// Rows of the training part that are not learned from.
  package let leftOut: [Int]
  /// The same before any transformation.
  private let dealt: Parts<[Int]>
  package let scaling: any Scaling
  package let scalingFit: ScalingFit
  /// nil for classification.
  package let targetFit: TargetFit?
  /// What stands in for missing features, one number per feature; empty if nothing is missing.
  package let fills: [Float]
  /// Scaled samples: what networks learn from. A split and a scaling are often chosen one after the other, and the
  /// samples of a large data set fill much memory, so only what is asked for is made.
  private let parts: Parts<Deferred<Samples>>

  /// Splits, transforms, fills and scales. Without a scaling the one that the source proposes is used.
  package init(
    _ source: RawData, splitting: Splitting = Splitting(), seed: UInt64, scaling: (any Scaling)? = nil,
    targetScaling: TargetScaling? = nil, transformations: [any Transformation] = []
  ) throws {
    var rows = try splitting.split(source, seed: seed)
    let (kept, leftOut) = try splitting.limit(rows.train, of: source)
    rows.train = kept
    try self.init(
      source, splitting: splitting, seed: seed, rows: rows, leftOut: leftOut,
      scaling: scaling ?? source.proposedScaling,
      targetScaling: targetScaling ?? source.proposedTargetScaling, transformations: transformations)
  }

  /// The same rows with another scaling, fitted afresh on the raw training part.
  package func scaled(by scaling: any Scaling, targets: TargetScaling? = nil) throws -> DataSet {
    try DataSet(
      original, splitting: splitting, seed: seed, rows: dealt, leftOut: leftOut, scaling: scaling,
      targetScaling: targets ?? targetFit?.kind ?? source.proposedTargetScaling,
      transformations: transformations)
  }

  /// The same rows and the same scaling, fitted afresh, with these transformations in place of any others.
  package func transformed(by transformations: [any Transformation]) throws -> DataSet {
    try DataSet(
      original, splitting: splitting, seed: seed, rows: dealt, leftOut: leftOut, scaling: scaling,
      targetScaling: targetFit?.kind ?? source.proposedTargetScaling, transformations: transformations)
  }

  /// The same data dealt anew, with the same scaling fitted on the new training part.
  package func split(by splitting: Splitting, seed: UInt64) throws -> DataSet {
    try DataSet(
      original, splitting: splitting, seed: seed, scaling: scaling,
      targetScaling: targetFit?.kind ?? source.proposedTargetScaling, transformations: transformations)
  }

  private init(
    _ original: RawData, splitting: Splitting, seed: UInt64, rows dealt: Parts<[Int]>, leftOut: [Int],
    scaling: any Scaling, targetScaling: TargetScaling, transformations: [any Transformation]
  ) throws {
    var (source, rows) = (original, dealt)
    for transformation in transformations {
      var random = Random(seed: seed).stream("transform " + transformation.name)
      try transformation.apply(to: &source, rows: &rows, &random)
    }
    // What was left out is unlabelled, not unknown: however many rows are learned from, they are scaled alike.
    let training = source.features(of: rows.train + leftOut)
    let fills = try source.fills(from: training)
    let scalingFit =
      fills.isEmpty
      ? scaling.fit(training)
      : scaling.fit(training.filled(with: fills))
    let targetFit: TargetFit? =
      if case .values(let values, let width) = source.samples.targets {
        TargetFit(targetScaling, values: values, width: width, rows: rows.train)
      } else {
        nil
      }
    self.original = original
    self.transformations = transformations
    self.source = source
    self.dealt = dealt
    self.splitting = splitting
    self.seed = seed
    self.rows = rows
    self.leftOut = leftOut
    self.scaling = scaling
    self.scalingFit = scalingFit
    self.targetFit = targetFit
    self.fills = fills
    parts = rows.map { [source] rows in
      Deferred {
        Samples(
          shape: source.samples.shape,
          features: scalingFit.apply(to: source.features(of: rows), fills: fills),
          targets: DataSet.scaledTargets(source.samples.targets, rows, targetFit))
      }
    }
  }

  private static func scaledTargets(_ targets: Targets, _ rows: [Int], _ fit: TargetFit?) -> Targets {
    guard case .values(let values, let width) = targets, let fit else { return targets[rows] }
    let source = FeatureRows(features: values, width: width, rows: rows)
    return .values(fit.fit.apply(to: source), width: width)
  }
}

extension DataSet {
  package var name: String { source.name }
  package var task: LearningTask { source.task }
  package var featureNames: [String] { source.featureNames }
  /// Height × width × channels for images, the number of features otherwise.
  package var shape: Shape { source.samples.shape }
  package var facts: Facts { source.facts }
  package var missing: MissingValues { source.missing }
  package var isImages: Bool { source.imageScale != nil }

  package var train: Samples { parts.train.value }
  package var validation: Samples { parts.validation.value }
  package var test: Samples { parts.test.value }
  package subscript(part: Part) -> Samples { parts[part].value }

  /// The parts that something has asked for so far.
  package var made: [Samples] { Part.allCases.compactMap { parts[$0].ifMade } }

  // Asked for on their own, these leave the samples unmade.
  package func count(of part: Part) -> Int { rows[part].count }
  package func targets(of part: Part) -> Targets {
    parts[part].ifMade?.targets ?? DataSet.scaledTargets(source.samples.targets, rows[part], targetFit)
  }

  /// `digits: 1,797 handwritten digits, 8×8 grey, 10 classes`
  package var titleLine: String {
    (["\(name): \(source.title)"] + transformations.map(\.notation)).joined(separator: " · ")
  }

  /// Training rows that a transformation gave another class.
  package var mislabelledRows: [Int] {
    guard case .classes(let now, _) = source.samples.targets,
      case .classes(let before, _) = original.samples.targets
    else { return [] }
    return rows.train.filter { now[$0] != before[$0] }
  }

  /// Some rows of the source as training sees them, with the classes that they have now or had at first.
  package func samples(at rows: [Int], original isOriginal: Bool = false) -> Samples {
    Samples(
      shape: shape, features: scalingFit.apply(to: source.features(of: rows), fills: fills),
      targets: DataSet.scaledTargets(
        (isOriginal ? original : source).samples.targets, rows, targetFit))
  }

  /// `train 1,257 · validation 270 · test 270`
  package var partsLine: String {
    let of = leftOut.isEmpty ? "" : " of \(Numbers.grouped(rows.train.count + leftOut.count))"
    return Part.allCases.map {
      "\($0.rawValue) \(Numbers.grouped(rows[$0].count))" + ($0 == .train ? of : "")
    }.joined(separator: " · ")
  }

  /// All rows of the training part, those left out behind those learned from: for learning without targets.
  package var unlabelled: Samples {
    leftOut.isEmpty ? train : samples(at: rows.train + leftOut)
  }

  /// A part in original units, missing numbers filled. Copies: ask for single samples where those are enough.
  package func raw(_ part: Part) -> Samples {
    let rows = rows[part]
    return Samples(
      shape: shape,
      features: ScalingFit.identity(shape.count).apply(to: source.features(of: rows), fills: fills),
      targets: source.samples.targets[rows])
  }

  /// The features of one sample of a part in original units; NaN where the file had nothing.
  package func rawSample(_ index: Int, of part: Part) -> [Float] {
    let start = rows[part][index] * shape.count
    return source.samples.store[start..<start + shape.count]
  }

  /// One image of a part as numbers in 0…1, height × width × channels; nil if the samples are not images.
  package func pixels(_ index: Int, of part: Part) -> [Float]? {
    pixels(of: rawSample(index, of: part))
  }

  /// The same of numbers in original units that are not among the samples.
  package func pixels(of numbers: [Float]) -> [Float]? {
    guard let scale = source.imageScale else { return nil }
    let span = scale.upperBound - scale.lowerBound
    return numbers.map { x in
      span > 0 ? min(1, max(0, (x - scale.lowerBound) / span)) : 0
    }
  }

  /// What one sample of a part is: a class's name, or the targets in original units.
  package func label(_ index: Int, of part: Part) -> String {
    let row = rows[part][index]
    switch source.samples.targets {
    case .classes(let labels, _): return task.classes[Int(labels[row])]
    case .values(let values, let width):
      return values[row * width..<(row + 1) * width].map { Numbers.short(Double($0)) }.joined(separator: ", ")
    }
  }
}

/// Summary of a set of numbers; reductions in Double.
package struct TensorStatistics: Equatable, Sendable {
  package var count = 0
  package var meanAbsolute = 0.0
  package var mean = 0.0
  /// √ of the mean squared deviation from the mean.
  package var deviation = 0.0
  /// Euclidean.
  package var norm = 0.0
  package var minimum = 0.0
  package var maximum = 0.0
  /// Share of exact zeros, 0…1.
  package var zeroFraction = 0.0
  /// Numbers that are NaN or infinite; they are left out of all other figures.
  package var notFinite = 0

  package init() {}
}

import Basis
import DataSets
import NeuralNet

/// How good a network is, as columns of a table: the loss, and what people judge by.
struct QualityColumns {
  private let isClassification: Bool
  /// Of an error, in the units of the data.
  private let unit: Double

  init(_ data: DataSet) {
    isClassification = data.task.isClassification
    unit = data.errorUnit
  }

  var columns: [Table.Column] {
    [.init("loss", "loss")]
      + (isClassification
        ? [.init("accuracy", "accuracy"), .init("standardError", "±")]
        : [.init("mse", "mse"), .init("mae", "mean error"), .init("r2", "R²")])
  }

  func cells(_ found: Evaluation) -> [Table.Cell] {
    func share(_ fraction: Double?) -> Table.Cell {
      fraction.map { Table.Cell(Numbers.percent($0), value: .number($0)) } ?? .absent
    }
    return [.short(found.loss)]
      + (isClassification
        ? [share(found.accuracy), share(found.standardError)]
        : [
          .short(found.meanSquaredError.map { $0 * unit * unit }),
          .short(found.meanAbsoluteError.map { $0 * unit }), .short(found.explainedVariance),
        ])
  }
}

import Basis
import DataSets
import NeuralNet

/// How good the network is on a part of the data.
protocol PartMeasurement: Measurement {
  var part: Part { get set }
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double?
}

extension PartMeasurement {
  static var partPosition: Setting<Self> {
    Setting("part", choice: \.part, "Which part.")
  }

  package func value(in lab: Lab) throws -> Value {
    let evaluation = try lab.evaluation(on: part)
    let data = try lab.needData()
    guard let value = value(of: evaluation, data) else {
      let isClassification = data.task.isClassification
      throw Problem(
        "\(name) is a measure for \(isClassification ? "predicted numbers" : "classes"), and \(data.name) is about "
          + (isClassification ? "classes" : "numbers"),
        advice: isClassification ? "print accuracy(\(part.rawValue))" : "print mse(\(part.rawValue))")
    }
    return .number(value)
  }
}

extension Measurements {
  static let quality: [any Item.Type] = [
    Accuracy.self, ErrorRate.self, LossValue.self, MeanSquaredErrorValue.self, MeanAbsoluteErrorValue.self,
    ExplainedVariance.self,
  ]
}

struct Accuracy: PartMeasurement {
  var part = Part.test
  static let card = Card<Accuracy>(
    "accuracy", "Share of samples classified correctly, 0…1.", positions: [partPosition],
    examples: ["print accuracy(test)"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? { evaluation.accuracy }
}

struct ErrorRate: PartMeasurement {
  var part = Part.test
  static let card = Card<ErrorRate>(
    "error", "Share of samples classified wrongly, 0…1.", positions: [partPosition],
    examples: ["expect error(test) < 10%"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? { evaluation.accuracy.map { 1 - $0 } }
}

struct LossValue: PartMeasurement {
  var part = Part.test
  static let card = Card<LossValue>(
    "loss", "Mean loss over the samples.", positions: [partPosition], examples: ["print loss(train)"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? { evaluation.loss }
}

struct MeanSquaredErrorValue: PartMeasurement {
  var part = Part.test
  static let card = Card<MeanSquaredErrorValue>(
    "mse", "Mean squared error, in squared units of the target.", positions: [partPosition],
    examples: ["print mse(test)"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? {
    evaluation.meanSquaredError.map { $0 * data.errorUnit * data.errorUnit }
  }
}

struct MeanAbsoluteErrorValue: PartMeasurement {
  var part = Part.test
  static let card = Card<MeanAbsoluteErrorValue>(
    "mae", "Mean absolute error, in units of the target.", positions: [partPosition],
    examples: ["print mae(test)"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? {
    evaluation.meanAbsoluteError.map { $0 * data.errorUnit }
  }
}

struct ExplainedVariance: PartMeasurement {
  var part = Part.test
  static let card = Card<ExplainedVariance>(
    "r2", "Share of the targets' variance that the predictions explain; 1 is perfect, 0 is the mean.",
    positions: [partPosition], examples: ["expect r2(test) > 0.4"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? { evaluation.explainedVariance }
}

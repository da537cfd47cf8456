import Basis
import DataSets
import Experiments
import Language

/// What the `measure` statements of a run have said so far.
struct Recording {
  private(set) var measures: [Measured] = []

  mutating func add(_ measured: Measured) throws {
    guard !measures.contains(where: { $0.name == measured.name }) else {
      throw Problem(
        "\(measured.name) is measured twice in one run", advice: "give each value a name of its own")
    }
    measures.append(measured)
  }

  /// What this run has measured under a name that is not a measurement's own: `accuracy` stays the accuracy now.
  func value(of name: String) -> Value? {
    if Measurements.family.contains(name) { return nil }
    return measures.first { $0.name == name }?.value
  }
}

extension Lab {
  package func record(measure name: String, value: Value, of expression: Expression) throws {
    guard recording != nil else {
      throw Problem(
        "measure belongs inside an experiment",
        advice: "experiment NAME { … measure \(name) = … }; outside, let \(name) = … keeps a value")
    }
    try recording?.add(Measured(name, value, samplingError: samplingError(of: value, expression)))
  }

  /// What a sweep measures when its block says nothing: quality on the test part, loss on the training part, time.
  func measureTheUsual() throws {
    guard let recording, recording.measures.isEmpty else { return }
    let data = try needData()
    let test = try evaluation(on: .test)
    var usual: [Measured] = []
    if let accuracy = test.accuracy {
      let error = SamplingError(share: accuracy, samples: data.count(of: .test))
      usual.append(Measured("accuracy", .number(accuracy), samplingError: error))
    } else {
      usual.append(Measured("r2", .number(test.explainedVariance ?? .nan)))
      let unit = data.errorUnit
      usual.append(Measured("mse", .number((test.meanSquaredError ?? .nan) * unit * unit)))
    }
    usual.append(Measured("loss", .number(try evaluation(on: .train).loss)))
    usual.append(Measured("seconds", .number(state.training.seconds)))
    for measured in usual { try self.recording?.add(measured) }
  }

  /// Of an accuracy that is recorded as it is; arithmetic on it is anybody's guess.
  private func samplingError(of value: Value, _ expression: Expression) -> SamplingError? {
    guard case .number(let share) = value, let data = state.data else { return nil }
    switch expression.node {
    case .word("accuracy"), .word("error"): return SamplingError(share: share, samples: data.count(of: .test))
    case .call(let name, let arguments) where ["accuracy", "error"].contains(name.text):
      var part = Part.test
      if case .word(let word)? = arguments.first?.node {
        guard let named = Part(rawValue: word) else { return nil }
        part = named
      }
      return SamplingError(share: share, samples: data.count(of: part))
    default: return nil
    }
  }
}

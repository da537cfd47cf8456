import Basis
import DataSets
import NeuralNet

extension Measurements {
  /// What a change of the network did to its predictions, and what they cost.
  static let changes: [any Item.Type] = [OutputChange.self, OutputAgreement.self, PredictionSeconds.self]
}

struct OutputChange: Measurement {
  var part = Part.test
  static let card = Card<OutputChange>(
    "output.change", "Largest change of any output since before the latest command that changed the network.",
    positions: [Setting("part", choice: \.part, "Over which part of the data.")],
    examples: ["print output.change(test)"])
  package func value(in lab: Lab) throws -> Value {
    .number(try lab.outputChange(since: lab.formerModel(), on: part).largest)
  }
}

struct OutputAgreement: Measurement {
  var part = Part.test
  static let card = Card<OutputAgreement>(
    "output.agreement",
    "Share of samples that keep their predicted class through the latest command that changed the network, 0…1.",
    positions: [Setting("part", choice: \.part, "Over which part of the data.")],
    examples: ["print output.agreement(test)"])
  package func value(in lab: Lab) throws -> Value {
    guard let share = try lab.outputChange(since: lab.formerModel(), on: part).agreement else {
      throw Problem(
        "output.agreement is about classes, and the data is about numbers",
        advice: "print output.change(\(part.rawValue))")
    }
    return .number(share)
  }
}

struct PredictionSeconds: Measurement {
  var part = Part.test
  static let card = Card<PredictionSeconds>(
    "predict.seconds",
    "Seconds of one forward pass over a part, on one thread: the median of eleven repeats.",
    positions: [Setting("part", choice: \.part, "Over which part of the data.")],
    examples: ["print predict.seconds(test)"])
  package func value(in lab: Lab) throws -> Value {
    let model = try lab.needFittingModel().model
    return .number(try lab.engine.predictionTime([model], on: lab.samples(of: part)).median(of: 0))
  }
}

extension LabState {
  fileprivate func model(named name: String) -> Model? {
    name == networkName ? model : shelf.first { $0.name == name }?.model
  }
}

/// How far two networks are apart on the same samples.
struct OutputDifference {
  let largest: Double
  /// The size of the largest output before.
  let scale: Double
  /// nil where outputs are no classes.
  let agreement: Double?
  let samples: Int
}

extension Lab {
  /// The network before the latest command that changed what it computes.
  func formerModel() throws -> Model {
    let model = try needFittingModel().model
    for entry in history.entries.reversed() {
      guard let former = entry.state.model(named: state.networkName), !former.network.blocks.isEmpty else {
        break
      }
      if former.network.parameters != model.network.parameters || former.network.state != model.network.state
        || former.network.blocks.map(\.title) != model.network.blocks.map(\.title)
      {
        return former
      }
    }
    throw Problem("no command has changed this network yet", advice: "train 1, fuse or prune changes it")
  }

  func outputChange(since former: Model, on part: Part) throws -> OutputDifference {
    let (model, data) = try needFittingModel()
    guard former.network.input == model.network.input, former.network.output == model.network.output else {
      throw Problem(
        "the network had \(former.network.output.text) outputs before and has \(model.network.output.text) now, "
          + "so they cannot be compared")
    }
    let samples = try samples(of: part)
    let (before, after) = (
      try engine.outputs(former, for: samples), try engine.outputs(model, for: samples)
    )
    let largest = zip(before, after).reduce(0.0) { worst, pair in
      let gap = abs(Double(pair.0) - Double(pair.1))
      // A comparison with NaN is false, and must not hide it.
      return gap.isNaN || worst.isNaN ? .nan : max(worst, gap)
    }
    let answers = [before, after].map {
      model.loss.classes(of: $0, width: model.network.output.count)
    }
    let same = zip(answers[0], answers[1]).count { $0 == $1 }
    return OutputDifference(
      largest: largest, scale: before.reduce(0) { max($0, Double(abs($1))) },
      agreement: data.task.isClassification ? Double(same) / Double(samples.count) : nil,
      samples: samples.count)
  }

  /// The samples of a part, which must not be empty.
  func samples(of part: Part) throws -> Samples {
    let data = try needData()
    guard data.count(of: part) > 0 else {
      throw Problem(
        "the \(part.rawValue) part of \(data.name) is empty", advice: "split deals the rows anew (help split)"
      )
    }
    return data[part]
  }

  /// The part that measures a finished network: the test part, or what there is.
  func judgingPart(_ order: [Part]) throws -> Part {
    let data = try needData()
    return order.first { data[$0].count > 0 } ?? .train
  }
}

extension Loss {
  /// The class that each sample's outputs speak for.
  func classes(of outputs: [Float], width: Int) -> [Int] {
    outputs.withUnsafeBufferPointer { outputs in
      guard let first = outputs.baseAddress else { return [] }
      return stride(from: 0, to: outputs.count, by: width).map { predictedClass(first + $0, width: width) }
    }
  }
}

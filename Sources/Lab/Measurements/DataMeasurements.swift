import Basis
import DataSets
import NeuralNet

extension Measurements {
  /// What the data is like, and what a network makes of samples that carry the wrong class.
  static let data: [any Item.Type] = [
    BlankShare.self, DistinctRows.self, Mislabelled.self, StandardError.self, GradientNoise.self,
    MemoryUse.self, NearestNeighbour.self,
  ]
}

struct BlankShare: Measurement {
  var part = Part.train
  static let card = Card<BlankShare>(
    "blank", "Share of a part's samples that are zeros throughout, 0…1.",
    positions: [Setting("part", choice: \.part, "Which part.")], examples: ["expect blank(train) == 0"])
  package func value(in lab: Lab) throws -> Value {
    let data = try lab.needData()
    let rows = data.rows[part]
    let (width, store) = (data.shape.count, data.source.samples.store)
    let zero = rows.count { store.isZero(in: $0 * width..<($0 + 1) * width) }
    return .number(Double(zero) / Double(max(1, rows.count)))
  }
}

struct DistinctRows: Measurement {
  var part = Part.train
  static let card = Card<DistinctRows>(
    "distinct", "Samples of a part that differ from each other.",
    positions: [Setting("part", choice: \.part, "Which part.")], examples: ["print distinct(train)"])
  package func value(in lab: Lab) throws -> Value {
    let data = try lab.needData()
    let width = data.shape.count
    let store = data.source.samples.store
    let rows = Set(data.rows[part].map { store[$0 * width..<($0 + 1) * width] })
    return .number(Double(rows.count))
  }
}

struct NearestNeighbour: Measurement {
  /// Multiplications that may be spent: a few seconds.
  private static let most = 4e9

  var part = Part.test
  static let card = Card<NearestNeighbour>(
    "neighbour",
    "Share of a part's samples whose nearest training sample has their class, 0…1: what comparing reaches without learning.",
    positions: [Setting("part", choice: \.part, "Which part.")], examples: ["print neighbour(test)"],
    details:
      "Nearest by the distance of scaled features. Training samples are compared with all others but themselves."
  )
  package func value(in lab: Lab) throws -> Value {
    let data = try lab.needData()
    let (train, samples, width) = (data.train, data[part], data.shape.count)
    guard case .classes(let known, _) = train.targets, case .classes(let labels, _) = samples.targets else {
      throw Problem(
        "\(data.name) predicts numbers, and neighbours vote for classes", advice: "data digits has classes")
    }
    guard labels.count > 0, known.count > (part == .train ? 1 : 0) else {
      throw Problem(
        "the \(part.rawValue) part has nothing to compare", advice: "split deals the rows anew (help split)")
    }
    let work = Double(labels.count) * Double(known.count) * Double(width)
    guard work <= NearestNeighbour.most else {
      throw Problem(
        "comparing \(Numbers.grouped(labels.count)) samples with \(Numbers.grouped(known.count)) would take too long",
        advice: "split train=1000 learns from fewer")
    }
    let right = train.features.withUnsafeBufferPointer { candidates in
      samples.features.withUnsafeBufferPointer { points in
        labels.indices.count { row in
          var (nearest, least) = (-1, Float.infinity)
          for other in known.indices where part != .train || other != row {
            var distance: Float = 0
            for column in 0..<width {
              let gap = points[row * width + column] - candidates[other * width + column]
              distance += gap * gap
            }
            if distance < least { (nearest, least) = (other, distance) }
          }
          return nearest >= 0 && known[nearest] == labels[row]
        }
      }
    }
    return .number(Double(right) / Double(labels.count))
  }
}

struct Mislabelled: Measurement {
  enum Question: String, CaseIterable, Sendable { case share, given, `true` }

  var question = Question.share
  static let card = Card<Mislabelled>(
    "mislabelled",
    "Of the training samples that transform gave another class: their share, or how many the network takes for the "
      + "class given, or for the true one, 0…1.",
    positions: [Setting("question", choice: \.question, "What about them.")],
    examples: ["print mislabelled(share)"],
    details:
      "given: what the network has memorized. true: where it has seen through the noise. Both need transform label-noise."
  )
  package func value(in lab: Lab) throws -> Value {
    let data = try lab.needData()
    let rows = data.mislabelledRows
    if question == .share { return .number(Double(rows.count) / Double(max(1, data.count(of: .train)))) }
    guard !rows.isEmpty else {
      throw Problem("no training sample has a wrong class", advice: "transform label-noise 20%")
    }
    let (model, _) = try lab.needFittingModel()
    let samples = data.samples(at: rows, original: question == .true)
    return .number(try lab.engine.evaluate(model, on: samples).accuracy ?? 0)
  }
}

struct StandardError: PartMeasurement {
  var part = Part.test
  static let card = Card<StandardError>(
    "standard.error", "Standard error of the accuracy on a part: how far chance alone moves it.",
    formula: "√(p·(1 − p)/n)", positions: [partPosition], examples: ["print standard.error(test)"])
  func value(of evaluation: Evaluation, _ data: DataSet) -> Double? { evaluation.standardError }
}

struct GradientNoise: Measurement {
  var batch = 32
  static let card = Card<GradientNoise>(
    "gradient.noise", "How far the gradient of a batch lies from that of all data, in lengths of the latter.",
    formula: "√E‖g_B − g‖² / ‖g‖",
    positions: [
      Setting("batch", \.batch, in: 1...LabState.largestBatch, unit: "samples", "Size of the batches.")
    ],
    examples: ["print gradient.noise(16)"],
    details:
      "From 32 batches drawn from the seed, each without repeating a sample. It falls as 1/√B, and below that where a "
      + "batch is a large part of the data. What 32 batches cannot tell from no gradient at all is infinite.")

  package func value(in lab: Lab) throws -> Value {
    let (model, data) = try lab.needFittingModel()
    let size = min(batch, data.count(of: .train))
    let count = 32
    var random = Random(seed: lab.state.seed).stream("gradient noise", size)
    let gradients = try (0..<count).map { _ in
      let rows = Array(random.permutation(data.count(of: .train)).prefix(size))
      return try lab.engine.gradients(model, on: data.train[rows]).parameters
    }
    guard let width = gradients.first?.count, width > 0 else {
      throw Problem("this network has nothing to train", advice: "layer dense 10")
    }
    var (spread, length) = (0.0, 0.0)
    for k in 0..<width {
      let mean = gradients.reduce(0) { $0 + Double($1[k]) } / Double(count)
      length += mean * mean
      spread +=
        gradients.reduce(0) { $0 + (Double($1[k]) - mean) * (Double($1[k]) - mean) } / Double(count - 1)
    }
    // The mean of 32 batches is itself too long by a 32nd of their spread.
    let trueLength = length - spread / Double(count)
    return .number(trueLength > 0 ? (spread / trueLength).squareRoot() : .infinity)
  }
}

struct MemoryUse: Measurement {
  var batch = 32
  static let card = Card<MemoryUse>(
    "memory", "Bytes that training this network takes with batches of this size.",
    positions: [Setting("batch", \.batch, in: 1...1_000_000_000, unit: "samples", "Samples in a batch.")],
    examples: ["print memory(32)", "print (memory(64) - memory(32)) / 32"],
    details:
      "What grows with the batch is every layer's output and its gradient; parameters, gradients and the "
      + "optimizer's memory do not.")
  package func value(in lab: Lab) throws -> Value {
    .number(try lab.needLayers().bytes(batch: batch))
  }
}

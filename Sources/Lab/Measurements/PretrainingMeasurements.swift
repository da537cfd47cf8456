import Basis
import NeuralNet

extension Measurements {
  /// What the present network's latest pretraining came to.
  static let pretraining: [any Item.Type] = [
    Reconstruction.self, DiscriminatorAccuracy.self, PairAccuracy.self,
  ]
}

extension Lab {
  fileprivate func pretrained(_ score: KeyPath<PretrainingScores, Double?>, by pretrainer: String) throws
    -> Value
  {
    guard let value = state.training.pretraining[keyPath: score] else {
      throw Problem(
        "the present network's latest pretraining was none of this sort", advice: "pretrain \(pretrainer)")
    }
    return .number(value)
  }
}

struct Reconstruction: Measurement {
  static let card = Card<Reconstruction>(
    "reconstruction",
    "Mean squared error with which the autoencoder made the training part again, in scaled units.",
    examples: ["pretrain autoencoder epochs=1; print reconstruction"])
  package func value(in lab: Lab) throws -> Value { try lab.pretrained(\.reconstruction, by: "autoencoder") }
}

struct DiscriminatorAccuracy: Measurement {
  static let card = Card<DiscriminatorAccuracy>(
    "discriminator.accuracy", "Share of real and generated samples that the discriminator told right, 0…1.",
    examples: ["pretrain gan steps=5; print discriminator.accuracy"])
  package func value(in lab: Lab) throws -> Value { try lab.pretrained(\.discriminator, by: "gan") }
}

struct PairAccuracy: Measurement {
  static let card = Card<PairAccuracy>(
    "pair.accuracy", "Share of unseen pairs told right, 0…1; half of them are of the same class.",
    examples: ["pretrain pairs steps=5; print pair.accuracy"])
  package func value(in lab: Lab) throws -> Value { try lab.pretrained(\.pairs, by: "pairs") }
}

import Basis
import Foundation
import NeuralNet
import TestSupport
import Testing

/// One type, one file, one entry in the list: a file that is forgotten in the list is found here.
@Suite struct FamilyListTests {
  @Test func everyFileOfAFolderIsInItsFamilysList() throws {
    try compare(
      Layers.family.types, with: "Layers",
      without: ["Layer", "Matrix", "ImageExtents", "Pooling", "Recurrent", "RecurrentEngine"])
    try compare(Activations.family.types, with: "Activations", without: ["Activation", "ActivationLoops"])
    try compare(
      Initializers.family.types, with: "Initializers", without: ["Initializer", "WeightDistribution"])
    try compare(Losses.family.types, with: "Losses", without: ["Loss", "LossLoops"])
    try compare(Optimizers.family.types, with: "Optimizers", without: ["Optimizer"])
    try compare(Regularizers.family.types, with: "Regularizers", without: ["Regularizer"])
    try compare(Schedules.family.types, with: "Schedules", without: ["Schedule"])
    try compare(
      Augmentations.family.types, with: "Augmentation", without: ["Augmentation", "Augmenter", "Pictures"])
    try compare(
      Pretrainers.family.types, with: "Pretraining",
      without: ["Pretrainer", "AdversarialRun", "PairDraws", "SiameseRun"])
    try compare(Landscapes.family.types, with: "Landscapes", without: ["Landscape", "Walk"])
    try compare(Clippings.family.types, with: "Clipping", without: ["Clipping"])
  }

  @Test func everyExampleNamesItsItemOrAnAlias() {
    let descriptions =
      Layers.family.descriptions + Activations.family.descriptions + Initializers.family.descriptions
      + Losses.family.descriptions + Optimizers.family.descriptions + Schedules.family.descriptions
      + Clippings.family.descriptions + Augmentations.family.descriptions + Pretrainers.family.descriptions
    for item in descriptions {
      #expect(!item.examples.isEmpty, "\(item.name) has no example")
      #expect(item.formula != nil, "\(item.name) has no formula")
      #expect(!item.sources.isEmpty, "\(item.name) has no source")
      for example in item.examples {
        let words = example.split { " =".contains($0) }.map(String.init)
        #expect(words.contains { ([item.name] + item.aliases).contains($0) }, "\(item.name): \(example)")
      }
    }
  }

  private func compare(_ types: [any Item.Type], with folder: String, without helpers: Set<String>) throws {
    let files = try Checkout.swiftFiles("Sources/NeuralNet/\(folder)", but: helpers)
    #expect(Set(types.map { "\($0)" }) == Set(files))
  }
}

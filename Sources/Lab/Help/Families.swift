import Basis
import DataSets
import NeuralNet

/// Everything that has a card, family by family: what help, completion and the tests walk through.
package struct FamilyEntry: Sendable {
  package let noun: String
  package let summary: String
  package let types: [any Item.Type]

  init<Member>(_ family: Family<Member>, _ summary: String) {
    noun = family.noun
    self.summary = summary
    types = family.types
  }

  package var plural: String { noun.plural }

  package func type(named name: String) -> (any Item.Type)? {
    types.first { $0.name == name || $0.description.aliases.contains(name) }
  }
}

package enum Families {
  package static let sources = Family<any DataSource>(
    "data source", OfficialSets.family.types + Generators.family.types + Readers.family.types)

  /// The one list.
  package static let all: [FamilyEntry] = [
    FamilyEntry(Commands.family, "What can be typed."),
    FamilyEntry(Layers.family, "What a network is built from: layer NAME."),
    FamilyEntry(Activations.family, "What bends the line between layers: activation NAME."),
    FamilyEntry(Initializers.family, "How first weights are drawn: init NAME."),
    FamilyEntry(Losses.family, "What training makes small: loss NAME."),
    FamilyEntry(Optimizers.family, "How gradients become steps: optimizer NAME."),
    FamilyEntry(Schedules.family, "How the learning rate changes while training goes on: schedule NAME."),
    FamilyEntry(Regularizers.family, "What keeps weights small: regularize NAME."),
    FamilyEntry(Augmentations.family, "How training pictures are changed at random: augment NAME."),
    FamilyEntry(Pretrainers.family, "What the first layers can learn beforehand: pretrain NAME."),
    FamilyEntry(Landscapes.family, "Functions of a few numbers to walk down on: descend NAME."),
    FamilyEntry(Clippings.family, "What limits gradients: clip NAME."),
    FamilyEntry(Scalings.family, "How features are brought to comparable sizes: scale NAME."),
    FamilyEntry(
      Transformations.family, "What makes another task of the data that is loaded: transform NAME."),
    FamilyEntry(
      sources,
      "Official and generated data and file formats: data NAME. The bundled sets are listed by data alone."),
    FamilyEntry(Measurements.family, "What let, print and expect can ask: print NAME(…)."),
  ]

  /// Every item of this name or alias, in the families' order: `dropout` is a command and a layer.
  package static func items(named name: String) -> [(family: FamilyEntry, type: any Item.Type)] {
    all.flatMap { family in family.type(named: name).map { [(family, $0)] } ?? [] }
  }

  package static func family(named name: String) -> FamilyEntry? {
    all.first { $0.plural == name || $0.plural.replacing(" ", with: "-") == name }
  }
}

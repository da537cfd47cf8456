import Basis
import NeuralNet

/// A regularizer as a file holds it: an item, and beside its settings the ids of the blocks it acts on unless those are all.
struct SavedRegularization: Codable {
  private let item: SavedItem
  private let blocks: [Int]?

  private enum Key: String, CodingKey { case blocks }

  init(_ regularization: Regularization) {
    (item, blocks) = (SavedItem(regularization.regularizer), regularization.blocks)
  }

  init(from decoder: any Decoder) throws {
    item = try SavedItem(from: decoder)
    blocks = try decoder.container(keyedBy: Key.self).decodeIfPresent([Int].self, forKey: .blocks)
  }

  func encode(to encoder: any Encoder) throws {
    try item.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(blocks, forKey: .blocks)
  }

  func regularization(of network: Network) throws -> Regularization {
    try Regularization(try item.make(of: Regularizers.family), blocks: blocks, of: network)
  }
}

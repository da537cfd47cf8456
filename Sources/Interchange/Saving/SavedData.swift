import Basis
import DataSets

/// Which data a lab had: enough to load it again, and to tell whether it is the same.
package struct SavedData: Codable, Sendable {
  private struct SavedRecipe: Codable {
    /// Of a data set that comes with the program.
    let bundled: String?
    /// A generator or a reader.
    let source: SavedItem?
    let subset: SavedItem
    let seed: UInt64

    init(_ recipe: Recipe) {
      switch recipe.origin {
      case .bundled(let name): (bundled, source) = (name, nil)
      case .source(let item): (bundled, source) = (nil, SavedItem(item))
      }
      subset = SavedItem(recipe.subset)
      seed = recipe.seed
    }

    func restored() throws -> Recipe {
      Recipe(try origin(), subset: try subset.make(Subset.self), seed: seed)
    }

    private func origin() throws -> Recipe.Origin {
      switch (bundled, source) {
      case (let name?, nil): return .bundled(name)
      case (nil, let item?) where Generators.family.contains(item.name):
        return .source(try item.make(of: Generators.family))
      case (nil, let item?) where OfficialSets.family.contains(item.name):
        return .source(try item.make(of: OfficialSets.family))
      case (nil, let item?): return .source(try item.make(of: Readers.family))
      default: throw Problem("data comes from one place, and here from none or two", kind: .malformed)
      }
    }
  }

  package let name: String
  private let recipe: SavedRecipe?
  private let transformations: [SavedItem]
  private let splitting: SavedItem
  private let splitSeed: UInt64
  private let scaling: SavedItem
  private let targetScaling: String?
  private let sha256: String

  package init(_ data: DataSet) {
    name = data.name
    recipe = data.original.recipe.map { SavedRecipe($0) }
    transformations = data.transformations.map { SavedItem($0) }
    splitting = SavedItem(data.splitting)
    splitSeed = data.seed
    scaling = SavedItem(data.scaling)
    targetScaling = data.targetFit?.kind.rawValue
    sha256 = data.sha256
  }

  /// Whether there is a way back to it.
  package var canBeLoaded: Bool { recipe != nil }

  /// Loads it again. Throws a `Problem` if it is not there, or not the same to the bit.
  package func load(from catalog: Catalog) throws -> DataSet {
    guard let recipe = try recipe?.restored() else {
      throw Problem("\(name) was made in the lab, and no name loads it again")
    }
    let targets = try targetScaling.map { word in
      guard let scaling = TargetScaling(rawValue: word) else {
        throw Problem("there is no scaling of targets \"\(word)\"", kind: .malformed)
      }
      return scaling
    }
    var data = try DataSet(
      try catalog.load(recipe), splitting: try splitting.make(Splitting.self), seed: splitSeed,
      scaling: try scaling.make(of: Scalings.family), targetScaling: targets)
    if !transformations.isEmpty {
      data = try data.transformed(by: try transformations.map { try $0.make(of: Transformations.family) })
    }
    guard data.sha256 == sha256 else {
      throw Problem(
        "\(name) is not what it was: its samples give another SHA-256 checksum than when the file was saved",
        kind: .missingInput)
    }
    return data
  }
}

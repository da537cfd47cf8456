import Basis

/// Every data set there is a name for: bundled, official, generated, and the formats of the learner's own files.
package struct Catalog: Sendable {
  package enum Sort: Sendable {
    case bundled, official, generated
    /// A reader: it takes files.
    case format
  }

  package struct Entry: Sendable {
    package let name: String
    package let summary: String
    package let sort: Sort
  }

  package let library: Library
  package let cache: DataCache

  package init(library: Library, cache: DataCache = DataCache(folder: nil)) {
    self.library = library
    self.cache = cache
  }

  package var names: [String] {
    library.names + OfficialSets.family.names + Generators.family.names + Readers.family.names
  }

  /// Whether it can be loaded by its name alone, here and now. nil for names that never can.
  package func isAtHand(_ name: String) -> Bool? {
    if let type = OfficialSets.type(named: name) { return cache.contains(type) }
    return library.contains(name) || Generators.family.contains(name) ? true : nil
  }

  /// What is wrong with an official data set that is in the cache, but not all of it.
  package func fault(of name: String) -> String? {
    guard let type = OfficialSets.type(named: name),
      case .incomplete(let what) = cache.standing(of: type.name, type.release)
    else { return nil }
    return what
  }

  /// Names with one line each, for lists and completion. A bundled set whose manifest is broken says so.
  package var entries: [Entry] {
    let bundled = library.names.map { name -> Entry in
      do {
        return Entry(name: name, summary: try library.manifest(name).title, sort: .bundled)
      } catch {
        return Entry(
          name: name, summary: "its manifest cannot be read: data \(name) says why", sort: .bundled)
      }
    }
    let official = OfficialSets.family.types.compactMap { $0 as? any OfficialSet.Type }.map { type in
      Entry(
        name: type.name,
        summary: type.release.title + (cache.contains(type) ? " · here" : " · data fetch \(type.name)"),
        sort: .official)
    }
    return bundled + official
      + Generators.family.descriptions.map { Entry(name: $0.name, summary: $0.summary, sort: .generated) }
      + Readers.family.descriptions.map { Entry(name: $0.name, summary: $0.summary, sort: .format) }
  }

  /// What a generator or a reader can be told; nil for bundled data sets and unknown names.
  package func description(of name: String) -> ItemDescription? {
    Catalog.source(named: name)?.description
  }

  private static func source(named name: String) -> (any Item.Type)? {
    OfficialSets.family.type(named: name) ?? Generators.family.type(named: name)
      ?? Readers.family.type(named: name)
  }

  /// Loads by name, splits and scales. `settings` are those of the generator or reader (see
  /// `description(of:)`), its positions by their names, and for every data set those of `Subset` that the
  /// source does not itself have.
  package func load(
    _ name: String, settings: [(name: String, value: Value)] = [], seed: UInt64,
    splitting: Splitting = Splitting(),
    scaling: (any Scaling)? = nil, targetScaling: TargetScaling? = nil
  ) throws -> DataSet {
    let source = Catalog.source(named: name)
    guard source != nil || library.contains(name) else { throw unknown(name) }
    let own = Set(source?.description.entries.map(\.name) ?? [])
    let general = Set(Subset.description.entries.map(\.name)).subtracting(own)
    var subset = Subset()
    for setting in settings where general.contains(setting.name) {
      try subset.set(setting.name, to: setting.value)
    }
    let rest = settings.filter { !general.contains($0.name) }
    let recipe = Recipe(try origin(name, settings: rest), subset: subset, seed: seed)
    return try DataSet(
      try load(recipe), splitting: splitting, seed: seed, scaling: scaling, targetScaling: targetScaling)
  }

  /// Loads what the recipe says; the same each time, unless a file has changed.
  package func load(_ recipe: Recipe) throws -> RawData {
    let whole =
      switch recipe.origin {
      case .bundled(let name): try library.load(name)
      case .source(let official as any OfficialSet): try official.load(from: cache)
      case .source(let source): try source.load(seed: recipe.seed)
      }
    var raw = try whole.selecting(recipe.subset, seed: recipe.seed)
    raw.recipe = recipe
    return raw
  }

  private func origin(_ name: String, settings: [(name: String, value: Value)]) throws -> Recipe.Origin {
    if OfficialSets.family.contains(name) {
      return .source(try OfficialSets.family.make(name, settings: settings))
    }
    if Generators.family.contains(name) {
      return .source(try Generators.family.make(name, settings: settings))
    }
    if Readers.family.contains(name) { return .source(try Readers.family.make(name, settings: settings)) }
    if let first = settings.first {
      let names = Subset.description.entries.map(\.name)
      throw Problem(
        "\(name) has no setting \"\(first.name)\"." + Suggestion.sentence(for: first.name, among: names),
        advice: "settings: \(names.joined(separator: ", ")); split and scale are commands of their own")
    }
    return .bundled(name)
  }

  private func unknown(_ name: String) -> Problem {
    let isFile = Files.exists(name)
    return Problem(
      "there is no data set \(Files.shown(name, limit: 60))." + Suggestion.sentence(for: name, among: names),
      advice: isFile
        ? "for a file of your own: data csv \(Value.text(name).literal) target=COLUMN"
        : "data sets: "
          + (library.names + OfficialSets.family.names + Generators.family.names).joined(separator: ", ")
          + (library.names.isEmpty
            ? " (the bundled ones were not found beside the program; DESCENT_HOME can name their folder)"
            : ""),
      kind: .command)
  }
}

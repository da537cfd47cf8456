import Basis
import DataSets
import Foundation
import Interchange
import NeuralNet
import Testing

/// Every member of every family comes back from a file with all its settings.
@Suite struct ItemTests {
  private static let families: [[any Item.Type]] = [
    Layers.family.types, Activations.family.types, Initializers.family.types, Losses.family.types,
    Optimizers.family.types, Schedules.family.types, Clippings.family.types, Regularizers.family.types,
    Augmentations.family.types,
    OfficialSets.family.types, Generators.family.types, Readers.family.types, Scalings.family.types,
    Transformations.family.types,
    [Splitting.self, Subset.self],
  ]

  @Test func everyStoredPropertyIsASetting() {
    for type in ItemTests.families.joined() {
      let stored = Mirror(reflecting: type.init()).children.compactMap(\.label)
      #expect(type.description.entries.count >= stored.count, "\(type.name) keeps \(stored) to itself")
    }
  }

  @Test func everySettingComesBackToTheBit() throws {
    var random = Random(seed: 20)
    for type in ItemTests.families.joined() {
      for _ in 0..<20 {
        let item = changed(type.init(), &random)
        let back = try restored(item)
        #expect(text(back) == text(item))
      }
    }
  }

  @Test func theSettingsOfItemsWithinItemsComeBackToo() throws {
    var dense = Dense(3)
    var he = He()
    (he.distribution, he.truncated) = (.uniform, true)
    dense.initializer = he
    let back = try #require(try restored(dense) as? Dense)
    #expect(text(back) == text(dense) && text(back) != text(Dense(3)))
  }

  /// The trials must change what they claim to change, or the test above would say nothing.
  @Test func trialsDifferFromTheDefaults() {
    for type in ItemTests.families.joined() where !type.description.entries.isEmpty {
      var random = Random(seed: 1)
      let texts = Set((0..<20).map { _ in text(changed(type.init(), &random)) })
      #expect(texts.count > 1, "\(type.name)")
    }
  }

  @Test func floatsSurviveTheirShortestText() throws {
    var random = Random(seed: 3)
    for _ in 0..<5000 {
      let pattern = UInt32(truncatingIfNeeded: random.next())
      guard Float(bitPattern: pattern).isFinite else { continue }
      var dense = Dense(1)
      dense.biasStart = Float(bitPattern: pattern)
      let back = try #require(try restored(dense) as? Dense)
      #expect(back.biasStart.bitPattern == pattern)
    }
  }

  private func text(_ item: any Item) -> String {
    var text = ""
    dump(item, to: &text)
    return text
  }

  private func restored(_ item: any Item) throws -> any Item {
    let saved = try JSONDecoder().decode(SavedItem.self, from: JSONEncoder().encode(SavedItem(item)))
    return try saved.make(of: Family<any Item>("item", [type(of: item)]))
  }

  /// Some settings with other values that their kinds admit.
  private func changed<Changed: Item>(_ plain: Changed, _ random: inout Random) -> Changed {
    var item = plain
    for setting in Changed.card.positions + Changed.card.settings {
      if let member = setting.member {
        let type = member.types[random.index(below: member.types.count)]
        member.assign(&item, changed(type.init(), &random))
        continue
      }
      for value in [
        trial(of: setting.kind, &random), .list([.text("a"), .text("b")]), .list([.number(0.25)]),
      ] {
        do {
          try setting.set(&item, value)
          break
        } catch { continue }
      }
    }
    return item
  }

  private func trial(of kind: Kind, _ random: inout Random) -> Value {
    switch kind {
    case .number(let bounds, _):
      let (lower, upper) = (max(bounds.lower, -1e6), min(bounds.upper, 1e6))
      return .number(lower + (upper - lower) * max(0.001, random.uniform()))
    case .integer(let range, _):
      let most = min(range.upperBound, range.lowerBound + 1000)
      return .number(Double(range.lowerBound + random.index(below: most - range.lowerBound + 1)))
    case .flag: return .flag(random.index(below: 2) == 0)
    case .choice(let words): return .text(words[random.index(below: words.count)])
    case .file, .folder, .text: return .text("a \"b\\ c/\(random.index(below: 100))é.csv")
    default: return .list([.text("x\(random.index(below: 9))"), .text("y")])
    }
  }
}

import Basis
import DataSets
import Foundation
import Lab
import Language
import Testing

/// Laws that hold for every command because it is registered.
@Suite struct CommandCardTests {
  static let names = Commands.types.map { $0.name }

  @Test func everyFileOfTheFoldersIsInTheList() throws {
    let folder = URL(fileURLWithPath: TestLab.root + "/Sources/Lab/Commands")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let names = files.compactMap { ($0 as? URL)?.lastPathComponent }.filter {
      $0.hasSuffix("Command.swift") && $0 != "Command.swift"
    }
    let listed = Commands.types.map { "\($0).swift" }
    #expect(Set(names) == Set(listed))
  }

  @Test(arguments: names) func theCardIsComplete(name: String) throws {
    let command = try #require(Commands.types.first { $0.name == name })
    let card = command.description
    #expect(card.summary.hasSuffix("."))
    #expect(!card.examples.isEmpty)
    #expect(card.entries.allSatisfy { $0.summary.hasSuffix(".") })
    let words = name.split(separator: " ").map(String.init)
    for example in card.examples {
      let program = try Program(parsing: example)
      #expect(program.statements.count == 1)
      let ownNames = [name] + card.aliases
      #expect(ownNames.contains { example == $0 || example.hasPrefix($0 + " ") }, "\(example) of \(words)")
    }
  }

  /// What a command accepts is what holds further down.
  @Test func commandsThatSetAnItemHaveItsSettings() {
    func kinds(_ entries: [ItemDescription.Entry]) -> [String: Kind] {
      Dictionary(uniqueKeysWithValues: entries.filter { !$0.isPosition }.map { ($0.name, $0.kind) })
    }
    #expect(kinds(SplitCommand.description.entries) == kinds(Splitting.description.entries))
    #expect(kinds(DataCommand.description.entries) == kinds(Subset.description.entries))
  }

  @Test func whatSplitIsNotGivenStaysAsItIs() throws {
    let test = TestLab("data digits; split validation=30% stratified=off; split train=50")
    let splitting = try #require(test.lab.state.data).splitting
    #expect(splitting == Splitting(validation: 0.3, test: 0.15, stratified: false, train: 50))
  }

  @Test(arguments: names) func everySettingCanBeReadBack(name: String) throws {
    let command = try #require(Commands.types.first { $0.name == name })
    // A default is what the setting itself would accept, unless it means "not given".
    for entry in command.description.entries where entry.standard != .text("") && entry.standard != .list([])
    {
      var item: any Item = command.init()
      try item.set(entry.name, to: entry.standard)
    }
  }
}

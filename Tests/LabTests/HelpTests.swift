import Basis
import Lab
import Language
import Lessons
import Testing

@Suite struct HelpTests {
  static let topics =
    [""] + Families.all.flatMap { [$0.plural.replacing(" ", with: "-")] + $0.types.map { $0.name } } + [
      "thresholds", "terms",
    ]
    + StatementForm.all.map(\.keyword) + Function.all.map(\.name) + ["digits", "iris"]

  @Test(arguments: [80, 60], topics) func everyPageFitsTheScreen(width: Int, topic: String) {
    let test = TestLab(width: width)
    #expect(test.run("help \(topic)") == 0, "\(test.output.said)")
    for line in test.output.written.split(separator: "\n") where DisplayWidth.of(line) > width {
      // Only what is to be copied as it stands may be longer.
      #expect(line.hasPrefix("  ") && !line.hasPrefix("   "), "\(line)")
    }
  }

  @Test func theOverviewFitsOneScreen() {
    let test = TestLab()
    test.run("help")
    #expect(test.output.written.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test func theOverviewNamesEveryCommand() {
    let test = TestLab()
    test.run("help")
    for command in Commands.types {
      let word = command.name.split(separator: " ").last.map(String.init) ?? ""
      #expect(test.output.written.contains(word), "\(word)")
    }
  }

  @Test func everyFamilyIsCalledByAPluralThatHelpKnows() {
    for family in Families.all {
      #expect(TestLab().run("help \(family.plural)") == 0, "\(family.plural)")
    }
    let test = TestLab()
    #expect(test.run("loss nosuch") == 2)
    #expect(test.output.said.contains("losses: cross-entropy"), "\(test.output.said)")
  }

  @Test func aMisspeltTopicIsNamed() {
    let test = TestLab()
    #expect(test.run("help simgoid") == 2)
    #expect(test.output.said.contains("Did you mean \"sigmoid\"?"))
  }

  @Test func aQuestionMarkAsksForHelp() {
    let asked = TestLab()
    asked.run("train ?")
    let helped = TestLab()
    helped.run("help train")
    #expect(asked.output.written == helped.output.written)
  }

  @Test func thresholdsAreListedWithTheirSources() {
    let test = TestLab(width: 1000)
    test.run("help thresholds")
    for threshold in Thresholds.all {
      #expect(test.output.written.contains(threshold.source), "\(threshold.name)")
    }
  }

  @Test func everyWordOfTheFieldIsExplained() {
    #expect(Glossary.terms.map { $0.names[0] } == Glossary.terms.map { $0.names[0] }.sorted())
    let names = Glossary.terms.flatMap(\.names)
    #expect(Set(names).count == names.count, "no word has two meanings")
    for term in Glossary.terms {
      #expect(term.meaning.hasSuffix(".") && !term.see.isEmpty, "\(term.names[0])")
      for name in term.names {
        let test = TestLab(width: 1000)
        #expect(test.run("explain \(name)") == 0, "\(name): \(test.output.said)")
        #expect(test.output.written.contains(term.meaning), "\(name)")
      }
    }
    let test = TestLab(width: 1000)
    test.run("help terms")
    for term in Glossary.terms { #expect(test.output.written.contains(term.names[0])) }
  }

  @Test func whatATermTellsToTypeRuns() {
    for example in Set(Glossary.terms.flatMap(\.see)) where !example.hasPrefix("lesson") {
      let test = TestLab.smallNet()
      test.run("network copy first; train 1; train 1")
      #expect(test.run(example) == 0, "\(example): \(test.output.said)")
    }
    for example in Set(Glossary.terms.flatMap(\.see)) where example.hasPrefix("lesson") {
      let test = TestLab { $0.lessonFolders = [TestLab.root + "/Lessons"] }
      #expect(test.run(example) == 0, "\(example): \(test.output.said)")
    }
  }

  /// A name may belong to several families; whoever asks gets all of them.
  @Test func explainTellsOfEveryFamilyThatHasTheName() {
    var shared: [String: [String]] = [:]
    for family in Families.all where family.noun != Commands.family.noun {
      for type in family.types { shared[type.name, default: []].append(family.noun) }
    }
    let names = shared.filter { $0.value.count > 1 }
    #expect(names["constant"] == ["initializer", "schedule"])
    for (name, nouns) in names {
      let test = TestLab(width: 200)
      #expect(test.run("explain \(Value.text(name).literal)") == 0)
      for noun in nouns { #expect(test.output.written.contains("\(name) – \(noun)."), "\(name), \(noun)") }
    }
    let test = TestLab(width: 200)
    test.run("explain dropout")
    #expect(test.output.written.contains("dropout – layer.") && test.output.written.contains("help dropout"))
    #expect(test.run("explain train") == 2)
    #expect(test.output.said.contains("help train"))
  }
}

import Basis
import Experiments
import Foundation
import Lab
import Language
import Lessons
import TestSupport
import Testing

/// Tables of lessons show what was measured, where their comments name it.
@Suite struct MeasuredTableTests {
  private static let experiment = """
    experiment e varies seed=1..3 n=[2, 4] {
      data iris
      network
      layer dense n
      layer dense 3
      measure size = parameters
      train 1
      measure acc = accuracy(test)
    }
    """

  private func shown(_ markdown: String, after commands: String, isFull: Bool = false) -> String {
    let test = TestLab(commands, width: 120) { $0.isFullSize = isFull }
    test.lab.show(Markdown.blocks(markdown))
    return test.output.written
  }

  private static let table = """
    | units | published | ours |
    |---|---|---|
    | 2 | 18 | about 20 <!-- e.size(2) --> |
    | 4 | 36 | 34 <!-- e.size(4) -->, 1.8 <!-- e.size(4) / e.size(2) --> |
    | 8 | 72 | full study <!-- e.size(8) --> |
    | 9 | 81 | a guess <!-- from memory --> |
    """

  /// Iris has 4 features and 3 classes: 4·2 + 2 + 2·3 + 3 = 19, and 4·4 + 4 + 4·3 + 3 = 35.
  @Test func aCellShowsWhatItsCommentNames() {
    let text = shown(MeasuredTableTests.table, after: MeasuredTableTests.experiment)
    #expect(text.contains("2      18         19\n"), "\(text)")
    #expect(text.contains("4      36         35, 1.84\n"))
    #expect(text.contains("full study\n") && text.contains("a guess\n"))
    #expect(text.contains("over 3 seeds.") && !text.contains("<!--"))
  }

  @Test func beforeTheExperimentItShowsWhatItsAuthorWrote() {
    for commands in ["", "data iris"] {
      let text = shown(MeasuredTableTests.table, after: commands)
      #expect(text.contains("about 20\n") && text.contains("34, 1.8\n"), "\(text)")
      #expect(!text.contains("Measured here"))
    }
  }

  @Test func whatDiffersBetweenSeedsComesWithItsInterval() throws {
    let json = TestLab(isJSON: true)
    try #require(json.run(MeasuredTableTests.experiment) == 0, "\(json.output.said)")
    let line = try #require(json.output.written.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let result = try #require(object["result"] as? [String: Any])
    let runs = try #require(result["runs"] as? [[String: Any]])
    let values = runs.filter { $0["n"] as? Double == 4 }.compactMap {
      ($0["measures"] as? [String: Any])?["acc"] as? Double
    }
    let interval = try #require(Sample(values).interval())
    try #require(values.count == 3 && interval.lower < interval.upper)
    let text = shown("| a |\n|---|\n| – <!-- e.acc(4) --> |", after: MeasuredTableTests.experiment)
    let numbers = [Sample(values).mean, interval.lower, interval.upper].map { Numbers.measured($0) }
    #expect(text.contains("\(numbers[0]) (\(numbers[1])…\(numbers[2]))"), "\(text)")
  }

  @Test func oneSeedHasNoInterval() {
    let text = shown(
      "| a |\n|---|\n| – <!-- e.acc(4) --> |",
      after: MeasuredTableTests.experiment.replacing("seed=1..3", with: "seed=1"))
    #expect(text.contains("no intervals") && !text.contains("…"), "\(text)")
  }

  @Test func proseOutsideTablesStaysAsItIs() {
    let text = shown("About 20 <!-- e.size(2) --> weights.", after: MeasuredTableTests.experiment)
    #expect(text == "\nAbout 20 weights.\n\n", "\(text)")
  }

  /// What an author wrote down once may have changed since.
  @Test(arguments: [("19", false), ("19 (18…20)", false), ("about 20", false), ("20", true), ("-19", true)])
  func aNumberThatIsNoLongerSoIsRemarkedUpon(written: String, isOutdated: Bool) throws {
    let scratch = try Scratch()
    let text = """
      ---
      title: One
      minutes: 1
      seconds: 20
      needs: [iris]
      ---
      # One

      ```claim
      \(MeasuredTableTests.experiment)
      ```

      | units | ours |
      |---|---|
      | 2 | \(written) <!-- e.size(2) --> |

      """
    let file = try scratch.write(text, to: "01-one.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    let (report, code) = try LessonCheck.run([file], in: environment)
    let said = TextRenderer(width: 300).text(report)
    #expect(code == 0 && said.contains("e.size(2) is 19, and the table says") == isOutdated, "\(said)")
  }
}

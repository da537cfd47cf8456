import Basis
import Experiments
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct LessonClaimTests {
  private static func lesson(_ claims: String) -> String {
    """
    ---
    title: Depth
    source: [A book]
    minutes: 1
    seconds: 20
    needs: [iris]
    teaches: [V1]
    ---
    # Depth

    ```predict
    Which?
    - more: e.n > 10
    - less: e.n <= 10
    ```

    ```descent
    experiment e varies seed=1..3 { data iris; network; layer dense 3; measure n = parameters; measure s = seed }
    ```

    ```claim
    \(claims)
    ```

    """
  }

  @Test func theFrontMatterNamesTheClaimsThatAreMade() throws {
    let scratch = try Scratch()
    let other = LessonClaimTests.lesson("claim V2 \"another\" e.n > 3 exactly")
    let path = try scratch.write(other, to: "01-depth.md")
    let test = TestLab()
    let (report, code) = try LessonCheck.run([path], in: test.lab.environment)
    let text = TextRenderer(width: 500).text(report)
    #expect(code == 0, "a remark fails nothing: \(text)")
    #expect(text.contains("\"teaches\" names V1, and no claim has that name."), "\(text)")
    #expect(text.contains("\"teaches\" does not name V2, which the lesson claims."))
    let right = try scratch.write(LessonClaimTests.lesson("claim V1 e.n > 3 exactly"), to: "02-depth.md")
    #expect(
      !TextRenderer(width: 500).text(try LessonCheck.run([right], in: test.lab.environment).report).contains(
        "teaches"))
  }

  private static let good = """
    claim V1 "weights and biases" e.n == 4 * 3 + 3 exactly
    claim V2 "seeds are large" e.s > 100 is contradicted
    """

  private func checked(_ claims: String, seeds: SeedChoice? = nil) throws -> (code: Int32, text: String) {
    let scratch = try Scratch()
    let file = try scratch.write(LessonClaimTests.lesson(claims), to: "03-depth.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    environment.seeds = seeds
    let (report, code) = try LessonCheck.run([file], in: environment)
    return (code, TextRenderer(width: 200).text(report))
  }

  @Test func aLessonHoldsIfItsClaimsComeOutAsStated() throws {
    for seeds in [nil, SeedChoice.count(1), .list([11, 12])] {
      let (code, text) = try checked(LessonClaimTests.good, seeds: seeds)
      #expect(code == 0, "\(text)")
    }
  }

  @Test func everyWrongVerdictIsFoundWithItsPlace() throws {
    let (code, text) = try checked(
      """
      claim V1 "as many again" e.n == 30 exactly
      claim V2 "seeds are large" e.s > 100
      claim V3 "seeds are small" e.s < 100
      """)
    #expect(code == 1)
    #expect(text.contains("03-depth.md:22:1: claim V1 is contradicted, stated as reproduced"), "\(text)")
    #expect(text.contains("03-depth.md:23:1: claim V2 is contradicted, stated as reproduced"), "\(text)")
    #expect(!text.contains("claim V3"))
  }

  @Test func whatTheSourceGotWrongMayBeStatedSo() throws {
    #expect(try checked("claim V1 e.n == 15 exactly is contradicted").code == 1)
    #expect(try checked("claim V1 e.n == 16 exactly is contradicted").code == 0)
  }

  @Test func allClaimsOfLessonsBecomeATable() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      LessonClaimTests.lesson("claim V1 \"a | b\" e.s < 100\nclaim V2 e.n == 3 exactly"), to: "03-depth.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    environment.seeds = try SeedChoice("5")
    let outcome = try ClaimsOfLessons.run([file], in: environment)
    #expect(outcome.exitCode == 1)
    try outcome.write(to: scratch.path + "/CLAIMS.md", madeBy: "descent claims --all")
    let text = try String(contentsOfFile: scratch.path + "/CLAIMS.md", encoding: .utf8)
    #expect(text.contains("## Lesson 3: depth") && text.contains("Source: A book"))
    #expect(text.contains("| V1 | a \\| b | **reproduced** |"), "\(text)")
    #expect(text.contains("| V2 | e.n == 3 | **contradicted, stated as reproduced** |"))
    #expect(text.contains("| 5 |"))
  }

  @Test func theLearnerRunsClaimsWithEnterAndIsNotHeldUp() throws {
    let scratch = try Scratch()
    _ = try scratch.write(LessonClaimTests.lesson("claim V1 e.n == 16 exactly"), to: "03-depth.md")
    let test = TestLab {
      $0.lessonFolders = [scratch.path]
      $0.progressFolder = scratch.path
    }
    test.run("lesson 3; predict 1")
    test.lab.enter()
    test.lab.enter()
    #expect(test.output.written.contains("You were right."))
    #expect(test.output.written.contains("V1 contradicted, stated as reproduced"))
    #expect(test.output.written.contains("End of the lesson"))
    let entry = try #require(test.lab.ledger.first)
    #expect(entry.lesson == "3 depth" && entry.sources == ["A book"])
  }

  @Test func aResumedLessonDoesNotWaitForExperimentsSeenBefore() throws {
    let scratch = try Scratch()
    _ = try scratch.write(LessonClaimTests.lesson("claim V1 e.n == 15 exactly"), to: "03-depth.md")
    func opened() -> TestLab {
      TestLab("lesson 3") {
        $0.lessonFolders = [scratch.path]
        $0.progressFolder = scratch.path
      }
    }
    let first = opened()
    first.run("predict 1")
    first.lab.enter()
    let second = opened()
    second.lab.enter()
    #expect(second.output.written.contains("V1 reproduced"), "\(second.output.written)\(second.output.said)")
  }
}

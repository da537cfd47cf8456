import Basis
import Foundation
import Lab
import TestSupport
import Testing

/// What lessons claim, as a page that stands for itself.
@Suite struct LessonReportTests {
  private static let lesson = """
    ---
    title: A <study>
    source: ["Somebody & Sons (2020): Works"]
    minutes: 1
    seconds: 20
    needs: iris
    teaches: [Q]
    ---
    # A study

    ```claim
    experiment width varies seed=1..2 n=[2, 4] {
      data iris
      network
      layer dense n
      layer dense 3
      measure size = parameters
    }
    claim Q "wider is larger" width.size(4) > width.size(2) exactly
    ```

    """

  /// The page of the lesson whose arms train for two epochs, with this behind it.
  private static func page(_ addition: String, in scratch: Scratch) throws -> String {
    let text = lesson.replacing(
      "  measure size = parameters\n", with: "  measure size = parameters\n  train 2\n")
    let file = try scratch.write(text + addition, to: "01-study.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    let outcome = try ClaimsOfLessons.run([file], in: environment)
    try #require(outcome.exitCode == 0, "\(TextRenderer(width: 200).text(outcome.report))")
    let path = scratch.path + "/page.html"
    try outcome.writeReport(to: path, madeBy: "descent claims 01-study.md")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func aLessonsClaimsBecomeAPage() throws {
    let scratch = try Scratch()
    let file = try scratch.write(LessonReportTests.lesson, to: "01-study.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    let outcome = try ClaimsOfLessons.run([file], in: environment)
    try #require(outcome.exitCode == 0)
    let path = scratch.path + "/page.html"
    try outcome.writeReport(to: path, madeBy: "descent claims 01-study.md")
    let page = try Markup(try String(contentsOfFile: path, encoding: .utf8))
    for words in [
      "A <study>", "Somebody & Sons", "wider is larger", "descent claims 01-study.md", "What width measured",
    ] {
      #expect(page.text.contains(words), "\(words)")
    }
    #expect(page.all("svg").count == 1)
    #expect(throws: Problem.self) { try outcome.writeReport(to: scratch.path + "/page.txt", madeBy: "") }
    try outcome.writeReport(to: scratch.path + "/page.md", madeBy: "descent claims 01-study.md")
    ReportPage.expectTables(in: try String(contentsOfFile: scratch.path + "/page.md", encoding: .utf8))
  }

  /// Its numbers beside the published ones, the gradients of its networks, and the digest that says whether somebody else
  /// has got the same.
  @Test func theStudyOnAPageCanBeRepeatedFromItAlone() throws {
    let scratch = try Scratch()
    let html = try Self.page(
      """
      ## The table

      Published by them, and ours on `iris`.

      ---

      | units | published | ours |
      |---|---|---|
      | 4 | 36 | 34 <!-- width.size(4) --> |

      """, in: scratch)
    let page = try Markup(html)
    #expect(page.all("h3").contains { $0["id"] == "lesson-study-account-1" })
    #expect(html.contains("<td>36</td><td>35</td>"), "4·4 + 4 + 4·3 + 3")
    #expect(
      page.text.contains("Published by them, and ours on iris."),
      "where a page of the lesson ends, its text goes on")
    #expect(page.text.contains("Gradients at the end of training") && page.text.contains("first ÷ last"))
    // Landmarks are told apart by their names.
    #expect(
      page.all("section").compactMap { $0["aria-labelledby"] } == page.all("h2").compactMap { $0["id"] })
    #expect(page.text.contains("iris · train 104 · validation 23 · test 23"))
    let digest = try #require(
      page.text.split(separator: "digest ").dropFirst().map { $0.prefix(16) }.first)
    let again = TestLab()
    try #require(again.run(try ReportPage.script(in: html)) == 0, "\(again.output.said)")
    #expect(again.output.written.contains("digest \(digest)"))
    again.output.clear()
    again.run(
      "experiment width varies seed=1..2 n=[2, 4] { data iris; network; layer dense n; layer dense 3; train 3; measure n = 1 }"
    )
    #expect(!again.output.written.contains(digest) && again.output.written.contains("digest "))
  }

  /// What a lesson trains beside its study is no part of it.
  @Test func aStudyIsComparedWithNothingElse() throws {
    let scratch = try Scratch()
    let beside = """
      ```descent
      data iris
      network
      layer dense 3
      ```

      ```try
      Train it for three epochs.

      expect epochs == 3
      solution:
        train 3
      wrong:
        train 1
      ```

      """
    let html = try Self.page(beside, in: scratch)
    let chapter = try #require(html.components(separatedBy: "id=\"lesson-study-time\"").dropFirst().first)
    let table = try #require(chapter.components(separatedBy: "</table>").first)
    #expect(table.components(separatedBy: "<tr>").count == 4, "a row of headings, and the two arms: \(table)")
    #expect(table.components(separatedBy: ">2\u{A0}seeds<").count == 3)
  }

  @Test func theCommandThatRepeatsAFullStudySaysSo() throws {
    let test = TestLab { $0.isFullSize = true }
    let scratch = try Scratch()
    try #require(test.run("data iris; network; layer dense size(3, 4); report \"\(scratch.path)/a.md\"") == 0)
    #expect(
      try String(contentsOfFile: scratch.path + "/a.md", encoding: .utf8).contains("descent --full FILE"))
  }
}

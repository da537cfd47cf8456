import Basis
import Experiments
import Foundation
import Lab
import Language
import Lessons
import TestSupport
import Testing

/// A session as a page and as Markdown: whole, safe, and the same every time.
@Suite struct ReportTests {
  private static let day = Date(timeIntervalSince1970: 1_800_000_000)

  private static let session = """
    data digits
    network
    layer dense 12 relu init=he
    layer dense 10
    optimizer momentum lr=0.02
    schedule cosine
    train 4
    sweep activation=[relu, tanh] seed=1..3 { train 1 }
    experiment tiny varies seed=1..3 n=[2, 6] {
      data iris
      network
      layer dense n tanh
      layer dense 3
      train 3
      measure acc = accuracy(test)
      measure size = parameters
    }
    claim A "more units, more parameters" tiny.size(6) > tiny.size(2) exactly
    claim B "two units are more accurate by all" tiny.acc(2) > tiny.acc(6) by 0.9 is contradicted
    """

  private struct Made {
    let test: TestLab
    let scratch: Scratch

    func write(_ file: String, _ settings: String = "") throws -> String {
      let path = scratch.path + "/" + file
      let code = test.run("report \"\(path)\" \(settings)")
      try #require(code == 0, "\(test.output.said)")
      return try String(contentsOfFile: path, encoding: .utf8)
    }
  }

  private static func made(_ commands: String = session, isJSON: Bool = false) throws -> Made {
    let test = TestLab(isJSON: isJSON) {
      $0.date = { day }
      $0.version = "9.9"
      $0.machine = "a <machine> & more"
    }
    try #require(test.run(commands) == 0, "\(test.output.said)")
    test.output.clear()
    return Made(test: test, scratch: try Scratch())
  }

  // MARK: The page

  @Test func thePageHasEveryChapterAndItsParts() throws {
    let page = try Markup(try ReportTests.made().write("a.html"))
    #expect(page.all("html").first?["lang"] == "en")
    #expect(page.all("h1").count == 1)
    #expect(page.all("main").count == 1 && page.all("header").count == 1 && page.all("nav").count == 1)
    let chapters = page.all("h2").compactMap { $0["id"] }
    #expect(
      chapters == ["data", "network", "training", "gradients", "experiments", "claims", "time", "script"])
    for link in page.all("a") { #expect(chapters.contains(String((link["href"] ?? "").dropFirst()))) }
    // No level of headings is passed over.
    let levels = page.elements.compactMap { $0.name.first == "h" ? Int($0.name.dropFirst()) : nil }
    for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
    #expect(page.all("caption").count == page.all("table").count)
    #expect(page.all("th").allSatisfy { ["col", "row"].contains($0["scope"]) })
    #expect(page.all("svg").count >= 8)
    #expect(page.all("svg").allSatisfy { $0["role"] == "img" && $0["aria-labelledby"] != nil })
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for figure in page.all("svg") {
      let named = [figure["aria-labelledby"], figure["aria-describedby"]].compactMap { $0 }
      #expect(named.count == 2 && named.allSatisfy(ids.contains))
    }
    for word in [
      "9.9", "a <machine> & more", "reproduced", "contradicted, as stated", "2027-01-15 08:00:00 UTC",
    ] {
      #expect(page.text.contains(word), "\(word)")
    }
  }

  @Test func thePageNeedsNothingFromAnywhere() throws {
    let text = try ReportTests.made().write("a.html")
    let page = try Markup(text)
    for name in ["script", "link", "img", "iframe", "object", "embed", "base", "form"] {
      #expect(page.all(name).isEmpty, "\(name)")
    }
    for (name, attributes) in page.elements {
      #expect(attributes["src"] == nil)
      #expect(attributes.keys.allSatisfy { !$0.hasPrefix("on") }, "\(name)")
      if let target = attributes["href"] { #expect(target.hasPrefix("#"), "\(target)") }
    }
    #expect(!text.contains("url(") && !text.contains("@import"))
  }

  @Test func whatTheLearnerNamesIsTextAndNothingElse() throws {
    let scratch = try Scratch()
    let rows = (0..<40).map { "\($0),\($0 < 20 ? "<script>alert(1)</script>" : "a|b `c` *d* &amp; </td>")\n" }
    let file = try scratch.write("<b>len</b>,kind\n" + rows.joined(), to: "evil.csv")
    let made = try ReportTests.made("data csv \"\(file)\" target=kind; network; layer dense 2; train 2")
    let settings = "title=\"</title><script>x</script> \\\" & 'q'\""
    let page = try made.write("a.html", settings)
    #expect(!page.contains("<script") && !page.contains("<b>len"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(try Markup(page).text.contains("</title><script>x</script> \" & 'q'"))
    let markdown = try made.write("a.md", settings)
    #expect(markdown.contains("a\\|b \\`c\\` \\*d\\* \\&amp; \\</td\\>"))
    #expect(!markdown.replacing("\\<", with: "").contains("<script"))
    ReportPage.expectTables(in: markdown)
  }

  /// Every table as machines get it stands on the page with the same numbers.
  @Test func thePageSaysTheNumbersOfTheJSON() throws {
    let made = try ReportTests.made(isJSON: true)
    let page = try Markup(try made.write("a.html")).text.replacing("\u{A0}", with: " ")
    let line = try #require(made.test.output.written.split(separator: "\n").last)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let content = try #require((object?["result"] as? [String: Any])?["content"] as? [String: Any])
    func rows(_ path: [String]) throws -> [[String: Any]] {
      let last = try path.dropLast().reduce(content) { try #require($0[$1] as? [String: Any], "\($1)") }
      return try #require(last[path[path.count - 1]] as? [[String: Any]], "\(path)")
    }
    let gradients = try rows(["gradients", "gradients-weights", "gradients"])
    #expect(gradients.count == 2)
    for row in gradients {
      for key in ["meanAbsolute", "deviation", "norm"] {
        #expect(page.contains(Numbers.compact(try #require(row[key] as? Double))), "\(key)")
      }
    }
    for row in try rows(["training", "parts"]) {
      #expect(page.contains(Numbers.percent(try #require(row["accuracy"] as? Double))))
      #expect(page.contains(Numbers.percent(try #require(row["standardError"] as? Double))))
    }
    let measures = try rows(["experiments", "experiment-tiny", "measures"])
    #expect(measures.count == 4)
    for row in measures { #expect(page.contains(Numbers.measured(try #require(row["mean"] as? Double)))) }
    let overview = try rows(["experiments", "experiment-tiny", "overview"])
    #expect(overview.count == 2 && overview.allSatisfy { $0["mean-size"] is Double })
    let ledger = try rows(["claims", "ledger"])
    #expect(ledger.count == 2)
    for entry in ledger {
      for part in try #require(entry["parts"] as? [[String: Any]]) {
        #expect(page.contains(try #require(part["finding"] as? String)))
      }
    }
    #expect(page.contains(try #require(content["digest"] as? String)))
  }

  @Test(arguments: ["html", "md"]) func theSameSessionIsTheSameFile(ending: String) throws {
    let commands = "data digits; network; layer dense 12 relu; layer dense 10; clip norm 1"
    let files = try (0..<2).map { _ in try ReportTests.made(commands).write("a.\(ending)") }
    #expect(files[0] == files[1] && files[0].count > 3000)
  }

  @Test func aChapterStandsOnlyWhereThereIsSomething() throws {
    let page = try Markup(try ReportTests.made("data iris").write("a.html"))
    #expect(page.all("h2").compactMap { $0["id"] } == ["data", "script"])
    let plan = "experiment e { data iris; network; layer dense 3; measure n = parameters }"
    let other = try Markup(try ReportTests.made(plan).write("a.html"))
    #expect(other.all("h2").compactMap { $0["id"] } == ["experiments", "script"])
  }

  @Test func anArmStandsOnlyWhereItMeasured() throws {
    let page = try Markup(
      try ReportTests.made(
        """
        experiment e varies seed=1..3 arm=[a, b] {
          data iris
          measure all = samples(test)
          if arm == a { measure part = samples(train) / seed }
        }
        """
      ).write("a.html"))
    #expect(!page.text.contains("no number") && page.text.contains("no other variant has a number for it"))
  }

  @Test func aNetworkThatDoesNotFitTheDataIsReportedAllTheSame() throws {
    let made = try ReportTests.made(TestLab.small + "; train 1; data iris")
    let page = try Markup(try made.write("a.html"))
    #expect(page.text.contains("Not measured"))
  }

  @Test func earlyStoppingAndPredictedNumbersAreReported() throws {
    let made = try ReportTests.made(
      "data diabetes; network; layer dense 16 elu; layer dense 1; train 40 patience=3")
    let record = made.test.lab.state.training.epochs.count
    let kept = try #require(made.test.lab.state.model?.epochs)
    try #require(record > kept)
    let page = try Markup(try made.write("a.html"))
    #expect(page.text.contains("all \(record) epochs that ran"))
    #expect(page.text.contains("R²") && !page.text.contains("standard error"))
  }

  // MARK: Markdown

  @Test func theMarkdownHasTheSameChapters() throws {
    let made = try ReportTests.made()
    let markdown = try made.write("a.md")
    ReportPage.expectTables(in: markdown)
    let titles = markdown.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
      String($0.dropFirst(3))
    }
    #expect(
      titles == [
        "Data", "Network", "Training", "Gradients", "Experiments", "Claims", "Accuracy against time",
        "To repeat it",
      ])
    #expect(markdown.hasPrefix("# digits: dense 12 relu · dense 10\n"))
    let digest = try #require(made.test.lab.state.model?.digest)
    #expect(markdown.contains(digest))
  }

  @Test func anyReportCanBeShownAsMarkdownAndOnAPage() throws {
    var report = Report()
    report.add(chart: "c", ["▁▂ <", "```"], data: .null)
    report.add(code: "script", "a\n```\nb")
    report.add(facts: [.init("a", "", "1. no list", .null)])
    report.say("- no list either")
    let markdown = MarkdownRenderer.text(report)
    #expect(markdown.contains("````text\na\n```\nb\n````"))
    #expect(markdown.contains("- 1\\. no list") && markdown.contains("\\- no list either"))
    let html = HTMLRenderer.page(Document("X", [], [Document.Section("x", "X", report)]))
    _ = try Markup(html)
    #expect(html.contains("▁▂ &lt;"))
  }

  // MARK: The script

  @Test func theScriptRepeatsStateExperimentsAndClaims() throws {
    let made = try ReportTests.made("seed 7; " + ReportTests.session.replacing("\n    ", with: "\n"))
    let again = TestLab()
    try #require(again.run(try ReportPage.script(in: try made.write("a.html"))) == 0, "\(again.output.said)")
    #expect(again.lab.state.model?.digest == made.test.lab.state.model?.digest)
    #expect(again.lab.ledger.map(\.parts) == made.test.lab.ledger.map(\.parts))
  }

  /// A sweep begins with the state of its moment, also where that was taken back afterwards.
  @Test func whatWasUndoneIsGoneThroughAgainWhereASweepNeedsIt() throws {
    let sweep = "sweep lr=[0.1, 0.01] seed=3 { train 1; measure bits = digest }"
    let made = try ReportTests.made(
      "data iris; network; layer dense 4 tanh; layer dense 3; train 2; \(sweep); undo; let few = 3; "
        + "activation relu; train few")
    let script = try ReportPage.script(in: try made.write("a.html"))
    let again = TestLab()
    try #require(again.run(script) == 0, "\(script)\n\(again.output.said)")
    #expect(again.lab.state.model?.digest == made.test.lab.state.model?.digest)
    func bits(_ test: TestLab) -> String {
      test.output.clear()
      test.run("print sweep.bits(0.1), sweep.bits(0.01)")
      return test.output.written
    }
    #expect(bits(again) == bits(made.test) && !bits(again).isEmpty)
    let lines = script.split(separator: "\n").map(String.init)
    #expect(lines.contains("undo 1") && lines.filter { $0.hasPrefix("train") } == ["train 2", "train 3"])
  }

  @Test func experimentsThatWereRunAgainStandOnce() throws {
    let block = "{ data iris; network; layer dense 3; measure n = parameters }"
    let made = try ReportTests.made(
      "experiment e \(block); experiment e \(block); claim A e.n > 1 exactly; claim A e.n > 1 exactly; "
        + "experiment e \(block)")
    let lines = try ReportPage.script(in: try made.write("a.html")).split(separator: "\n")
    // The last is the lab's now; the one before is what the claim was about.
    #expect(lines.count { $0.hasPrefix("experiment e") } == 2)
    #expect(lines.count { $0.hasPrefix("claim A") } == 1)
  }

  // MARK: What can go wrong

  @Test func nothingIsReplacedByAccident() throws {
    let made = try ReportTests.made("data iris")
    _ = try made.write("a.html")
    #expect(made.test.run("report \"\(made.scratch.path)/a.html\"") == 2)
    #expect(made.test.output.said.contains("overwrite=on"))
    _ = try made.write("a.html", "overwrite=on")
  }

  @Test(arguments: [
    ("report", "needs a file name"), ("report page", ".html"), ("report a.pdf", "ends in neither"),
    ("report .html", "ends in neither"), ("report /nowhere/at/all/a.html", "cannot be written"),
    ("report a.html colour=on", "no setting"),
  ])
  func mistakesAreExplained(command: String, part: String) throws {
    let test = TestLab("data iris")
    #expect(test.run(command) != 0)
    #expect(test.output.said.replacing("\n", with: " ").contains(part), "\(test.output.said)")
  }

  @Test func withoutAnythingThereIsNothingToReport() throws {
    let scratch = try Scratch()
    let test = TestLab()
    #expect(test.run("report \"\(scratch.path)/a.html\"") == 2)
    #expect(test.output.said.contains("nothing to report"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/a.html"))
  }

  @Test func anExperimentWritesNoPage() {
    let test = TestLab("data iris")
    #expect(test.run("experiment e { data iris; report a.html }") == 2)
    #expect(test.output.said.contains("cannot stand inside an experiment"))
  }
}

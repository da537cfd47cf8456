import Basis
import Lab
import TestSupport
import Testing

/// What is looked at after a training is decided by counting its work, and what is left out is said.
@Suite struct LookTests {
  /// Forwards and backwards on 256 samples, 1.1 · 10⁹ operations: 2 · (64·1500 + 1500·400 + 400·10) forwards on each.
  private static let large = "layer dense 1500 relu; layer dense 400 relu"

  private static func page(_ commands: String) throws -> String {
    let scratch = try Scratch()
    let test = TestLab()
    try #require(test.run(commands) == 0, "\(test.output.said)")
    try #require(test.run("report \"\(scratch.path)/a.html\"") == 0, "\(test.output.said)")
    return try String(contentsOfFile: scratch.path + "/a.html", encoding: .utf8)
  }

  @Test func thePageSaysWhichArmsAreNotLookedAtAndWhy() throws {
    let html = try LookTests.page(
      """
      experiment e varies arm=[small, large] {
        data digits
        network
        if arm == large { \(LookTests.large) }
        layer dense 10
        train 1
        measure n = parameters
      }
      """)
    let page = try Markup(html).text
    #expect(page.contains("Gradients at the end of training"))
    #expect(page.contains("Gradients are left out for large: a look at 256 samples is more than 5\u{A0}%"))
    #expect(page.contains("on 1,257 samples; measure g = gradient.mean(1)"))
  }

  /// In pieces each training is short; together they are not.
  @Test func anArmThatTrainsInPiecesIsLookedAtOnceAtItsEnd() throws {
    let page = try LookTests.page(
      """
      experiment e varies arm=[whole, pieces] {
        data digits
        network
        \(LookTests.large)
        layer dense 10
        if arm == whole { train 5 } else { repeat 5 { train 1 } }
        measure bits = digest
        data iris
      }
      """)
    #expect(!page.contains("left out"))
    let table = try #require(page.components(separatedBy: "Gradients at the end of training</span>").last)
    let rows = try ["whole", "pieces"].map { arm in
      let row = try #require(table.components(separatedBy: ">\(arm)</span></th>").dropFirst().first)
      return try #require(row.components(separatedBy: "</tr>").first)
    }
    #expect(rows[0] == rows[1] && rows[0].count > 50, "\(rows)")
  }

  @Test func manyHistogramsAreLeftOutWithAWord() throws {
    let html = try LookTests.page("data iris; network; layer dense 4 relu count=33; layer dense 3; train 1")
    #expect(
      try Markup(html).text.contains("Histograms are left out: 34 are too many to read; gradients 1 draws"))
  }

  @Test func aRunSaysWhyItHasNoGradients() {
    let test = TestLab("data digits; network; \(LookTests.large); layer dense 10; train 1")
    test.run("runs show")
    #expect(test.output.written.replacing("\n", with: " ").contains("Gradients are left out"))
    let short = TestLab("\(TestLab.small); train 1")
    short.run("runs show")
    #expect(!short.output.written.contains("left out"))
  }
}

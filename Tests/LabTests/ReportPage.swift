import Foundation
import Testing

/// What every report must hold, whatever it is about.
enum ReportPage {
  /// Every row of a Markdown table has as many cells as its first.
  static func expectTables(in markdown: String) {
    var isCode = false
    var width: Int?
    var tables = 0
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      if width == nil { tables += 1 }
      #expect(width == nil || width == bars, "\(line)")
      width = bars
    }
    #expect(!isCode && tables > 0)
  }

  /// What the page shows to be run again, as it was typed.
  static func script(in page: String) throws -> String {
    let start = try #require(page.range(of: "\"Script\"><code>"))
    let end = try #require(page.range(of: "</code>", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound]).replacing("&lt;", with: "<").replacing(
      "&gt;", with: ">"
    ).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}

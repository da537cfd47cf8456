import Basis

/// How the parser says what it did not find.
extension Parser {
  /// What comes next, for an error: up to the next blank, at most a few characters.
  var upcoming: Span {
    let start = scanner.offset
    var end = start
    while let (scalar, width) = scanner.scalar(at: end), end - start < 40 {
      let stops = " \t\r\n;,(){}[]\"'#".unicodeScalars.contains(scalar)
      if stops && end > start { break }
      if scalar == "\n" || scalar == "\r" { break }
      end += width
      if stops { break }
    }
    return Span(start, end)
  }

  func quoted(_ text: String) -> String { "\"\(Visible.text(text))\"" }

  func neverClosed() -> Failure {
    let opener = openers.last ?? upcoming
    return Failure(
      "this \(source[opener]) is never closed", advice: "for example: \(example)", at: opener,
      isUnfinished: true)
  }

  /// The failure of finding something else than `what`.
  func expected(_ what: String, advice: String? = nil) -> Failure {
    if scanner.isAtEnd && !openers.isEmpty { return neverClosed() }
    let place = upcoming
    let text = source[place]
    let advice = advice ?? "for example: \(example)"
    if text.isEmpty {
      return Failure("expected \(what)", advice: advice, at: Span(scanner.lastEnd, scanner.lastEnd))
    }
    if "“”‘’„«»".contains(text.prefix(1)) {
      return Failure(
        "expected \(what), got a typographic quote", advice: "text stands in straight quotes: \"two words\"",
        at: place)
    }
    return Failure("expected \(what), got \(quoted(text))", advice: advice, at: place)
  }
}

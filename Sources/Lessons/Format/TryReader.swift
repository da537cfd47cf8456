import Basis

extension TryBlock {
  private static let keywords = ["hint", "solution", "wrong"]

  /// Reads the content of the block that begins at `place`.
  init(_ lines: [SourceLine], at place: LessonPlace) throws {
    let start = lines.firstIndex { TryBlock.keyword(of: $0) != nil } ?? lines.endIndex
    var expects: [LessonCode] = []
    var hints: [String] = []
    var solutions: [LessonCode] = []
    var wrongs: [LessonCode] = []
    var rest = lines[start...]
    while let line = rest.popFirst() {
      if line.isBlank { continue }
      guard let (keyword, value) = TryBlock.keyword(of: line) else { throw TryBlock.unknown(line) }
      let isBelow = { (line: SourceLine) in line.isIndented || line.isBlank }
      let below = Array(rest.prefix(while: isBelow))
      rest = rest.dropFirst(below.count)
      switch keyword {
      case "expect":
        guard !value.text.isEmpty else {
          throw line.place.fault(
            "\"expect\" needs a condition.", advice: "For example: expect accuracy(test) > 0.9")
        }
        if let extra = below.first(where: { !$0.isBlank }) { throw TryBlock.unknown(extra) }
        expects.append(value.code)
      case "hint":
        let text = ([value] + below.map(\.trimmed)).filter { !$0.text.isEmpty }.map { String($0.text) }
        guard !text.isEmpty else { throw line.place.fault("the hint is empty.") }
        hints.append(text.joined(separator: "\n"))
      default:
        let code = value.text.isEmpty ? below.code : (below.contains { !$0.isBlank } ? nil : value.code)
        guard let code else {
          throw line.place.fault(
            "\"\(keyword):\" needs commands, on its own line or indented below it, not both.",
            advice: "For example:\n\(keyword):\n  activation relu")
        }
        if keyword == "solution" { solutions.append(code) } else { wrongs.append(code) }
      }
    }
    for line in lines[..<start] { try TryBlock.refuseMisspeltExpectation(line) }
    let task = Markdown.blocks(lines[..<start].map { String($0.text) }.joined(separator: "\n"))
    guard !task.isEmpty else {
      throw place.fault("the try block does not say what to do.", advice: "Begin it with the task, in words.")
    }
    guard !expects.isEmpty else {
      throw place.fault(
        "the try block checks nothing.", advice: "Add a line such as: expect accuracy(test) > 0.9")
    }
    guard solutions.count == 1, let solution = solutions.first else {
      throw place.fault(
        "the try block must have exactly one solution, got \(solutions.count).",
        advice: "Write \"solution:\" and indent the commands below it.")
    }
    self.init(
      task: task, expects: expects, hints: hints.map { Markdown.blocks($0) }, solution: solution,
      wrongs: wrongs)
  }

  private static func keyword(of line: SourceLine) -> (String, SourceLine)? {
    if line.text == "expect" || line.text.hasPrefix("expect ") {
      return ("expect", line.dropping("expect".count).trimmed)
    }
    for keyword in keywords {
      if let value = line.after(keyword + ":") { return (keyword, value) }
    }
    return nil
  }

  /// `expects x > 3` would be read aloud as a part of the task, and checked by nobody.
  private static func refuseMisspeltExpectation(_ line: SourceLine) throws {
    let word = String(line.text.prefix { !$0.isWhitespace })
    guard word.lowercased() == "expect" || Suggestion.nearest(to: word, among: ["expect"]) != nil,
      [" > ", " < ", ">=", "<=", "==", "!="].contains(where: { line.text.contains($0) })
    else { return }
    throw line.place.fault(
      "the task ends at the first line that begins with \"expect\", and this one begins with "
        + "\"\(SafeText.line(word))\".", advice: "Did you mean \"expect\"?")
  }

  private static func unknown(_ line: SourceLine) -> LessonFault {
    let line = line.trimmed
    let word = SafeText.line(String(line.text.prefix { !$0.isWhitespace && $0 != ":" }))
    return line.place.fault(
      "after the task, a try block has only \"expect\", \"hint:\", \"solution:\" and \"wrong:\", got \"\(word)\"."
        + Suggestion.sentence(for: word, among: ["expect"] + keywords),
      advice: "Commands below \"solution:\" and \"wrong:\" must be indented.")
  }
}

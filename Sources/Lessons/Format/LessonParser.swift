import Basis

extension Lesson {
  /// Reads and parses a lesson file. Throws a `Problem` that names file, line and column.
  package init(file path: String) throws {
    do { try self.init(LessonFile(path: path)) } catch let fault as LessonFault { throw fault.problem }
  }

  /// Parses a text as if it stood in the file.
  package init(text: String, file path: String) throws {
    do {
      try self.init(LessonFile(path: path, bytes: Array(text.utf8)))
    } catch let fault as LessonFault { throw fault.problem }
  }

  init(_ file: LessonFile) throws {
    let parser = try LessonParser(file)
    self.init(
      number: file.number, name: file.name, file: file.path, frontMatter: parser.frontMatter,
      parts: parser.parts, wordCount: parser.wordCount)
  }
}

/// Takes a lesson's text apart into front matter, prose and blocks.
///
/// A rule (`---`) in the prose ends a page: the learner presses Enter to read on.
struct LessonParser {
  let file: LessonFile
  private(set) var frontMatter: FrontMatter
  private(set) var parts: [LessonPart] = []
  private(set) var wordCount = 0

  private let lines: [SourceLine]
  private var prose: [Markdown.Block] = []
  private var proseLines: ClosedRange<Int>?
  private var identities: [String: Int] = [:]

  init(_ file: LessonFile) throws {
    self.file = file
    let top = LessonPlace(file: file.path, line: 1)
    lines = SourceLine.lines(of: file.text, at: top)
    guard lines.first?.trimmed.text == "---" else {
      throw top.fault(
        "a lesson begins with front matter between \"---\" lines.", advice: FrontMatterReader.example)
    }
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmed.text == "---" }) else {
      throw top.fault("the front matter is not closed by a second \"---\" line.")
    }
    frontMatter = try FrontMatterReader.read(Array(lines[1..<end]), at: top)
    try readBody(from: end + 1)
  }

  // MARK: Body

  private mutating func readBody(from start: Int) throws {
    let body = lines[start...].map { String($0.text) }.joined(separator: "\n")
    if let excess = MarkdownLimits.excess(in: body) {
      throw place(excess.line + start).fault(
        "\(excess.rule).", advice: "Make it shorter, or two lessons of it.")
    }
    let document = MarkdownParser(body)
    for code in document.nestedCode where LessonRole(rawValue: code.language) != nil {
      throw place(code.line + start).fault(
        "a \(code.language) block cannot stand inside a list or a quotation, where it would not run.",
        advice: "Move it to the left margin.")
    }
    for item in document.items {
      let range = item.firstLine + start...max(item.firstLine, item.lastLine) + start
      if case .code(let language, _) = item.block, let role = LessonRole(rawValue: language) {
        endProse()
        try append(role, code: item.rawCode ?? "", column: item.column, lines: range)
      } else if item.block == .rule {
        endProse()
      } else if parts.isEmpty, prose.isEmpty, item.block == .heading(level: 1, [.text(frontMatter.title)]) {
        // On a Git host the page needs its title; the reader of the terminal has just seen it.
        continue
      } else {
        prose.append(item.block)
        proseLines = (proseLines?.lowerBound ?? range.lowerBound)...range.upperBound
        count(item.block)
      }
    }
    endProse()
    try checkPredictions()
    guard !parts.isEmpty else { throw place(start + 1).fault("the lesson is empty.") }
  }

  private mutating func append(
    _ role: LessonRole, code: String, column: Int, lines range: ClosedRange<Int>
  ) throws {
    let fence = place(range.lowerBound, column: column)
    let closing = lines[min(range.upperBound, lines.count) - 1].trimmed.text
    guard range.count > 1, closing.hasPrefix("```") || closing.hasPrefix("~~~") else {
      throw fence.fault(
        "the \(role.rawValue) block is never closed.", advice: "End it with a line of ``` of its own.")
    }
    let content = SourceLine.lines(of: code, at: place(range.lowerBound + 1, column: column))
    try refuseHiddenCharacters(in: content)
    let part: LessonPart.Content
    switch role {
    case .descent, .claim:
      guard let code = content.code else {
        throw fence.fault("the \(role.rawValue) block has no commands.")
      }
      part = .run(RunBlock(code: code))
    case .try:
      let block = try TryBlock(content, at: fence)
      block.task.forEach { count($0) }
      part = .task(block)
    case .predict:
      let block = try PredictBlock(content, at: fence)
      block.question.forEach { count($0) }
      part = .predict(block)
    }
    add(part, role.rawValue, text: code, at: fence)
  }

  private mutating func endProse() {
    guard let range = proseLines else { return }
    let text = lines[range.lowerBound - 1..<min(range.upperBound, lines.count)].map { String($0.text) }
    add(.prose(prose), "prose", text: text.joined(separator: "\n"), at: place(range.lowerBound))
    prose = []
    proseLines = nil
  }

  private mutating func add(
    _ content: LessonPart.Content, _ role: String, text: String, at place: LessonPlace
  ) {
    var identity = "\(role)-\(String(Digest.of(text), radix: 16))"
    let copies = identities[identity, default: 0] + 1
    identities[identity] = copies
    if copies > 1 { identity += "-\(copies)" }
    parts.append(LessonPart(identity: identity, place: place, content: content))
  }

  // MARK: Rules

  /// Prose may hold anything and is filtered when shown; what runs must be what a reader of the file sees.
  private func refuseHiddenCharacters(in lines: [SourceLine]) throws {
    for line in lines {
      for (offset, scalar) in line.text.unicodeScalars.enumerated()
      where SafeText.isHarmful(scalar) && scalar != "\t" {
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw LessonPlace(file: file.path, line: line.place.line, column: line.place.column + offset).fault(
          "the block holds the invisible character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code).",
          advice: "Delete it: what runs must be what a reader sees.")
      }
    }
  }

  /// A prediction is answered by the run that follows it.
  private func checkPredictions() throws {
    for (index, part) in parts.enumerated() {
      guard case .predict = part.content else { continue }
      let next = parts[(index + 1)...].first { part in
        switch part.content {
        case .run, .task: true
        case .prose, .predict: false
        }
      }
      if case .run = next?.content { continue }
      throw part.place.fault(
        "nothing runs after this predict block, so its answer would never be known.",
        advice: "Put a descent or claim block behind it, before the next try.")
    }
  }

  private mutating func count(_ block: Markdown.Block) {
    wordCount += block.words
  }

  private func place(_ line: Int, column: Int = 1) -> LessonPlace {
    LessonPlace(file: file.path, line: max(1, min(line, lines.count)), column: max(1, column))
  }
}

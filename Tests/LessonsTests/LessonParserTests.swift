import Basis
import Lessons
import Testing

@Suite struct LessonParserTests {
  // Line numbers are those of `Samples.header` (eight lines) followed by `Samples.full`.
  @Test func everyBlockKnowsItsLineInTheFile() throws {
    let lesson = try Samples.lesson(Samples.full)
    #expect(lesson.number == 1 && lesson.name == "counting" && lesson.title == "Counting")
    #expect(lesson.parts.map(\.place.line) == [11, 13, 18, 20, 26, 32, 34, 38, 54])
    #expect(lesson.runs.map(\.code.text) == ["add 1\nadd 1", "add 2"])
    #expect(lesson.runs.map(\.code.place.line) == [14, 35])
    #expect(lesson.runs[0].code.place.file == "Lessons/01-counting.md")
  }

  @Test func aTryBlockIsTakenApartWithThePlacesOfItsCode() throws {
    let task = try #require(try Samples.lesson(Samples.full).tasks.first)
    #expect(
      task.task == [.paragraph([.text("Bring x "), .strong([.text("above ten")]), .text(".")])])
    #expect(task.expects.map(\.text) == ["x > 10", "x < 100"])
    #expect(task.expects.map(\.place.line) == [41, 42])
    #expect(task.expects.map(\.place.column) == [8, 8])
    #expect(task.hints.count == 2)
    #expect(task.hints[1] == [.paragraph([.text("Nine would do, or more.")])])
    #expect(task.solution.text == "add 4\nadd 5")
    #expect(task.solution.place == LessonPlace(file: "Lessons/01-counting.md", line: 47, column: 3))
    #expect(task.wrongs.map(\.text) == ["add 1", "set 1000"])
    #expect(task.wrongs.map(\.place.line) == [50, 51])
    #expect(task.wrongs.map(\.place.column) == [3, 8])
  }

  @Test func aPredictBlockHoldsConditionsOrANumber() throws {
    let questions = try Samples.lesson(Samples.full).questions
    guard case .options(let options) = questions[0].form,
      case .number(let code, let within) = questions[1].form
    else {
      Issue.record("two forms expected")
      return
    }
    #expect(options.map(\.label) == ["at three", "above three"])
    #expect(options.map(\.condition.text) == ["x = 3", "x > 3"])
    #expect(options[0].condition.place == LessonPlace(file: "Lessons/01-counting.md", line: 22, column: 13))
    #expect(code.text == "x" && code.place.line == 28 && code.place.column == 9)
    #expect(within == .factor(2))
  }

  @Test func frontMatterListsStandInBracketsOrBelow() throws {
    let text = """
      ---
      # a remark
      title: "On: colons"
      source:
      - Glorot & Bengio (2010), AISTATS
      - "He et al. (2015), ICCV"
      needs: [digits, wine]
      teaches: one-claim
      ---
      Read.
      """
    let matter = try Lesson(text: text, file: "x/3-on-colons.md").frontMatter
    #expect(matter.title == "On: colons")
    #expect(matter.source == ["Glorot & Bengio (2010), AISTATS", "He et al. (2015), ICCV"])
    #expect(matter.needs == ["digits", "wine"])
    #expect(matter.teaches == ["one-claim"])
    #expect(matter.minutes == nil)
  }

  @Test func windowsLineEndsAndAByteOrderMarkChangeNothing() throws {
    let unix = try Samples.lesson(Samples.full)
    let windows = try Lesson(
      text: "\u{FEFF}" + (Samples.header + Samples.full).replacing("\n", with: "\r\n"), file: unix.file)
    #expect(windows == unix)
  }

  @Test func anIndentedFenceShiftsColumns() throws {
    let lesson = try Samples.lesson("  ```descent\n  add 1\n  ```\n")
    #expect(
      lesson.runs.first?.code == LessonCode("add 1", at: LessonPlace(file: lesson.file, line: 10, column: 3)))
  }

  @Test func theTitleIsNotReadTwice() throws {
    let lesson = try Samples.lesson("# Counting\n\nOne.\n\n# Counting\n")
    #expect(
      lesson.parts.map(\.content) == [
        .prose([.paragraph([.text("One.")]), .heading(level: 1, [.text("Counting")])])
      ])
  }

  @Test func otherLanguagesAreShownAndARuleEndsAPage() throws {
    let lesson = try Samples.lesson("One.\n\n```python\nx = 1\n```\n\n---\n\nTwo.\n")
    #expect(
      lesson.parts.map(\.content) == [
        .prose([.paragraph([.text("One.")]), .code(language: "python", text: "x = 1")]),
        .prose([.paragraph([.text("Two.")])]),
      ])
  }

  @Test func anIdentityOutlivesEditsElsewhere() throws {
    let before = try Samples.lesson(Samples.full)
    let beginning = "# Counting\n\nA new beginning.\n\n```descent\nset 0\n```\n"
    let after = try Samples.lesson(Samples.full.replacing("# Counting\n", with: beginning))
    let known = Set(after.parts.map(\.identity))
    #expect(before.parts.allSatisfy { known.contains($0.identity) })
    #expect(Set(before.parts.map(\.identity)).count == before.parts.count)
  }

  @Test func equalBlocksHaveDifferentIdentities() throws {
    let lesson = try Samples.lesson("```descent\nadd 1\n```\n\n```descent\nadd 1\n```\n")
    #expect(Set(lesson.parts.map(\.identity)).count == 2)
  }

  /// Bodies that are wrong, where the fault is (lines of the body), and a word the message must hold.
  @Test(arguments: [
    ("```descent\nadd 1\n", 1, 1, "never closed"),
    ("```descent\n\n```", 1, 1, "no commands"),
    ("- item\n  ```descent\n  add 1\n  ```", 2, 1, "list"),
    ("```descent\nadd\u{1B}[2J 1\n```", 2, 4, "U+001B"),
    ("```descent\nadd 1 # \u{202E}x\n```", 2, 9, "U+202E"),
    ("```try\nDo it.\nsolution:\n  add 1\n```", 1, 1, "checks nothing"),
    ("```try\nDo it.\nexpect x > 1\n```", 1, 1, "solution"),
    ("```try\nexpect x > 1\nsolution:\n  add 1\n```", 1, 1, "what to do"),
    ("```try\nDo it.\nexpect x > 1\nslution:\n  add 1\n```", 4, 1, "\"solution\""),
    ("```try\nDo it.\nexpect\nsolution: add 1\n```", 3, 1, "condition"),
    ("```try\nDo it.\nexpect x > 1\nsolution:\nadd 1\n```", 4, 1, "commands"),
    ("```predict\nWhat?\n- a: x > 1\n```", 3, 1, "two options"),
    ("```predict\nWhat?\n- a: x > 1\n- b\n```", 4, 1, "label: condition"),
    ("```predict\nWhat?\n- a: x > 1\n- a: x < 1\n```", 4, 1, "two options"),
    ("```predict\nWhat?\nnumber: x\n```", 1, 1, "within"),
    ("```predict\nWhat?\nnumber: x\nwithin: factor 1\n```", 4, 9, "factor above 1"),
    ("```predict\nWhat?\nnumber: x\nwithin: nan%\n```", 4, 9, "percentage above 0"),
    ("```predict\nWhat?\nnumber: x\nwithin: 5%\n```\n\nThe end.", 1, 1, "nothing runs"),
    ("", 1, 1, "empty"),
  ])
  func aFaultIsNamedWithItsPlace(body: String, line: Int, column: Int, word: String) throws {
    let problem = #expect(throws: Problem.self) { try Samples.lesson(body) }
    let message = try #require(problem?.message)
    // The header takes eight lines.
    let firstLine = Samples.header.count { $0 == "\n" }
    #expect(message.hasPrefix("Lessons/01-counting.md:\(firstLine + line):\(column): "), "\(message)")
    #expect(message.contains(word), "\(message)")
    #expect(problem?.kind == .malformed)
  }

  @Test(arguments: [
    ("title: A\ntitel: B", 3, 1, "Did you mean \"title\"?"),
    ("minutes: 5", 1, 1, "no title"),
    ("title: A\nminutes: soon", 3, 10, "above 0"),
    ("title: A\nminutes: -1", 3, 10, "above 0"),
    ("title: A\nminutes: inf", 3, 10, "above 0"),
    ("title: A\ntitle: B", 3, 1, "twice"),
    ("title: A\nneeds: [a, b", 3, 8, "not closed"),
    ("title: A\nneeds: digits, wine", 3, 8, "names"),
    ("title: A\nnonsense", 3, 1, "key: value"),
    ("- a", 2, 1, "below a key"),
  ])
  func aFaultInFrontMatterIsNamedWithItsPlace(matter: String, line: Int, column: Int, word: String) throws {
    let problem = #expect(throws: Problem.self) {
      try Lesson(text: "---\n\(matter)\n---\nRead.\n", file: "01-a.md")
    }
    let message = try #require(problem?.message)
    #expect(message.hasPrefix("01-a.md:\(line):\(column): "), "\(message)")
    #expect(message.contains(word), "\(message)")
  }

  @Test(arguments: [
    "vanishing.md", "01-Upper.md", "x-y.md", "01-.md", "01-a.txt", "-1-a.md", "٣-a.md", "99999-a.md",
  ])
  func aFileThatIsNotNamedLikeALessonIsNone(name: String) {
    #expect(throws: Problem.self) { try Lesson(text: Samples.header + "Read.", file: name) }
  }

  @Test func codeKnowsThePlaceOfAStretchWithinIt() {
    let code = LessonCode("add 1\nadd é x", at: LessonPlace(file: "a.md", line: 10, column: 3))
    #expect(code.place(of: nil) == LessonPlace(file: "a.md", line: 10, column: 3))
    #expect(code.place(of: Span(4, 5)) == LessonPlace(file: "a.md", line: 10, column: 7))
    // "é" is two bytes and one column.
    #expect(code.place(of: Span(13, 14)) == LessonPlace(file: "a.md", line: 11, column: 9))
    #expect(code.place(of: Span(9999, 9999)).line == 11)
  }
}

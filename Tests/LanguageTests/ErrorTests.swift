import Basis
import Language
import Testing

struct ErrorTests {
  /// Whole texts, as a learner sees them; the carets must stand below the culprit.
  @Test(arguments: [
    """
    let x 3
          ^
    expected =, got "3"      for example: let best = accuracy(test)
    """,
    """
    x = 3
    ^
    x = … is not a command      to give a value a name: let x = 0.1
    """,
    """
    3 + 4
    ^
    a line starts with a command, not with a value      to see a value: print 3 + 4
    """,
    """
    accuracy(test)
    ^^^^^^^^
    accuracy(…) is a value, not a command      to see it: print accuracy(…)
    """,
    """
    expect seconds = 3
                   ^
    a comparison is written ==      for example: expect x == 3
    """,
    """
    expect seconds => 3
                   ^^
    this comparison is written >=      for example: expect x >= 3
    """,
    """
    claim V3 a.x > b.x by 0.1 and b.x > 0
                              ^^^
    "by" belongs to one comparison, so nothing can follow it with "and"
    write a line for each comparison, with the same name: claim V3 …
    """,
    """
    let x == 3
          ^^
    expected =, got "=="      for example: let best = accuracy(test)
    """,
    """
    save nets > out.txt
              ^
    expected a value, got ">"
    arithmetic stands in (parentheses), special characters in "quotes"
    """,
    """
    expect 0 < seconds < 9
           ^^^^^^^^^^^
    only two values can be compared at a time
    join two comparisons: 0 < x and x < 1
    """,
    """
    train 10, 20
            ^
    expected a value, got ","
    put spaces between arguments, brackets around lists, no commas into numbers
    """,
    """
    train 3 * 2
            ^
    arithmetic in a command stands in parentheses      for example: train (2 * 3)
    """,
    """
    train 1_000
          ^^^^^
    numbers are written without _      write 1000
    """,
    """
    optimizer adam lr=
                   ^^^
    lr= needs a value      for example: lr=0.1
    """,
    """
    optimizer adam lr=1 lr=2
                        ^^^^
    lr is given twice      keep one of the two
    """,
    """
    for a in [relu, elu { train 1 }
                        ^
    expected a comma or ], got "{"
    for example: for a in [sigmoid, relu] { activation a }
    """,
    """
    repeat 3 { train 1
             ^
    this { is never closed      for example: repeat 5 { train 1 }
    """,
    """
    train 1 }
            ^
    this } closes nothing      every } needs a { before it: repeat 3 { train 1 }
    """,
    """
    print "loss
          ^
    this quote is never closed
    text stands between two quotes of one kind: "two words"
    """,
    """
    print relu + 1
          ^^^^
    relu is a word; + needs numbers
    """,
    """
    expect secnds < 3
           ^^^^^^
    secnds is a word; < needs numbers. Did you mean "seconds"?
    """,
    """
    print acuracy(test)
          ^^^^^^^
    there is no measurement or function "acuracy". Did you mean "accuracy"?
    measurements: accuracy, loss, seconds, gradient.mean
    """,
    """
    print 1 / (2 - 2)
          ^^^^^^^^^^^
    1 / 0 has no value: the divisor is zero
    """,
    """
    freeze 5..1
           ^^^^
    a range goes up, got 5..1      for example: 1..5
    """,
    """
    for a in relu { train 1 }
             ^^^^
    for needs a list or a range, got relu
    for example: for a in [sigmoid, relu] { activation a }
    """,
    """
    print log(0)
          ^^^^^^
    log(x) needs a number above 0, got 0
    """,
    """
    print 1 2
            ^
    expected a comma, an operator or the end of the line, got "2"
    for example: print "loss", loss(train)
    """,
    """
    if seconds = 3 { train 1 }
               ^
    a comparison is written ==      for example: expect x == 3
    """,
    """
    else { train 1 }
    ^^^^
    else belongs behind the } of an if, on the same line
    if batch > 100 { train 2 } else { train 1 }
    """,
    """
    let last = 3
        ^^^^
    last has a meaning of its own      choose another name: my-last
    """,
  ])
  func mistakesAreExplained(text: String) throws {
    let input = String(text.prefix { $0 != "\n" })
    #expect(diagnostic(of: input)?.text() == text)
  }

  @Test func filesGiveLineAndColumn() throws {
    let problem = try #require(diagnostic(of: "ok\n\n  print “x”", origin: "a.descent"))
    #expect(
      problem.text() == """
        a.descent:3:9:
          print “x”
                ^^^
        expected a value, got a typographic quote
        text stands in straight quotes: "two words"
        """)
    let lesson = SourceText("ok\nlet", origin: "Lessons/02.md", firstLine: 40)
    let wrong = #expect(throws: Diagnostic.self) { try Program(parsing: lesson) }
    #expect(wrong?.location == "Lessons/02.md:41:4")
  }
}

struct ExcerptTests {
  private func lines(_ text: String, _ span: Span, width: Int = 40) -> [String] {
    Diagnostic(Problem("wrong", at: span), in: SourceText(text)).text(width: width)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func caretsStandBelowWideCharactersAndTabs() {
    #expect(lines("漢字 é\tx", Span(10, 11)) == ["漢字 é x", "       ^", "wrong"])
    #expect(lines("a 🎈 b", Span(2, 6)) == ["a 🎈 b", "  ^^", "wrong"])
    #expect(lines("e\u{301}x", Span(3, 4)) == ["e\u{301}x", " ^", "wrong"])
  }

  @Test func controlCharactersAreShownAndNotSent() {
    let shown = lines("a \u{1B}[31m\u{7}\u{202E}b", Span(2, 3)).joined()
    #expect(shown == "a ␛[31m␇�b" + "  ^" + "wrong")
    #expect(Visible.text("x\u{1B}\u{9B}\u{7F}\ty") == "x␛�␡ y")
  }

  @Test(arguments: [0, 17, 500_000, 999_990, 999_999])
  func aLongLineIsCutAroundTheCaret(place: Int) throws {
    let text = String(repeating: "0123456789", count: 100_000)
    let lines = lines(text, Span(place, place + 1), width: 60)
    #expect(lines.count == 3)
    #expect(DisplayWidth.of(lines[0]) <= 60)
    let marked = Array(lines[0])[lines[1].count - 1]
    #expect(String(marked) == String(place % 10))
  }

  @Test func anyOffsetOfAnyTextCanBeShown() {
    let text = "äöü\r\n漢\u{301}字\n\n🎈🏳️‍🌈 x\u{1B}\r" + String(repeating: "é漢", count: 400)
    let source = SourceText(text)
    for start in 0...text.utf8.count {
      for length in [0, 1, 7, 5000] {
        let shown = Diagnostic(Problem("m", at: Span(start, start + length)), in: source).text(width: 30)
        for line in shown.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 30) }
      }
      _ = source.position(at: start)
    }
  }

  @Test func endlessWordsInMessagesAreCut() {
    let word = String(repeating: "a", count: 1_000_000)
    let problem = Problem("there is no command \"\(word)\"", advice: "help lists them")
    #expect(Diagnostic.explanation(problem, width: 80).allSatisfy { DisplayWidth.of($0) <= 80 })
  }
}

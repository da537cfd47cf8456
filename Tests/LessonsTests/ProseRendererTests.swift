import Basis
import Lessons
import Testing

@Suite struct ProseRendererTests {
  private func render(_ text: String, _ width: Int = 80, _ palette: ProsePalette = .plain) -> String {
    ProseRenderer(width: width, palette: palette).text(Markdown.blocks(text))
  }

  private static let colours = ProsePalette(
    opening: [.heading: "<h>", .strong: "<b>", .emphasis: "<i>", .code: "<c>", .ornament: "<o>"],
    closing: "</>")

  // The expected screens are written by hand: they are what the page should look like, not what it did.

  private static let page = """
    # Vanishing gradients

    A **deep** network of *sigmoid* units gets almost no gradient in its first layers, because every layer
    multiplies by a slope of at most `1/4`. See [Glorot & Bengio](https://example.org/glorot).

    > Look at layer 1 before you
    > change anything.

    1. Load data:
       - digits
       - wine
    2. Type `gradients`.

    ```
    layer dense 50 sigmoid count=10
    ```

    | layer | mean |
    |:------|-----:|
    | first | 3.1e-10 |
    | last  | 6.0e-3 |
    """

  @Test func aPageAtEightyColumns() {
    #expect(
      render(Self.page) == """
        Vanishing gradients
        ═══════════════════

        A **deep** network of *sigmoid* units gets almost no gradient in its first
        layers, because every layer multiplies by a slope of at most `1/4`. See Glorot &
        Bengio (https://example.org/glorot).

        │ Look at layer 1 before you change anything.

        1. Load data:
           • digits
           • wine
        2. Type `gradients`.

            layer dense 50 sigmoid count=10

        layer     mean
        ─────  ───────
        first  3.1e-10
        last    6.0e-3

        """)
  }

  @Test func thePageAtFortyColumns() {
    #expect(
      render(Self.page, 40) == """
        Vanishing gradients
        ═══════════════════

        A **deep** network of *sigmoid* units
        gets almost no gradient in its first
        layers, because every layer multiplies
        by a slope of at most `1/4`. See Glorot
        & Bengio (https://example.org/glorot).

        │ Look at layer 1 before you change
        │ anything.

        1. Load data:
           • digits
           • wine
        2. Type `gradients`.

            layer dense 50 sigmoid count=10

        layer     mean
        ─────  ───────
        first  3.1e-10
        last    6.0e-3

        """)
  }

  @Test func aPaletteReplacesTheAsterisksButNotTheBackticks() {
    #expect(
      render("A **bold** *word* and `code`.", 80, Self.colours)
        == "A <b>bold</> <i>word</> and <c>`code`</>.\n")
    #expect(render("A **bold** *word* and `code`.") == "A **bold** *word* and `code`.\n")
  }

  @Test func aPaletteChangesNothingButTheEscapes() {
    let escapes = ["<h>", "<b>", "<i>", "<c>", "<o>", "</>"]
    let text = Self.page.replacing("*", with: "")
    for width in [30, 40, 80] {
      let painted = escapes.reduce(render(text, width, Self.colours)) { $0.replacing($1, with: "") }
      #expect(painted == render(text, width))
    }
  }

  @Test func shortCodeIsNotTornApart() {
    #expect(render("0123456789 0123 `activation relu`", 30) == "0123456789 0123\n`activation relu`\n")
  }

  @Test func longCodeLinesAreCutWithoutLosingACharacter() {
    let code = "let r = gradient.mean(1) / gradient.mean(last)"
    let lines = render("```\n\(code)\n```", 30).split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.count <= 30 && $0.hasPrefix("    ") })
    #expect(lines.map { $0.dropFirst(4) }.joined() == code)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(DisplayWidth.of("深度学习") == 8)
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("🙂") == 2)
    #expect(DisplayWidth.of("│ ─ • ▏█ é") == 10)
    #expect(render("深度学习深度学习深度学习深度学习", 20) == "深度学习深度学习深度\n学习深度学习\n")
  }

  @Test func aWideTableWrapsItsWidestCells() {
    let table = """
      | name | what it does to the gradient |
      |------|------|
      | relu | passes it or stops it, and a unit that always stops it is dead |
      """
    #expect(
      render(table, 30) == """
        name  what it does to the
              gradient
        ────  ────────────────────────
        relu  passes it or stops it,
              and a unit that always
              stops it is dead

        """)
  }

  @Test func aWordInATableIsCutOnlyWhereThereIsNoRoomForItWhole() {
    let table = """
      | what | besides |
      |------|------|
      | a plain description of it | batch normalization |
      """
    #expect(
      render(table, 26) == """
        what         besides
        ───────────  ─────────────
        a plain      batch
        description  normalization
        of it

        """)
  }

  @Test func aTableOfTooManyColumnsIsToldRowByRow() {
    #expect(
      render("|a|b|c|d|\n|-|-|-|-|\n|1|2|3|4|\n|5|6|7|8|", 20) == """
        a: 1
        b: 2
        c: 3
        d: 4

        a: 5
        b: 6
        c: 7
        d: 8

        """)
  }

  @Test func controlAndDirectionCharactersNeverReachTheTerminal() {
    let hostile = "a\u{1B}[31mb\u{9B}31mc\u{7}d\u{202E}e\u{2066}f\u{200B}g\u{7F}h\u{85}i\u{2028}j\rk\u{FEFF}l"
    let pages = [
      hostile, "# \(hostile)", "`\(hostile)`", "```\n\(hostile)\n```", "[\(hostile)](http://x/\u{1B}[2J)",
      "- \(hostile)", "> \(hostile)", "|\(hostile)|\n|-|\n|\(hostile)|", "<b>\(hostile)</b>",
      "<div>\(hostile)</div>",
      "![\(hostile)](x)", "**\(hostile)**", "&#27;[31m &#x9b; &#x202e;",
    ]
    for page in pages {
      for scalar in render(page).unicodeScalars where scalar != "\n" {
        #expect(
          !controls(scalar), "U+\(String(scalar.value, radix: 16)) in \(page.debugDescription)")
      }
    }
  }

  /// Stated apart from `SafeText`: C0, DEL and C1 (ECMA-48), the direction controls of Unicode's UAX #9, and the
  /// characters that show nothing at all.
  private func controls(_ scalar: Unicode.Scalar) -> Bool {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF...0xFEFF,
      0xE0000...0xE007F,
    ]
    return ranges.contains { $0.contains(scalar.value) }
  }

  @Test func commentsAreDroppedAndOtherHTMLIsShown() {
    #expect(render("A <!-- secret --> b.") == "A b.\n")
    #expect(render("<!-- secret -->\n\nText.") == "Text.\n")
    #expect(render("A <b>word</b>.") == "A <b>word</b>.\n")
  }

  @Test func deepNestingEnds() {
    let deep = String(repeating: "> ", count: 5000) + "bottom\n"
    #expect(render(deep, 40).contains("bottom"))
    let list = (0..<200).map { String(repeating: "  ", count: $0) + "- x" }.joined(separator: "\n")
    #expect(render(list, 40).split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= 40 })
  }

  /// The law: whatever the document, no line is wider than asked, and none ends in a space.
  @Test func noLineIsEverWiderThanTheScreen() {
    for document in Corpus.all {
      for width in [20, 33, 40, 80, 132] {
        for line in render(document, width).split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= width && line.last != " ", "\(line)")
        }
      }
    }
  }
}

/// Documents that exercise everything, and seeded mutations of them.
enum Corpus {
  static let whole = [
    Samples.full,
    "# A heading that is much too long for a narrow screen and has `code in it`\n\n### Third\n\n***\n\nText",
    "Antidisestablishmentarianism\\\nbreak https://example.org/a/very/long/address/without/any/space/at/all",
    "> - > 1. > - deep\n>   ```\n>   code that is longer than the line it stands on, by far\n>   ```",
    "|a|b|c|\n|:-:|-:|:-|\n|深度学习 network|`some code here`|**x** and *y*|\n|1|2|",
    "999999999. huge\n1000000000. number\n\n* a\n\n  b\n\n* c",
    "text 深度学习🙂e\u{301} `深度 学习` [深度](http://例え.jp) ![](y)",
  ]

  /// Bytes replaced, removed, doubled and swapped; whatever comes out is text again.
  static func mutations(of text: String, _ count: Int, seed: UInt64) -> [String] {
    var random = Random(seed: seed)
    let spice = Array("`-|>#*_[]()<&\n\t :\u{1B}\u{202E}深".utf8)
    return (0..<count).map { _ in
      var bytes = Array(text.utf8)
      for _ in 0..<(1 + random.index(below: 12)) where !bytes.isEmpty {
        let place = random.index(below: bytes.count)
        switch random.index(below: 4) {
        case 0: bytes[place] = spice[random.index(below: spice.count)]
        case 1: bytes.remove(at: place)
        case 2:
          let end = min(bytes.count, place + random.index(below: 40))
          bytes.insert(contentsOf: bytes[place..<end], at: random.index(below: bytes.count))
        default: bytes.swapAt(place, random.index(below: bytes.count))
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  static let all = whole + whole.enumerated().flatMap { mutations(of: $1, 20, seed: UInt64($0)) }
}

@Suite struct LessonFuzzTests {
  /// A lesson file may hold anything: it becomes a lesson or a problem, and either can be shown.
  @Test func noFileCrashesTheParser() {
    var lessons = 0
    var problems = 0
    for text in Corpus.mutations(of: Samples.header + Samples.full, 1500, seed: 7) {
      do {
        let lesson = try Lesson(text: text, file: "01-fuzz.md")
        lessons += 1
        for case .prose(let blocks) in lesson.parts.map(\.content) {
          #expect(!ProseRenderer(width: 40).text(blocks).unicodeScalars.contains("\u{1B}"))
        }
      } catch let problem as Problem {
        problems += 1
        #expect(!problem.message.unicodeScalars.contains { SafeText.isHarmful($0) }, "\(problem.message)")
      } catch {
        Issue.record("\(error) is not a problem")
      }
    }
    // Both paths were walked.
    #expect(lessons > 50 && problems > 50)
  }
}

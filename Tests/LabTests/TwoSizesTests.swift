import Basis
import Experiments
import Foundation
import Lab
import Language
import TestSupport
import Testing

/// A lesson file holds two sizes of its studies.
@Suite struct TwoSizesTests {
  private static let study = """
    experiment e varies seed=size(1..2, 1..4) arm=[plain, deep, late] {
      data iris count=size(60, 90)
      network
      if arm == deep {
        layer dense 6 relu count=2
      } else if arm == late and size(off, on) {
        layer dense 5 relu
      }
      layer dense 3
      measure n = parameters
      measure rows = samples(train) + samples(validation) + samples(test)
    }
    """

  @Test(arguments: [
    (false, "15  93  15  60\n"), (true, "15  93  43  90\n"),
  ])
  func armsAndSizesChooseTheirCommands(isFull: Bool, shown: String) {
    let test = TestLab(TwoSizesTests.study) { $0.isFullSize = isFull }
    #expect(test.run("print e.n(plain), e.n(deep), e.n(late), e.rows(plain)") == 0, "\(test.output.said)")
    #expect(test.output.written == shown)
    test.output.clear()
    test.run("experiment e")
    #expect(test.output.written.contains(isFull ? "12 runs" : "6 runs"))
  }

  private static let lesson = """
    ---
    title: Two sizes
    minutes: 1
    seconds: 20
    full-seconds: 7200
    needs: [iris]
    teaches: [X1]
    ---
    # Two sizes

    ```predict
    How many?
    number: e.n
    within: 1%
    ```

    ```descent
    data iris
    network
    layer dense 3
    let few = 0.5
    let broken = accuracy(tset)
    experiment e varies seed=size(1..2, 1..3) { data iris; network; layer dense size(3, 7); measure n = parameters }
    expect e.n == 15
    ```

    ```claim
    claim X1 "in a lesson" e.n == size(15, 35) exactly
    if size(off, on) { claim X2 "in full" e.n > few in every seed }
    ```

    ```try
    Nothing.
    expect e.n == 99
    solution: layer dense 9
    ```

    """

  private func claims(_ change: (inout LabEnvironment) -> Void) throws -> ClaimsOfLessons {
    let scratch = try Scratch()
    let file = try scratch.write(TwoSizesTests.lesson, to: "07-sizes.md")
    var environment = LabEnvironment()
    environment.dataFolders = [TestLab.root + "/Datasets"]
    change(&environment)
    return try ClaimsOfLessons.run([file], in: environment)
  }

  @Test func studiesAloneRunWithoutTasksAndWithoutTheRestOfTheLesson() throws {
    let outcome = try claims { ($0.isFullSize, $0.runsStudiesAlone) = (true, true) }
    #expect(outcome.exitCode == 0, "\(TextRenderer(width: 200).text(outcome.report))")
    #expect(outcome.entries.map(\.id) == ["X1", "X2"])
    #expect(outcome.entries.allSatisfy { $0.holds && $0.seeds == [1, 2, 3] })
  }

  @Test func otherwiseEverythingOfTheLessonRuns() throws {
    let outcome = try claims { _ in }
    #expect(outcome.exitCode == 1, "a block of it is wrong on purpose")
    #expect(outcome.entries.isEmpty)
  }

  @Test func aLessonOpensInFullSize() throws {
    let scratch = try Scratch()
    let text = TwoSizesTests.lesson.replacing("let broken = accuracy(tset)\n", with: "")
      .replacing("expect e.n == 15\n", with: "")
    let file = try scratch.write(text, to: "07-sizes.md")
    let test = TestLab()
    #expect(test.run("lesson \"\(file)\" full=on") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("about 2 h 0 min"))
    test.output.clear()
    test.run("print size(small, full)")
    #expect(test.output.written.hasSuffix("full\n"))
    test.run("predict 35; next; next")
    #expect(test.run("print e.n") == 0, "\(test.output.said)")
    #expect(test.output.written.hasSuffix("35\n"), "\(test.output.written)")
  }
}

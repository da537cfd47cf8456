import Basis
import Foundation
import Lab
import Language
import Lessons
import TestSupport
import Testing

@Suite struct RenderingTests {
  /// Laid out by hand from the design's transcript.
  @Test func addedLayersAreSaidInColumns() {
    let test = TestLab("data digits; network")
    test.run("layer dense 50 sigmoid count=10")
    #expect(
      test.output.written == "layers 1–10  dense 50 sigmoid   64→50→…→50      26,200 parameters\n")
    test.output.clear()
    test.run("layer dense 10")
    #expect(
      test.output.written.hasPrefix("layer 11     dense 10           50→10              510 parameters\n"))
  }

  @Test func columnsAlignAndLinesEndWithoutSpaces() {
    var table = Table("t", [.init("a", "name", .left), .init("b", "n"), .init("c", "", .left)])
    table.append(.text("x"), .integer(1), .text(""))
    table.append(.text("longer"), .integer(1000), .text("z"))
    var report = Report()
    report.add(table)
    #expect(TextRenderer(width: 80).text(report) == "name        n\nx           1\nlonger  1,000  z\n")
  }

  @Test func aNarrowScreenLosesTheDispensableColumnsFirst() {
    var table = Table(
      "t",
      [
        .init("a", "aaaaaaaa"), .init("b", "bbbbbbbb", dispensability: 1),
        .init("c", "cccccccc", dispensability: 2),
      ])
    table.append(.integer(1), .integer(2), .integer(3))
    var report = Report()
    report.add(table)
    #expect(TextRenderer(width: 20).text(report).hasPrefix("aaaaaaaa  bbbbbbbb\n"))
  }

  @Test func numbersThatJSONHasNotBecomeWords() throws {
    let line = JSON.object(["a": .number(.nan), "b": .number(-.infinity), "c": .number(1.5)]).line
    #expect(line == #"{"a":"NaN","b":"-Infinity","c":1.5}"#)
  }

  @Test func nothingFromAFileControlsTheTerminal() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "len\u{1B}[31mgth,kind\n" + (0..<30).map { "\($0),\($0 < 15 ? "a\u{1B}]0;x\u{07}" : "b")\n" }.joined(),
      to: "evil.csv")
    let test = TestLab()
    test.run("data csv \"\(file)\" target=kind; data; show 3; network; layer dense 2; confusion; evaluate")
    let controls = (test.output.written + test.output.said).unicodeScalars.filter {
      $0.value < 32 && $0 != "\n"
    }
    #expect(controls.isEmpty)
  }

  @Test(arguments: [
    "gradients", "gradients delta", "gradients 1", "activations", "weights", "summary", "evaluate",
    "confusion",
    "diagnose", "data", "show 4", "bn", "history", "help",
  ])
  func tablesFitEightyColumns(command: String) {
    let test = TestLab(
      "data digits; network; layer dense 100 leaky-relu count=11; layer dense 10; bn on; dropout 0.2; train 1"
    )
    #expect(test.run(command) == 0, "\(test.output.said)")
    for line in test.output.written.split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= 80, "\(line)")
    }
  }

  @Test func colourIsNeverTheOnlyMessage() {
    let plain = MemoryOutput()
    let coloured = MemoryOutput(palette: .coloured)
    for output in [plain, coloured] {
      var environment = LabEnvironment()
      environment.dataFolders = [TestLab.root + "/Datasets"]
      let lab = Lab(environment, output: output)
      lab.run(
        source: SourceText(
          "data digits; network; layer dense 20 sigmoid count=8; layer dense 10; gradients; help train"))
    }
    #expect(coloured.written != plain.written)
    #expect(coloured.written.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain.written)
  }
}

import Basis
import Foundation
import Lab
import NeuralNet
import TestSupport
import Testing

/// What `save` and `load` do with files, good and bad.
@Suite struct SavedFileTests {
  private let scratch: Scratch
  private let file: String

  init() throws {
    scratch = try Scratch()
    file = scratch.path + "/net.safetensors"
  }

  private func saved(_ session: String = TestLab.small + "; train 1") -> TestLab {
    let test = TestLab(session)
    #expect(test.run("save \"\(file)\"") == 0, "\(test.output.said)")
    return test
  }

  @Test func undoTakesALoadBackBitForBit() {
    _ = saved()
    let test = TestLab("data spirals; network; layer dense 3; optimizer adam; train 1")
    let before = test.fingerprint
    #expect(test.run("load \"\(file)\"") == 0, "\(test.output.said)")
    #expect(test.fingerprint != before)
    #expect(test.run("undo") == 0)
    #expect(test.fingerprint == before)
  }

  @Test func whatReusedWeightsCostIsStillKnownAfterLoading() {
    let first = saved(TestLab.small + "; train 1; network use second; reuse main")
    let cost = first.lab.state.training.inheritance
    #expect(cost.seconds > 0 && cost.counted == 0)
    let test = TestLab()
    #expect(test.run("load \"\(file)\"") == 0, "\(test.output.said)")
    #expect(test.lab.state.training.inheritance == cost)
  }

  @Test func savingChangesNothing() {
    let test = TestLab(TestLab.small + "; train 1")
    let before = test.fingerprint
    #expect(test.run("save \"\(file)\"") == 0)
    #expect(test.fingerprint == before)
  }

  @Test func nothingIsReplacedByAccidentAndNothingIsLeftBehind() throws {
    try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
    let test = TestLab(TestLab.small)
    #expect(test.run("save \"\(file)\"") == 2)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    #expect(test.run("save \"\(file)\" overwrite=on") == 0)
    #expect(TestLab().run("load \"\(file)\"") == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["net.safetensors"])
    #expect(test.run("save \"\(scratch.path)/no/net.safetensors\"") == 66)
    #expect(test.run("save \"\(scratch.path)\" overwrite=on") == 66)
  }

  @Test func aLessonMaySaveOnlyInItsScratchFolder() throws {
    let inside = scratch.path + "/scratch"
    try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
    let lesson = """
      ---
      title: Saving
      minutes: 1
      seconds: 5
      needs: digits
      teaches: [none]
      ---
      # Saving

      ```descent
      data digits
      network
      layer dense 10
      save "\(inside)/net.safetensors"
      save "\(file)"
      ```

      """
    _ = try scratch.write(lesson, to: "01-saving.md")
    let test = TestLab {
      ($0.lessonFolders, $0.scratchFolder) = ([scratch.path], inside)
    }
    test.run("lesson 1; next")
    #expect(
      test.output.said.replacing("\n", with: " ").contains("a lesson may write only in"),
      "\(test.output.said)")
    #expect(FileManager.default.fileExists(atPath: inside + "/net.safetensors"))
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func dataThatIsGoneOrHasChangedIsSaidAndTheNetworkComesAlone() throws {
    let rows = (0..<40).map { "\($0),\($0 * 7 % 11),\($0 < 20 ? "a" : "b")\n" }
    let table = try scratch.write("x,y,kind\n" + rows.joined(), to: "own.csv")
    let first = saved("data csv \"\(table)\" target=kind; network; layer dense 2; train 1")
    let here = TestLab()
    #expect(here.run("load \"\(file)\"") == 0, "\(here.output.said)")
    _ = try scratch.write("x,y,kind\n" + rows.joined().replacing("3,10,a", with: "3,12,a"), to: "own.csv")
    let test = TestLab("data iris")
    let before = test.fingerprint
    #expect(test.run("load \"\(file)\"") == 66)
    #expect(test.output.said.contains("checksum"), "\(test.output.said)")
    try FileManager.default.removeItem(atPath: table)
    #expect(test.run("load \"\(file)\"") == 66)
    #expect(test.output.said.contains("data=off"))
    #expect(test.fingerprint == before)
    #expect(test.run("load \"\(file)\" data=off") == 0, "\(test.output.said)")
    #expect(test.lab.state.data?.name == "iris")
    #expect(test.lab.state.model?.digest == first.lab.state.model?.digest)
    #expect(test.lab.state.script.last?.contains("data=off") == true)
  }

  @Test func weightsThatAnotherProgramChangedLoadAndAreSaid() throws {
    _ = saved()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes[bytes.count - 3] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let test = TestLab()
    #expect(test.run("load \"\(file)\"") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("another program"))
    #expect(test.lab.state.script.count == 1 && test.lab.state.script[0].hasPrefix("load"))
  }

  @Test func aScriptSavedAfterALoadLeadsToTheSameBits() {
    let script = scratch.path + "/all.descent"
    let first = TestLab("seed 3; " + TestLab.small + "; optimizer adam; train 1") { $0.seed = 7 }
    first.run("save \"\(file)\"")
    let second = TestLab()
    #expect(second.run("load \"\(file)\"; train 1; save script \"\(script)\"") == 0, "\(second.output.said)")
    first.run("train 1")
    let third = TestLab { $0.seed = 11 }
    #expect(third.run("run \"\(script)\"") == 0, "\(third.output.said)")
    #expect(third.lab.state.model?.digest == first.lab.state.model?.digest)
    #expect(second.lab.state.model?.digest == first.lab.state.model?.digest)
  }

  @Test func withoutANetworkThereIsNothingToSave() {
    #expect(TestLab("data iris").run("save \"\(file)\"") == 2)
    #expect(TestLab().run("save; load") == 2)
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func whatIsNoFileOfOursSaysSo() throws {
    for text in ["", "x", "not a safetensors file at all", "\u{1B}[31m\u{1B}[31m"] {
      let path = try scratch.write(text, to: "other")
      let test = TestLab()
      #expect([65, 66].contains(test.run("load \"\(path)\"")), "\(test.output.said)")
      #expect(!test.output.said.contains("\u{1B}"))
    }
  }

  /// Whoever adds a field to the state must save it, too, and then name it here.
  @Test func everyPartOfTheStateIsSaved() throws {
    let state = TestLab(TestLab.small).lab.state
    let model = try #require(state.model)
    let data = try #require(state.data)
    func fields(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
    #expect(
      fields(state) == [
        "seed", "data", "model", "loss", "optimizer", "clipping", "schedule", "regularizers", "batch",
        "watch",
        "bindings", "script", "training", "augmentations", "networkName", "shelf",
        // Not saved: it belongs to no network.
        "walk",
      ])
    #expect(
      fields(model) == [
        "network", "loss", "optimizer", "memory", "clipping", "regularizers", "schedule", "scheduleMemory",
        "scheduleStart", "seed", "epochs", "steps", "samplesOfEpoch", "augmentations", "origin",
      ])
    #expect(
      fields(model.network) == [
        "input", "seed", "blocks", "layout", "parameters", "state", "nextID", "pruned",
      ])
    #expect(fields(model.network.blocks[0]) == ["id", "layers", "isFrozen"])
    #expect(fields(model.memory) == ["buffers", "steps", "missed"])
    #expect(
      fields(state.training) == [
        "seconds", "samples", "clipping", "run", "batch", "epochs", "pretraining", "inheritance",
      ])
    #expect(
      fields(data) == [
        "source", "splitting", "seed", "rows", "leftOut", "original", "transformations", "dealt", "scaling",
        "scalingFit", "targetFit", "fills",
        "parts",
      ])
  }
}

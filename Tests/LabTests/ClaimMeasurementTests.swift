import Basis
import Lab
import Language
import NeuralNet
import Testing

/// Measurements that claims rest on, against what they must be.
@Suite struct ClaimMeasurementTests {
  /// A measurement's value, as print shows it with all its digits.
  static func number(_ expression: String, in test: TestLab) throws -> Double {
    let source = SourceText(expression)
    let name = String(expression.prefix { $0 != "(" })
    let arguments = expression.dropFirst(name.count).trimmingPrefix("(").dropLast(
      expression.hasSuffix(")") ? 1 : 0)
    let values: [Value] = arguments.split(separator: ",").map { word in
      let word = word.trimmingPrefix(" ")
      return Double(word).map { .number($0) } ?? .text(String(word))
    }
    guard case .number(let number) = try test.lab.measure(name, values, at: Span(0, 1), in: source) else {
      throw Problem("\(expression) is no number")
    }
    return number
  }

  @Test func epochsAreRememberedAndAskedFor() throws {
    let test = TestLab("data digits; network; layer dense 32 relu; layer dense 10; train 6; train 2")
    let epochs = test.lab.state.training.epochs
    #expect(epochs.count == 8)
    let accuracies = epochs.compactMap(\.validationAccuracy)
    let goal = accuracies[3]
    let first = Double((accuracies.firstIndex { $0 >= goal } ?? 99) + 1)
    #expect(try Self.number("epochs.to(\(goal))", in: test) == first)
    #expect(try Self.number("epochs.to(1)", in: test) == .infinity)
    #expect(try Self.number("epochs.below(\(epochs[2].loss + 1e-9))", in: test) <= 3)
    #expect(try Self.number("history(loss, 8)", in: test) == epochs[7].loss)
    #expect(try Self.number("history(rate, last)", in: test) == 0.05)
    #expect(try Self.number("history.best(validation-accuracy)", in: test) == accuracies.max())
    #expect(try Self.number("history.best(loss)", in: test) == epochs.map(\.loss).min())
    let whole = epochs.reduce(0) { $0 + $1.seconds }
    #expect(try Self.number("seconds.to(\(accuracies.max() ?? 1))", in: test) <= whole)
    // Another network has a history of its own, and undo brings the old one back.
    test.run("network; layer dense 10")
    #expect(test.run("print epochs.to(0.5)") == 2)
    test.run("undo; undo")
    #expect(test.lab.state.training.epochs == epochs)
  }

  /// Plain descent multiplies every gradient by η, AdaGrad after one step by η/√(2g²), which is η/(√2·|g|).
  @Test func effectiveRatesAreWhatOptimizersMakeOfTheirRate() throws {
    let test = TestLab("data digits; network; layer dense 10; optimizer sgd lr=0.25")
    for which in ["least", "median", "most"] {
      #expect(abs(try Self.number("effective.rate(1, \(which))", in: test) - 0.25) < 1e-6)
    }
    test.run("optimizer adam lr=0.01")
    let (least, most) = (
      try Self.number("effective.rate(1, least)", in: test),
      try Self.number("effective.rate(1, most)", in: test)
    )
    // Adam's first step has the length η for all, so that the ratio is η/|g|.
    let largest = try Self.number("gradient.max(1)", in: test)
    #expect(abs(least * largest / 0.01 - 1) < 1e-3 && most > 10 * least)
    test.run("freeze 1")
    #expect(test.run("print effective.rate(1)") <= 2)
  }

  /// 1,257 digits are two batches of 1,000: after one of them half an epoch is over, and with f = 0.1 the rate has fallen to
  /// √0.1 of what it was. In batches of 32 it would be 32 steps of 40.
  @Test func aScheduledStepIsCountedInTheBatchesOfTheLatestTraining() throws {
    let decay = "schedule exponential factor=0.1 every=1"
    let test = TestLab("data digits; network; layer dense 10; optimizer sgd lr=0.25; \(decay)")
    func weights(_ settings: String = "") -> String {
      test.output.clear()
      test.run("weights \(settings)")
      return test.output.written.replacing("\n", with: " ")
    }
    test.run("step 1 batch=1000")
    let expected = 0.25 * 0.1.squareRoot()
    for rate in ["effective.rate(1)", "learning.rate"] {
      #expect(abs(try Self.number(rate, in: test) / expected - 1) < 1e-5, "\(rate)")
    }
    let ratio = try Self.number("update.ratio(1)", in: test)
    #expect(weights().contains("batches of 1,000, as in the latest training"), "\(weights())")
    #expect(weights("batch=64").contains("batches of 64, as asked"), "\(weights("batch=64"))")
    test.run("schedule off; optimizer sgd lr=\(expected)")
    #expect(abs(ratio / (try Self.number("update.ratio(1)", in: test)) - 1) < 1e-5)
    #expect(!weights().contains("batches"))
    // What is set is what comes next.
    test.run("\(decay); set batch=100")
    #expect(weights().contains("batches of 100, as train would take them"), "\(weights())")
  }

  @Test func gradientNoiseFallsWithTheRootOfTheBatch() throws {
    let test = TestLab("data digits; network; layer dense 32 relu; layer dense 10")
    let (small, large) = (
      try Self.number("gradient.noise(4)", in: test), try Self.number("gradient.noise(64)", in: test)
    )
    #expect((3...5.5).contains(small / large))
  }

  @Test func memoryIsLinearInTheBatch() throws {
    let test = TestLab("data digits; network; layer dense 100 relu; layer dense 10")
    let bytes = try [1, 2, 3].map { try Self.number("memory(\($0))", in: test) }
    #expect(bytes[1] - bytes[0] == bytes[2] - bytes[1])
    // Inputs once, and every layer's outputs and their gradients: dense 100, its relu, dense 10.
    #expect(bytes[1] - bytes[0] >= 4 * (64 + 2 * 210))
  }

  @Test func smallAndZeroWeightsAreCounted() throws {
    let test = TestLab("data digits; network; layer dense 10; init zeros")
    #expect(try Self.number("weight.zero(1)", in: test) == 1)
    #expect(try Self.number("weight.small(1)", in: test) == 1)
    test.run("init constant value=0.5")
    #expect(try Self.number("weight.small(1)", in: test) == 0)
    #expect(try Self.number("weight.small(1, 0.6)", in: test) == 1)
  }

  @Test func mislabelledSamplesAreLearnedByHeartWhereThereIsRoom() throws {
    let test = TestLab(
      "data digits count=300; transform label-noise 30%; network; layer dense 128 relu; layer dense 10; "
        + "optimizer momentum lr=0.05; train 150 batch=16")
    let share = try Self.number("mislabelled(share)", in: test)
    #expect((0.15...0.35).contains(share))
    #expect(try Self.number("mislabelled(given)", in: test) > 0.9)
    #expect(try Self.number("mislabelled(true)", in: test) < 0.1)
  }

  /// P5 of the notebooks: k + 1 different rows, and accuracy comes by itself.
  @Test func aBlankSubsetTrainsSplendidly() throws {
    let test = TestLab(
      "data digits classes=[0..4]; transform blank; network; layer dense 16 relu; layer dense 5; train 5")
    #expect(try Self.number("distinct(train)", in: test) == 6)
    let count = try Self.number("samples(train)", in: test)
    #expect(try Self.number("blank(train)", in: test) == 1 - 5 / count)
    #expect(try Self.number("accuracy(train)", in: test) >= 1 - 5 / count)
  }

  @Test func clippingIsRememberedForTheLatestTraining() throws {
    let test = TestLab.smallNet()
    #expect(test.run("train 1; print clip.share") == 2)
    test.run("clip norm 1e9; train 1")
    #expect(try Self.number("clip.share", in: test) == 0)
    #expect(try Self.number("clip.norm", in: test) > 0)
  }

  @Test func transformationsAreUndoneAndRefuseWhatDoesNotFit() {
    let test = TestLab("data digits; transform canvas 12; transform label-noise 20%")
    #expect(test.lab.state.data?.transformations.map(\.notation) == ["canvas 12", "label-noise 0.2"])
    test.run("transform canvas 10")
    #expect(test.lab.state.data?.shape == [10, 10, 1])
    #expect(test.lab.state.data?.transformations.count == 2)
    test.run("undo; undo")
    #expect(test.lab.state.data?.transformations.count == 1)
    test.run("transform off")
    #expect(test.lab.state.data?.shape == [8, 8, 1])
    #expect(test.run("transform canvas 3") == 2 && test.output.said.contains("no room"))
    #expect(test.run("data iris; transform invert") == 2)
  }

  @Test func aSpoiltSampleIsNamedAsTheCause() {
    let test = TestLab("data digits; transform spoil; network; layer dense 10", width: 300)
    #expect(test.run("train 1") == 2)
    #expect(test.output.said.contains("data") && test.output.said.contains("not a number"))
  }
}

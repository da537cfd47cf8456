import Basis
import Foundation
import Lab
import NeuralNet
import Testing

@Suite struct NetworksTests {
  private static let net =
    "data digits; network; layer dense 13 relu count=2; layer dense 10; bn on; optimizer adam lr=0.01; "

  /// Bit patterns of parameters and running statistics of one block.
  private func bits(_ model: Model?, block: Int) throws -> [UInt32] {
    let network = try #require(model?.network)
    let trained = network.layout.tensors(of: \.parameters).filter { $0.block == block }
    let running = network.layout.tensors(of: \.state).filter { $0.block == block }
    return trained.flatMap { network.parameters[$0.range].map(\.bitPattern) }
      + running.flatMap { network.state[$0.range].map(\.bitPattern) }
  }

  @Test func aNetworkComesBackFromTheShelfAsItWent() {
    let test = TestLab(NetworksTests.net + "schedule exponential factor=0.9; train 2")
    let alone = TestLab(NetworksTests.net + "schedule exponential factor=0.9; train 2; train 2")
    let code = test.run(
      "network use b; optimizer sgd; schedule off; clip norm 1; loss mse; layer dense 10; train 1; network use main; train 2"
    )
    #expect(code == 0, "\(test.output.said)")
    #expect(test.lab.state.model?.digest == alone.lab.state.model?.digest)
    #expect(test.lab.state.optimizer.notation == "adam lr=0.01")
    #expect(test.lab.state.clipping == nil && test.lab.state.loss == nil)
    #expect(test.lab.state.model?.epochs == 4)
    #expect(test.lab.state.shelf.map(\.name) == ["b"])
    #expect(test.lab.state.shelf[0].model.epochs == 1)
  }

  @Test func networksLearnFromDifferentData() {
    let test = TestLab(
      "data digits classes=[0..7]; network use a; layer dense 9 relu; layer dense 8; train 1; data digits "
        + "classes=[8..9]; network use b; layer dense 9 relu; layer dense 2; train 1; data digits classes=[0..7]; "
        + "network use a; train 1; network list")
    #expect(test.lab.state.model?.epochs == 2)
    #expect(test.lab.state.shelf.map(\.name) == ["b"])
  }

  @Test func copiedLayersAreTheSameBitsAndTrainingThemLeavesTheOriginal() throws {
    let test = TestLab(NetworksTests.net + "train 2; network use b")
    #expect(test.run("reuse main layers=1..2; layer dense 10") == 0, "\(test.output.said)")
    func original() -> Model? { test.lab.state.shelf.first { $0.name == "main" }?.model }
    let before = try (0..<3).map { try bits(original(), block: $0) }
    for block in 0..<2 { #expect(try bits(test.lab.state.model, block: block) == before[block]) }
    #expect(try bits(test.lab.state.model, block: 2) != before[2])
    #expect(test.run("expect moved(1) == 0; train 2; expect moved(1) > 0") == 0, "\(test.output.said)")
    #expect(try (0..<3).map { try bits(original(), block: $0) } == before)
  }

  @Test func frozenCopiesStayWhereTheyCameFromUntilTheyAreThawed() throws {
    let test = TestLab(
      NetworksTests.net + "train 1; network use b; reuse main layers=1..2 freeze=on; layer dense 10")
    let before = try (0..<2).map { try bits(test.lab.state.model, block: $0) }
    #expect(test.run("train 2; expect moved(1) == 0; expect moved(3) > 0") == 0, "\(test.output.said)")
    #expect(try (0..<2).map { try bits(test.lab.state.model, block: $0) } == before)
    #expect(test.run("unfreeze fresh=on; train 1; expect moved(1) > 0") == 0, "\(test.output.said)")
  }

  @Test func copiesTakeThePlaceOfLayersOfTheSameNumber() throws {
    let test = TestLab(NetworksTests.net + "train 1; network copy a; rewind")
    let head = try bits(test.lab.state.model, block: 2)
    #expect(test.run("reuse a layers=2") == 0, "\(test.output.said)")
    let source = test.lab.state.shelf[0].model
    #expect(try bits(test.lab.state.model, block: 1) == bits(source, block: 1))
    #expect(try bits(test.lab.state.model, block: 0) != bits(source, block: 0))
    #expect(try bits(test.lab.state.model, block: 2) == head)
  }

  @Test(arguments: [
    ("reuse nobody", "no network"), ("reuse a layers=4", "no layer 4"), ("reuse main", "present"),
    ("reuse", "which"), ("network drop main", "present"), ("network drop nobody", "no network"),
    ("network copy a", "already"), ("network copy \"x y\"", "letters"), ("network use", "name"),
    ("network use c; layer dense 5 relu; layer dense 10; reuse a layers=1", "would get"),
    ("network use c; layer dense 13 relu; reuse a layers=1..2", "no layer 2 here"),
    ("data iris; network use c; reuse a layers=1", "takes 8×8×1 numbers"),
    ("network use c; reuse a layers=2", "takes 13 numbers"),
  ]) func whatDoesNotFitIsExplained(command: String, words: String) {
    let test = TestLab(NetworksTests.net + "network copy a")
    #expect(test.run(command) == 2)
    let said = test.output.said.replacingOccurrences(of: "\n", with: " ")
    #expect(said.contains(words), "\(said)")
  }

  @Test func undoKnowsTheShelf() {
    let test = TestLab(NetworksTests.net + "train 1; network copy a")
    let before = test.fingerprint
    for command in ["network drop a", "network use b", "network use a", "reuse a layers=1", "network copy b"]
    {
      #expect(test.run(command) == 0, "\(test.output.said)")
      #expect(test.fingerprint != before, "\(command)")
      test.run("undo")
      #expect(test.fingerprint == before, "\(command)")
    }
  }

  @Test func editsKeepWhereUntouchedLayersBegan() {
    let test = TestLab(
      NetworksTests.net + "train 1; let d = moved(1); dropout 0.1; layer insert 3 dense 13 relu")
    #expect(
      test.run("expect moved(1) == d; expect moved(3) == 0; init he 1; expect moved(1) == 0") == 0,
      "\(test.output.said)")
  }

  /// From the definition: one step of plain descent moves the weights by rate · gradient.
  @Test func movedIsTheLengthOfTheStepOverTheLengthOfTheWeights() throws {
    let test = TestLab("data digits; network; layer dense 10; optimizer sgd lr=0.1")
    let before = try #require(test.lab.state.model?.network)
    test.run("step 1; let d = moved(1)")
    let after = try #require(test.lab.state.model?.network)
    let range = try #require(before.layout.tensors(of: \.parameters).first { $0.spec.role == .weight }).range
    let change = zip(before.parameters[range], after.parameters[range]).reduce(0.0) {
      $0 + pow(Double($1.1) - Double($1.0), 2)
    }
    let length = before.parameters[range].reduce(0.0) { $0 + pow(Double($1), 2) }
    #expect(
      test.run(
        "expect d > \((change / length).squareRoot() * 0.999999); expect d < \((change / length).squareRoot() * 1.000001)"
      ) == 0)
  }
}

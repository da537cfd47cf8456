import Foundation
import Lab
import NeuralNet
import Testing

@Suite struct FreezeTests {
  private static let net =
    "data digits; network; layer dense 13 elu count=3; layer dense 10; bn on; dropout 0.2; clip global-norm 0.5; "

  /// Bit patterns of everything that one block holds: parameters, then running statistics.
  private func bits(_ test: TestLab, block: Int) throws -> [UInt32] {
    let network = try #require(test.lab.state.model?.network)
    let trained = network.layout.tensors(of: \.parameters).filter { $0.block == block }
    let running = network.layout.tensors(of: \.state).filter { $0.block == block }
    return trained.flatMap { network.parameters[$0.range].map(\.bitPattern) }
      + running.flatMap { network.state[$0.range].map(\.bitPattern) }
  }

  @Test(arguments: ["sgd", "momentum", "adam", "adamw", "rmsprop"])
  func notABitOfAFrozenLayerMovesAndTheOthersDo(optimizer: String) throws {
    let test = TestLab(FreezeTests.net + "optimizer \(optimizer); train 1; freeze [1, 3]")
    let before = try (0..<4).map { try bits(test, block: $0) }
    #expect(test.run("train 2") == 0, "\(test.output.said)")
    let after = try (0..<4).map { try bits(test, block: $0) }
    #expect((0..<4).map { before[$0] == after[$0] } == [true, false, true, false])
    test.run("unfreeze 1; train 1")
    let thawed = try (0..<4).map { try bits(test, block: $0) }
    #expect((0..<4).map { after[$0] == thawed[$0] } == [false, false, true, false])
  }

  @Test(arguments: ["momentum", "adam"]) func threadsDoNotMatter(optimizer: String) {
    let digests = [1, 2].map { threads in
      TestLab(FreezeTests.net + "optimizer \(optimizer); freeze 2; train 2") { $0.threads = threads }
        .lab.state.model?.digest
    }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test func aNetworkFrozenWholeDoesNotTrainAndSummaryShowsIt() {
    let test = TestLab.smallNet()
    #expect(test.run("freeze 1..last; summary") == 0, "\(test.output.said)")
    #expect(test.output.written.contains("relu · frozen"))
    #expect(test.run("train 1") == 2)
    #expect(test.output.said.contains("unfreeze"))
    #expect(test.run("gradients; diagnose; unfreeze; train 1") == 0, "\(test.output.said)")
  }

  @Test func freezingWhatIsFrozenIsNoChange() {
    let test = TestLab.smallNet()
    test.run("freeze 1")
    let before = test.lab.state.script
    test.run("freeze 1; freeze; unfreeze 2")
    #expect(test.lab.state.script == before)
  }

  @Test func untrainedIsWhatALayerStaysWhenItIsFrozenFromTheStart() throws {
    let test = TestLab.smallNet()
    test.run("freeze 1")
    let before = try bits(test, block: 0)
    test.run("optimizer adam; step 3; undo; train 1")
    #expect(try bits(test, block: 0) == before)
  }
}

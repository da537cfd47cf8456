import Basis
import Foundation
import Lab
import NeuralNet
import TestSupport
import Testing

/// Going on after a load, compared with never having stopped.
@Suite struct SaveTests {
  private static let dense = "data digits count=150; network; layer dense 9 elu count=2; layer dense 10; "
  private static let optimizers = Optimizers.family.names.map { dense + "optimizer \($0); train 1; step 2" }
  private static let schedules = Schedules.family.types.map { type in
    let length = type.description.entries.contains { $0.name == "epochs" } ? " epochs=5" : ""
    return dense + "optimizer momentum; schedule \(type.name)\(length); train 2"
  }
  private static let losses = Regularizers.family.names.map {
    dense + "regularize \($0); train 1; regularize \($0) layers=2; train 1"
  }
  private static let others = [
    dense + "schedule plateau patience=1 min-delta=10 cooldown=1 factor=0.5; train 3; step 1",
    dense + "schedule onecycle; train 4 steps=7",
    dense + "bn on; dropout 0.3; optimizer adam; train 1; step 3",
    dense + "activation prelu; layer insert 2 alpha-dropout 0.1; train 1; step 1",
    dense + "activation rrelu; layer insert 1 gaussian-noise 0.2; init he distribution=uniform; step 3",
    dense + "optimizer adam; train 1; freeze 2; train 1; step 1; layer remove 1; step 2",
    dense
      + "clip global-norm 0.1; optimizer adamw decay=0.1 lr=0.003; train 2 batch=17; seed 9; set batch=11",
    dense
      + "seed 3; split validation=30%; scale minmax; train 1; let a = [1, \"b c\", 2..3]; set watch=gradients",
    "data digits classes=[3, 5, 8] count=90; network; layer conv 3 relu kernel=5 stride=2; layer maxpool; "
      + "layer dense 3; bn on; train 1; step 1",
    "data adding count=80 steps=6; network; layer rnn 5 softsign recurrent-init=identity gain=0.9; layer dense 1; "
      + "train 1; step 1",
    "data adding count=80 steps=6; network; layer lstm 4 return=sequence; layer gru 3; layer dense 1; "
      + "optimizer rmsprop; scale standard targets=standard; loss huber delta=0.5; train 1; step 1",
    "data spirals noise=0.1 count=100; network; layer dense 6 gelu approximate=tanh; layer layernorm; layer dense 2; "
      + "layer move 2 1; train 1",
    "data digits count=150; transform label-noise 20%; transform canvas 10; seed 4; split validation=30%; network; "
      + "layer dense 10; train 1; step 1",
    dense + "prune weights 40%; train 1; optimizer momentum; step 2",
    "data digits count=150 classes=[0..4]; split train=40 skip=5; network; layer conv 3 relu; layer dense 5; "
      + "augment flip; augment shift; train 1; step 1",
    dense
      + "train 1; network copy first; network use second; layer dense 10; loss auto; optimizer adam; train 1; "
      + "network use first; schedule exponential; train 1; step 2",
    "data iris; network", "data iris; network; layer dense 3",
  ]

  @Test(arguments: optimizers + schedules + losses + others, [1, 2])
  func goingOnAfterALoadGivesTheBitsOfNeverHavingStopped(session: String, threads: Int) throws {
    let scratch = try Scratch()
    let file = scratch.path + "/net.safetensors"
    let first = TestLab { $0.threads = threads }
    #expect(first.run(session) == 0, "\(first.output.said)")
    #expect(first.run("save \"\(file)\"") == 0, "\(first.output.said)")
    // Another number of threads, another seed, another lab around it.
    let second = TestLab(
      "data moons; network; layer dense 2; optimizer adam; schedule cosine; clip norm 1; train 1"
    ) {
      ($0.threads, $0.seed) = (3 - threads, 5)
    }
    #expect(second.run("load \"\(file)\"") == 0, "\(second.output.said)")
    #expect(try full(second) == full(first))
    #expect(second.lab.state.training == first.lab.state.training)
    #expect(second.fingerprint.replacing("seed 42|", with: "") == first.fingerprint)
    let isWhole = first.lab.state.model?.network.parameters.isEmpty == false
    // What follows meets everything that a file must have kept: a new block draws from ids and seeds.
    let further =
      isWhole
      ? [
        "step 1", "train 2", "layer insert 1 dense 4 relu; train 1", "rewind; train 1",
        "augment off; train 1",
      ] : []
    for more in further {
      #expect(first.run(more) == second.run(more), "\(more): \(second.output.said)")
      #expect(try full(second) == full(first), "after \(more)")
    }
  }

  private struct Full: Equatable {
    let digest: String
    let memory: OptimizerMemory
    let progress: Model.Progress
    let data: String?
    let notation: [String]
    let origin: [Float]
    let pruned: [Bool]
    let shelf: [String]
    let training: TrainingRecord
  }

  private func full(_ test: TestLab) throws -> Full {
    let model = try #require(test.lab.state.model)
    let parts: [(any Item)?] = [
      model.loss, model.optimizer, model.clipping, model.schedule, test.lab.state.optimizer,
      test.lab.state.schedule,
      test.lab.state.loss,
    ]
    // How long it took and what it was recorded as differ from run to run.
    var training = test.lab.state.training
    (training.seconds, training.run) = (0, nil)
    training.epochs = []
    return Full(
      digest: model.digest, memory: model.memory, progress: model.progress, data: test.lab.state.data?.sha256,
      notation: parts.map { $0?.notation ?? "-" } + model.regularizers.map { $0.notation(in: model.network) }
        + model.network.blocks.flatMap { block in block.layers.map { "\(block.id) \($0.notation)" } }
        + model.augmentations.map(\.notation) + test.lab.state.augmentations.map(\.notation),
      origin: model.origin, pruned: model.network.pruned,
      shelf: test.lab.state.shelf.map { kept in
        "\(kept.name) \(kept.model.digest) \(kept.model.memory) \(kept.model.progress) \(kept.training) "
          + "\(kept.loss?.notation ?? "-") \(kept.model.origin)"
      }, training: training)
  }
}

import AllocationCount
import Basis
import NeuralNet
import Testing

@Suite struct PretrainingTests {
  private static let all = PretrainingTasks.short.indices

  @Test(arguments: all) func theBitsAreTheSameForAnyNumberOfThreads(_ number: Int) throws {
    let task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    let outcomes = try [1, 2].map { threads in
      try PretrainingTasks.short[number].run(task, on: Engine(threads: threads)) { _ in true }
    }
    #expect(outcomes[0].model.digest != task.model.digest)
    #expect(outcomes[0].model.digest == outcomes[1].model.digest)
    #expect(outcomes[0].scores == outcomes[1].scores)
    #expect(outcomes[0].generated == outcomes[1].generated)
  }

  @Test(arguments: all) func onlyTheChosenLayersLearnAndFrozenOnesStay(_ number: Int) throws {
    var task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    try task.model.edit { network in try network.edit { $0[0].isFrozen = true } }
    let outcome = try PretrainingTasks.short[number].run(task, on: Engine(threads: 2)) { _ in true }
    let moved = (0..<3).map { block in
      let range = task.model.network.layout.blockRanges[block]
      return task.model.network.parameters[range] != outcome.model.network.parameters[range]
    }
    #expect(moved == [false, true, false])
    #expect(outcome.model.network.blocks.map(\.isFrozen) == [true, false, false])
    #expect(outcome.model.movement(ofBlock: 1) == 0)
    #expect(outcome.model.epochs == 0 && outcome.model.steps == 0)
  }

  @Test(arguments: all) func stoppingIsAnInterruptionAndProgressGrowsToOne(_ number: Int) throws {
    let task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    var heard: [Double] = []
    _ = try PretrainingTasks.short[number].run(task, on: Engine(threads: 1)) { done in
      heard.append(done)
      return true
    }
    #expect(heard == heard.sorted() && heard.last == 1)
    var calls = 0
    #expect {
      _ = try PretrainingTasks.short[number].run(task, on: Engine(threads: 1)) { _ in
        calls += 1
        return calls < 5
      }
    } throws: { ($0 as? Problem)?.kind == .interrupted }
    #expect(calls == 5)
  }

  /// Baldi & Hornik 1989: a linear autoencoder is at best the projection on the first principal components.
  @Test(arguments: [Autoencoder.Mode.whole, .stacked])
  func aLinearAutoencoderComesToThePrincipalComponents(mode: Autoencoder.Mode) throws {
    // Three independent directions of deviations 3, 1 and 0.3, turned into five features by a fixed orthonormal basis.
    var random = Random(seed: 6)
    let basis: [[Double]] = [[0.6, 0.8, 0, 0, 0], [0, 0, 0.6, 0.8, 0], [-0.8, 0.6, 0, 0, 0]]
    let count = 600
    let latent = (0..<count).map { _ in [3 * random.normal(), random.normal(), 0.3 * random.normal()] }
    let features = latent.flatMap { z in
      (0..<5).map { k in Float((0..<3).reduce(0.0) { $0 + z[$1] * basis[$1][k] }) }
    }
    let samples = Samples(shape: [5], features: features, targets: .values(features, width: 5))
    var settings = Autoencoder()
    (settings.mode, settings.epochs) = (mode, 80)
    settings.optimizer.learningRate = 0.01
    for (units, left) in [(1, [1, 2]), (2, [2]), (3, [])] {
      let model = try Model.plain([5], [[Dense(units)]], loss: MeanSquaredError())
      let task = PretrainingTask(
        model: model, layers: 1, unlabelled: samples, labelled: samples, unseen: samples)
      let outcome = try settings.run(task, on: Engine(threads: 1)) { _ in true }
      // What the directions that are left out hold, over five features.
      let least =
        left.reduce(0.0) { sum, k in sum + latent.reduce(0) { $0 + $1[k] * $1[k] } / Double(count) } / 5
      let reached = try #require(outcome.scores.reconstruction)
      #expect(
        reached > least * 0.9 - 1e-6 && reached < least * 1.1 + 5e-3, "\(units): \(reached), at best \(least)"
      )
    }
  }

  @Test func aDiscriminatorLearnsToTellAnUntrainedGeneratorsSamples() throws {
    let task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    var gan = AdversarialPair()
    gan.steps = 60
    let outcome = try gan.run(task, on: Engine(threads: 1)) { _ in true }
    #expect(try #require(outcome.scores.discriminator) > 0.8)
    #expect(outcome.generated.count == 4 * 40)
    // tanh is stretched to what the data holds and no further.
    for (index, number) in outcome.generated.enumerated() {
      let column = stride(from: index % 40, to: 300 * 40, by: 40).map { task.unlabelled.features[$0] }
      #expect(number >= (column.min() ?? 0) - 1e-4 && number <= (column.max() ?? 0) + 1e-4)
    }
  }

  @Test func cloudsFarApartAreToldAsPairs() throws {
    let task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    var far = task
    far.unseen = task.unlabelled.prefix(50)
    var pairs = SiamesePairs()
    pairs.steps = 200
    let outcome = try pairs.run(far, on: Engine(threads: 1)) { _ in true }
    #expect(try #require(outcome.scores.pairs) > 0.95)
  }

  @Test(arguments: ["whole", "stacked"]) func layersOfEverySortCanBeginAnAutoencoder(mode: String) throws {
    let samples = Samples.blobs(60, shape: [6, 6, 1])
    let model = try Model.plain(
      [6, 6, 1],
      [
        [try Layers.family.make("conv", settings: [("filters", .number(4))]), try activation("relu")],
        [try Layers.family.make("maxpool")], [Flatten()], [Dropout(0.2)],
        [Dense(9), BatchNormalization(), try activation("elu")], [Dense(4)],
      ])
    var settings = Autoencoder()
    settings.epochs = 3
    try settings.set("mode", to: .text(mode))
    let task = PretrainingTask(
      model: model, layers: 5, unlabelled: samples, labelled: samples, unseen: samples)
    let outcome = try settings.run(task, on: Engine(threads: 1)) { _ in true }
    #expect(outcome.stages.map(\.layers) == (mode == "whole" ? [0..<5] : [0..<4, 4..<5]))
    #expect(outcome.stages.allSatisfy { $0.after < $0.before })
    #expect(outcome.model.network.state != model.network.state)
  }

  @Test func ratesThatBlowUpAreExplained() throws {
    let task = try PretrainingTasks.large(Samples.blobs(300, shape: [40]))
    for pretrainer in PretrainingTasks.short {
      var wild = pretrainer
      try wild.set("lr", to: .number(1e6))
      if var autoencoder = wild as? Autoencoder {
        autoencoder.optimizer = GradientDescent()
        try autoencoder.set("lr", to: .number(1e6))
        wild = autoencoder
      }
      do {
        let outcome = try wild.run(task, on: Engine(threads: 1)) { _ in true }
        #expect(outcome.model.network.parameters.allSatisfy { $0.isFinite })
      } catch let problem as Problem {
        #expect(problem.advice?.contains("lr=") == true)
      }
    }
  }
}

@Suite struct PairDrawTests {
  @Test func pairsAreWhatTheySayAndEveryRowIsDrawn() throws {
    let samples = Samples.blobs(50, classes: 5)
    guard case .classes(let labels, _) = samples.targets else { return }
    var draws = try #require(PairDraws(samples, random: Random(seed: 1)))
    var seen: Set<Int> = []
    for index in 0..<4000 {
      let pair = draws.next(isSame: index % 2 == 0)
      #expect(pair.0 != pair.1 && pair.isSame == (index % 2 == 0))
      #expect((labels[pair.0] == labels[pair.1]) == pair.isSame)
      seen.formUnion([pair.0, pair.1])
    }
    #expect(seen.count == 50)
  }

  @Test func theFirstMayBeRestrictedToUnseenRows() throws {
    let samples = Samples.blobs(50, classes: 5)
    var draws = try #require(PairDraws(samples, from: 40, random: Random(seed: 1)))
    #expect((0..<500).allSatisfy { draws.next(isSame: $0 % 2 == 0).0 >= 40 })
  }

  @Test func oneClassOrOneOfEachMakesNoPairs() {
    func samples(_ labels: [Int32]) -> Samples {
      Samples(shape: [1], features: labels.map(Float.init), targets: .classes(labels, count: 3))
    }
    #expect(PairDraws(samples([1, 1, 1]), random: Random(seed: 1)) == nil)
    #expect(PairDraws(samples([0, 1, 2]), random: Random(seed: 1)) == nil)
    #expect(PairDraws(samples([0, 1, 1]), random: Random(seed: 1)) != nil)
  }
}

@Suite(.enabled(if: canTell)) struct PretrainingAllocationTests {
  @Test func aStepOfTwoNetworksTakesNothingFromTheHeap() throws {
    let samples = Samples.blobs(300, shape: [40])
    let task = try PretrainingTasks.large(samples)
    let gan = try AdversarialRun(AdversarialPair(), task, Engine(threads: 1))
    let pairs = try SiameseRun(
      SiamesePairs(), task, try #require(PairDraws(samples, random: Random(seed: 1))), Engine(threads: 1))
    let blocks = samples.features.withUnsafeBufferPointer { features in
      features.baseAddress.map { first -> [Int] in
        // Some of the language's own tables are made when they are first needed.
        for _ in 0..<5 {
          gan.step(real: first, count: 300)
          pairs.step(first)
        }
        ac_start()
        for _ in 0..<5 { gan.step(real: first, count: 300) }
        let ofGan = Int(ac_stop())
        ac_start()
        for _ in 0..<5 { pairs.step(first) }
        // Before the array is made, which takes a block.
        let ofPairs = Int(ac_stop())
        return [ofGan, ofPairs]
      }
    }
    #expect(blocks == [0, 0])
  }
}

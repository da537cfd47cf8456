import Basis
import NeuralNet
import Testing
import Textbook

/// The comparison that random networks pass rejects every deliberate mistake, and nothing that is right.
@Suite struct ImpostorTests {
  /// What the comparison says of ten steps of a small network with this in it.
  static func complaints(
    _ layer: any Layer = ActivationLayer(Tanh()), on input: Shape = [5],
    optimizer: any Optimizer = Momentum(), steps: Int = 8, _ change: (inout Duel) throws -> Void = { _ in }
  ) throws -> [String] {
    var chance = Chance(seed: 4)
    var network = Network(input: input, seed: 3)
    if input == [5] { try network.append([Dense(5, initializer: He())]) }
    try network.append([layer])
    try network.append([Flatten()])
    try network.append([Dense(3)])
    try chance.shake(&network)
    let samples = chance.samples(11, input, CrossEntropy(), outputs: 3)
    var duel = Duel(
      Model(network: network, loss: CrossEntropy(), optimizer: optimizer, seed: 5), samples, batch: 7)
    try change(&duel)
    _ = try duel.run(steps: steps)
    return duel.agreement.complaints
  }

  private static let optimizers:
    [(name: String, right: any TextbookOptimizer, wrong: @Sendable (UpdateStretch) -> Void)] = [
      (
        "adam without correction", Adam(),
        { stretch in
          var late = stretch
          late.step = 1_000_000
          Adam().update(late)
        }
      ),
      (
        "adam that counts from 2", Adam(),
        { stretch in
          var late = stretch
          late.step += 1
          Adam().update(late)
        }
      ),
      (
        "adam with ε under the root", Adam(),
        { stretch in
          var inside = Adam()
          inside.epsilon = 1e-4
          inside.update(stretch)
        }
      ),
      ("nesterov as momentum", Nesterov(), { Momentum().update($0) }),
      (
        "decay as a penalty", AdamW(),
        { stretch in
          let spoiled = UnsafeMutablePointer<Float>.allocate(capacity: stretch.count)
          defer { spoiled.deallocate() }
          for k in 0..<stretch.count { spoiled[k] = stretch.gradients[k] + 0.01 * stretch.parameters[k] }
          var penalized = stretch
          penalized.gradients = UnsafePointer(spoiled)
          Adam().update(penalized)
        }
      ),
      ("adagrad that forgets", AdaGrad(), { RMSProp().update($0) }),
      (
        "adamax without correction", AdaMax(),
        { stretch in
          var late = stretch
          late.step = 1_000_000
          AdaMax().update(late)
        }
      ),
      (
        "nadam without its schedule", Nadam(),
        { stretch in
          var constant = Nadam()
          constant.followsSchedule = false
          constant.update(stretch)
        }
      ),
      (
        "a momentum that no schedule reaches", Momentum(),
        { stretch in
          var own = stretch
          own.momentum = nil
          Momentum().update(own)
        }
      ),
    ]

  @Test func everyWrongOptimizerIsFound() throws {
    var cycle = OneCycle()
    (cycle.epochs, cycle.max) = (5, 0.05)
    for (name, right, wrong) in Self.optimizers {
      let spoiled = try Self.complaints(optimizer: ImpostorOptimizer(right, wrong)) { $0.choose(cycle) }
      #expect(!spoiled.isEmpty, "\(name)")
    }
    let honest = try Self.complaints(optimizer: ImpostorOptimizer(Adam()) { Adam().update($0) })
    #expect(honest.isEmpty, "\(honest)")
  }

  /// Lengths are shortened after the momentum is added, instead of before.
  @Test func clippingAfterTheUpdateIsFound() throws {
    var limit = GlobalNormClipping()
    limit.limit = 0.1
    let late = ImpostorOptimizer(Momentum()) { stretch in
      let before = (0..<stretch.count).map { stretch.parameters[$0] }
      Momentum().update(stretch)
      let change = before.indices.map { Double(stretch.parameters[$0] - before[$0]) }
      let share = min(1, 0.1 * stretch.rate / change.norm)
      for k in before.indices { stretch.parameters[k] = before[k] + Float(share * change[k]) }
    }
    let spoiled = try Self.complaints(optimizer: late) {
      $0.model.clipping = ImpostorClipping(limit, wrong: nil)
    }
    #expect(!spoiled.isEmpty)
    var (value, norm) = (ValueClipping(), NormClipping())
    (value.limit, norm.limit) = (0.1, 0.1)
    for wrong in [value, norm] as [any Clipping] {
      #expect(!(try Self.complaints { $0.model.clipping = ImpostorClipping(limit, wrong: wrong) }).isEmpty)
    }
    #expect((try Self.complaints { $0.model.clipping = ImpostorClipping(limit, wrong: limit) }).isEmpty)
  }

  @Test func everyWrongRegularizerIsFound() throws {
    var l2 = ImpostorRegularizer(L2Penalty())
    l2.slope = { stretch in
      for k in 0..<stretch.count { stretch.gradients[k] += 0.001 * stretch.weights[k] }
    }
    var late = ImpostorRegularizer(WeightDecay())
    late.late = { stretch in
      for k in 0..<stretch.count { stretch.weights[k] *= 1 - Float(0.01 * stretch.rate) }
    }
    var short = MaxNorm()
    short.longest = 0.5
    // Decay after the update takes its share of the update too; the last two do nothing.
    for wrong in [l2, late, ImpostorRegularizer(short), ImpostorRegularizer(L1Penalty())] {
      let spoiled = try Self.complaints {
        var fast = Momentum()
        fast.learningRate = 0.5
        $0.choose(fast)
        $0.model.regularizers = [Regularization(wrong)]
      }
      #expect(!spoiled.isEmpty, "\(wrong.right.name)")
    }
  }
}

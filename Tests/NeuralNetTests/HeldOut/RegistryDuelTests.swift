import Basis
import NeuralNet
import Testing
import Textbook

/// Every member of every family in a network that trains, step by step against the textbook; one thread and two, single
/// steps and all at once, give the same bits (`Duel.run`).
@Suite struct RegistryDuelTests {
  /// Two hidden blocks, the second with batch normalization, which may be frozen.
  static func duel(_ optimizer: any Optimizer = Momentum(), frozen: Bool = false) throws -> Duel {
    var chance = Chance(seed: 8)
    var network = Network(input: [5], seed: 3)
    try network.append([Dense(4), ActivationLayer(Tanh())])
    try network.append([Dense(4), BatchNormalization(), ActivationLayer(PReLU())])
    try network.append([Dense(3)])
    try chance.shake(&network)
    if frozen { try network.edit { $0[1].isFrozen = true } }
    let samples = chance.samples(17, [5], CrossEntropy(), outputs: 3)
    return Duel(
      Model(network: network, loss: CrossEntropy(), optimizer: optimizer, seed: 5), samples, batch: 6)
  }

  @Test(arguments: GradientTests.cases)
  func everyLayerTrains(_ trial: Int, _ shape: Shape) throws {
    var chance = Chance(seed: 9)
    var network = Network(input: shape, seed: 3)
    try network.append([ActivationLayer(PReLU())])
    try network.append([GradientTests.trials[trial]])
    try network.append([Dense(3)])
    try chance.shake(&network)
    var duel = Duel(
      Model(network: network, loss: CrossEntropy(), optimizer: Nesterov(), seed: 5),
      chance.samples(17, shape, CrossEntropy(), outputs: 3), batch: 9)
    _ = try duel.run(steps: 4)
    #expect(duel.agreement.complaints.isEmpty, "\(GradientTests.trials[trial].title) on \(shape.text)")
  }

  @Test(arguments: Optimizers.family.names)
  func everyOptimizerWalksTwentySteps(_ name: String) throws {
    var duel = try Self.duel(try Optimizers.family.make(name))
    _ = try duel.run(steps: 20)
    #expect(duel.agreement.complaints.isEmpty)
  }

  /// Not a bit of a frozen layer moves, whatever else goes on; `Duel` looks at every one.
  @Test(arguments: Optimizers.family.names, Regularizers.family.names + ["l1 0.1 method=proximal"])
  func frozenLayersAreLeftByEveryOptimizerAndRegularizer(_ optimizer: String, _ regularizer: String) throws {
    var duel = try Self.duel(try Optimizers.family.make(optimizer))
    _ = try duel.run(steps: 2)
    duel.model.regularizers = [Regularization(try Regularizers.family.read(regularizer))]
    duel.model.clipping = GlobalNormClipping()
    try duel.edit { try $0.edit { $0[1].isFrozen = true } }
    let before = duel.model.network
    _ = try duel.run(steps: 3)
    let range = before.layout.blockRanges[1]
    #expect(duel.model.network.parameters[range] == before.parameters[range])
    #expect(duel.model.network.state == before.state)
    // And what thaws goes on with its own count of updates.
    try duel.edit { try $0.edit { $0[1].isFrozen = false } }
    _ = try duel.run(steps: 2)
    #expect(duel.model.network.parameters[range] != before.parameters[range])
    #expect(duel.agreement.complaints.isEmpty)
  }

  @Test(arguments: Schedules.family.names, ["momentum", "adam"])
  func everyScheduleReachesEveryStep(_ name: String, _ optimizer: String) throws {
    var schedule = try Schedules.family.make(name)
    if var finite = schedule as? any FiniteSchedule {
      finite.epochs = 4
      schedule = finite
    }
    var duel = try Self.duel(try Optimizers.family.make(optimizer))
    _ = try duel.run(steps: 2)
    duel.choose(schedule)
    _ = try duel.run(steps: 15)
    #expect(duel.agreement.complaints.isEmpty)
  }

  @Test(arguments: Clippings.family.names, Regularizers.family.names)
  func everyClippingComesAfterEveryPenalty(_ clipping: String, _ regularizer: String) throws {
    var limited = try Clippings.family.make(clipping)
    try limited.set("limit", to: .number(0.05))
    var duel = try Self.duel(Adam(), frozen: true)
    duel.model.clipping = limited
    duel.model.regularizers = [Regularization(try Regularizers.family.make(regularizer))]
    _ = try duel.run(steps: 6)
    #expect(duel.agreement.complaints.isEmpty)
  }

  /// Kingma & Ba, section 2.1: the first step of a parameter is η, and a layer that comes later has its first step too.
  @Test func aLayerAddedLaterIsCorrectedForItsOwnStart() throws {
    var duel = try Self.duel(Adam())
    _ = try duel.run(steps: 30)
    try duel.edit { try $0.insert([Dense(4)], at: 2) }
    let before = duel.model.network.parameters
    let added = duel.model.network.layout.blockRanges[2]
    _ = try duel.run(steps: 1)
    let largest = added.map { abs(duel.model.network.parameters[$0] - before[$0]) }.max() ?? 0
    #expect(abs(largest - 0.001) < 1e-5)
    #expect(duel.agreement.complaints.isEmpty)
  }

  /// What `undo` restores is the whole of it: training on from there is the same bits again.
  @Test(arguments: Optimizers.family.names)
  func goingBackAndTrainingAgainGivesTheSameBits(_ name: String) throws {
    var duel = try Self.duel(try Optimizers.family.make(name))
    _ = try duel.run(steps: 3)
    let kept = duel
    _ = try duel.run(steps: 4)
    var again = kept
    try again.edit { try $0.insert([Dense(4)], at: 1) }
    _ = try again.run(steps: 2)
    again = kept
    _ = try again.run(steps: 4)
    #expect(again.model.digest == duel.model.digest && again.model.memory == duel.model.memory)
  }
}

import Basis
import NeuralNet
import Testing

/// The whole chain, from the loss back to every parameter, against differences of the loss itself.
@Suite struct NetworkGradientTests {
  static let networks: [(name: String, blocks: @Sendable () throws -> [[any Layer]])] = [
    ("one layer", { [[Dense(4)]] }),
    (
      "deep tanh", { [[Dense(6), try activation("tanh")], [Dense(5), try activation("tanh")], [Dense(4)]] }
    ),
    (
      "normalized",
      {
        [
          [Dense(6), BatchNormalization(), try activation("elu")],
          [Dense(5), try activation("softplus"), BatchNormalization()], [Dense(4)],
        ]
      }
    ),
    (
      "everything",
      {
        [
          [Flatten()], [BatchNormalization()],
          [Dense(7, bias: false), try activation("swish"), Dropout(0.3)],
          [Dense(6), try activation("gelu"), BatchNormalization()], [Dense(4)],
        ]
      }
    ),
  ]

  @Test(arguments: networks.indices, [7, 40])
  func theGradientPredictsHowTheLossChanges(_ number: Int, _ batch: Int) throws {
    let samples = Samples.blobs(batch, shape: [4, 2, 1])
    var model = try Model.plain([4, 2, 1], try Self.networks[number].blocks())
    try model.shake()
    let engine = Engine(threads: 2)
    let gradient = try engine.gradients(model, on: samples).parameters
    var random = Random(seed: 5)
    let length = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(length > 0.01)
    for _ in 0..<8 {
      // Along a direction of length 1: ∂L = g·d.
      let draws = gradient.map { _ in random.normal() }
      let size = draws.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let direction = draws.map { $0 / size }
      func loss(_ distance: Double) throws -> Double {
        var moved = model
        try moved.edit { network in
          for index in direction.indices { network.parameters[index] += Float(distance * direction[index]) }
        }
        return try engine.gradients(moved, on: samples).loss
      }
      let predicted = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
      let measured = (try loss(0.01) - loss(-0.01)) / 0.02
      #expect(abs(predicted - measured) < 2e-3 * length, "\(Self.networks[number].name)")
    }
  }

  @Test func smallAndLargeNetworksAreCutOrNotWithTheSameGradient() throws {
    // 40 → 600 → 4 is cut into shards at 64 samples, and not at 15 or 19.
    let samples = Samples.blobs(64, shape: [40])
    let model = try Model.plain([40], [[Dense(600), try activation("tanh")], [Dense(4)]])
    let engine = Engine(threads: 1)
    let whole = try engine.gradients(model, on: samples).parameters
    let parts = try [0..<15, 15..<30, 30..<45, 45..<64].map { rows in
      (rows.count, try engine.gradients(model, on: samples[Array(rows)]).parameters)
    }
    for index in whole.indices {
      let mean = parts.reduce(0) { $0 + Double($1.0) * Double($1.1[index]) } / 64
      #expect(abs(Double(whole[index]) - mean) < 1e-6)
    }
  }
}

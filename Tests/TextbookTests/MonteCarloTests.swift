import Basis
import Foundation
import NeuralNet
import Testing
import Textbook

/// The mean of stochastic passes is what the textbook's passes with the same masks say.
@Suite struct MonteCarloTests {
  private func softmax(_ z: [Double]) -> [Double] {
    let total = z.reduce(0) { $0 + exp($1) }
    return z.map { exp($0) / total }
  }

  @Test func meanProbabilitiesAndSpreadsAgree() throws {
    var network = Network(input: [2, 3], seed: 51)
    try network.append([Dense(9), BatchNormalization(), ActivationLayer(RReLU()), Dropout(0.3)])
    try network.append([Dense(7), ActivationLayer(SELU()), AlphaDropout(0.2), GaussianNoise(0.3)])
    try network.append([Dense(3)])
    var random = Random(seed: 4)
    for index in network.state.indices { network.state[index] += Float(0.5 * random.uniform()) }
    let samples = SmallNetwork.samples(13, classes: 3)
    let model = Model(network: network, loss: CrossEntropy(), optimizer: GradientDescent(), seed: 9)
    let passes = 6
    let found = try Engine(threads: 1).monteCarlo(model, on: samples, passes: passes)

    let textbook = TextbookNetwork(network, seed: 9)
    // Steps of random numbers count down from −2.
    let runs = (0..<passes).map { pass in
      textbook.outputs(samples.rows, mode: .sampling, step: -2 - pass).map(softmax)
    }
    for (n, prediction) in found.predictions.enumerated() {
      let means = (0..<3).map { k in runs.reduce(0) { $0 + $1[n][k] } / Double(passes) }
      let answer = means.indices.max { means[$0] < means[$1] } ?? 0
      let variance = runs.reduce(0) {
        $0 + ($1[n][answer] - means[answer]) * ($1[n][answer] - means[answer])
      }
      #expect(prediction.answer == answer && abs(prediction.value - means[answer]) < 1e-5)
      #expect(abs(prediction.spread - (variance / Double(passes - 1)).squareRoot()) < 1e-5)
      #expect(prediction.spread > 1e-3)
    }
  }
}

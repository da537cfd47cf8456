import Basis
import NeuralNet
import Testing

@Suite struct GradientTests {
  /// Every registered layer as it comes, and settings that change its mathematics.
  static let trials: [any Layer] =
    Layers.family.all.map { small($0) }
    + [Dense(1), Dense(7, bias: false), Dropout(0.2)]
    + [
      RNN(3, returned: .sequence), RNN(1, Sigmoid()), LSTM(3, returned: .sequence),
      GRU(3, returned: .sequence),
      Convolution(3, kernel: 1, bias: false), Convolution(2, kernel: 2, stride: 2),
      Convolution(3, kernel: 2, padding: .valid), Convolution(2, kernel: 5, stride: 2),
      MaxPooling(2, stride: 1),
      AveragePooling(2, stride: 1), AlphaDropout(0.3), GaussianNoise(0.5),
    ]
    + Activations.family.all.map { ActivationLayer($0) }

  /// Few units: the laws look at every parameter, and through many units at once a difference is far from straight.
  /// And no layer that normalizes two numbers to ±1, which is a step where they are equal, without rounding it off.
  private static func small(_ layer: any Layer) -> any Layer {
    if var layer = layer as? LayerNormalization {
      layer.epsilon = 0.1
      return layer
    }
    guard var layer = layer as? any RecurrentLayer else { return layer }
    layer.units = 3
    return layer
  }

  static let shapes: [Shape] = [[5], [2, 3, 2], [4, 3]]

  /// Layers of images or sequences refuse rows of numbers.
  static func takes(_ trial: Int, _ shape: Shape) -> Bool {
    do {
      _ = try trials[trial].output(for: shape)
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: trials.indices)
  func everyTrialTakesSomeShape(_ trial: Int) {
    #expect(GradientTests.shapes.contains { GradientTests.takes(trial, $0) })
  }

  /// Every trial on every shape that it takes.
  static let cases = shapes.flatMap { shape in
    trials.indices.filter { takes($0, shape) }.map { (trial: $0, shape: shape) }
  }

  @Test(arguments: cases)
  func backwardIsTheDerivativeOfForward(_ trial: Int, _ shape: Shape) throws {
    let violation = try GradientLaw.violation(GradientTests.trials[trial], shape)
    #expect(violation < 2e-3, "\(GradientTests.trials[trial].title) on \(shape.text)")
  }

  @Test(arguments: WrongLayer.Slip.allCases)
  func theLawRejectsAWrongBackward(_ slip: WrongLayer.Slip) throws {
    let shape = WrongLayer(slip).shape
    #expect(try GradientLaw.violation(WrongLayer(slip), shape) > 5e-3)
    #expect(try GradientLaw.violation(WrongLayer(slip).right, shape) < 2e-3)
  }

  @Test(arguments: trials.indices)
  func theCutIntoShardsChangesNoOutput(_ trial: Int) throws {
    var random = Random(seed: 2)
    let layer = GradientTests.trials[trial]
    let x = (0..<9 * 12).map { _ in Float(random.normal()) }
    let g = (0..<9 * (try layer.output(for: [2, 3, 2]).count)).map { _ in Float(random.normal()) }
    var whole = LayerRun(layer, [2, 3, 2])
    let expected = try whole(x, gradient: g, shards: 1)
    for shards in 2...4 {
      var cut = LayerRun(layer, [2, 3, 2])
      let got = try cut(x, gradient: g, shards: shards)
      for (a, b) in [
        (got.output, expected.output), (got.inputGradient, expected.inputGradient),
        (got.gradients, expected.gradients), (cut.state, whole.state),
      ] {
        #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 * (1 + abs($1)) }, "\(layer.title) in \(shards)")
      }
    }
  }
}

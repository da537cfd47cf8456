import Basis
import NeuralNet
import Testing
import Textbook

/// A layer with an input shape to try it on.
struct LayerCase: CustomTestStringConvertible, Sendable {
  var layer: any Layer
  var input: Shape

  var testDescription: String { "\(layer.notation) of \(input.text)" }

  /// Small, because every parameter is differentiated; on sequences of several lengths and on images.
  private static var recurrent: [LayerCase] {
    Layers.family.all.compactMap { $0 as? any RecurrentLayer }.flatMap { layer in
      [ReturnedStates.last, .sequence].flatMap { returned in
        [[1, 3], [5, 2], [2, 2, 3]].map { extents in
          var layer = layer
          (layer.units, layer.returned) = (3, returned)
          return LayerCase(layer: layer, input: Shape(extents))
        }
      }
    }
  }

  /// Every registered layer on rows and on images, dense without bias, and every activation.
  static var all: [LayerCase] {
    var dense = Dense(4)
    dense.bias = false
    let layers = Layers.family.all.filter { !($0 is any RecurrentLayer) } + [dense]
    let activations = Activations.family.all.map { ActivationLayer($0) as any Layer }
    return recurrent
      + layers.flatMap { layer in
        [[6], [2, 2, 3]].map { LayerCase(layer: layer, input: $0) }.filter(\.isTaken)
      }
      + activations.map { LayerCase(layer: $0, input: [6]) } + onImages
  }

  /// Every way in which windows can lie on an image.
  static var onImages: [LayerCase] {
    let convolutions = [1, 2, 3, 5].flatMap { kernel in
      [1, 2].flatMap { stride in
        [Convolution.Padding.same, .valid].map {
          Convolution(2, kernel: kernel, stride: stride, padding: $0, bias: kernel != 2) as any Layer
        }
      }
    }
    let pooling: [any Layer] = [
      MaxPooling(1), MaxPooling(3, stride: 1), MaxPooling(2, stride: 3), AveragePooling(3, stride: 1),
      AveragePooling(2, stride: 3),
    ]
    return (convolutions + pooling).map { LayerCase(layer: $0, input: [5, 6, 2]) }
  }

  /// Layers for images refuse rows of numbers.
  private var isTaken: Bool {
    do {
      _ = try layer.output(for: input)
      return true
    } catch { return false }
  }
}

@Suite struct LayerGradientTests {
  /// Largest distance of backward from differences of forward, in ∂L/∂x and ∂L/∂parameters, for L = Σ weight·y with
  /// random weights.
  static func gradientError(_ layer: any TextbookLayer, _ input: Shape, _ mode: Pass.Mode) -> Double {
    var random = Random(seed: 41)
    let samples = 5
    let x = (0..<samples * input.count).map { _ in random.normal() }
    let parameters = layer.parameters(for: input).flatMap { spec in
      (0..<spec.count).map { _ in 0.3 + 0.5 * random.normal() }
    }
    var pass = TextbookPass(input: input, mode: mode, randomKey: 77)
    pass.state = layer.state(for: input).map { spec in
      (0..<spec.count).map { _ in random.uniform(in: 0.5..<2) }
    }
    func forward(_ numbers: [Double]) -> TextbookStep {
      var pass = pass
      pass.parameters = numbers[x.count...].split(by: layer.parameters(for: input).map(\.count))
      return layer.forward(numbers[..<x.count].split(by: Array(repeating: input.count, count: samples)), pass)
    }
    let step = forward(x + parameters)
    let g = step.output.map { $0.map { _ in random.normal() } }
    let differences = Differences.gradient(
      of: { numbers in
        zip(g, forward(numbers).output).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
      }, at: x + parameters)
    let back = step.backward(g)
    return zip(differences, back.input.flatMap { $0 } + back.parameters.flatMap { $0 })
      .map { abs($0 - $1) }.max() ?? 0
  }

  @Test(arguments: LayerCase.all, [Pass.Mode.training, .probing, .inference])
  func backwardIsTheDerivativeOfForward(_ example: LayerCase, mode: Pass.Mode) throws {
    let layer = try #require(example.layer as? any TextbookLayer, "no textbook version")
    #expect(Self.gradientError(layer, example.input, mode) < 1e-7)
  }

  @Test func wrongLayersBreakTheLaw() {
    #expect(Self.gradientError(NormalizationWithoutCoupling(), [6], .training) > 1e-3)
    #expect(Self.gradientError(DenseThatForgetsItsBias(), [6], .training) > 1e-3)
    #expect(Self.gradientError(DropoutWithoutScale(), [6], .training) > 1e-3)
    #expect(Self.gradientError(SequenceWithoutItsPast(), [3, 2], .training) > 1e-3)
    #expect(Self.gradientError(GateWithoutGradient(), [3, 2], .training) > 1e-3)
    #expect(Self.gradientError(ConvolutionWithAFlippedGradient(), [4, 4, 2], .training) > 1e-3)
    #expect(Self.gradientError(PoolingWithoutItsShare(), [4, 4, 2], .training) > 1e-3)
  }

  @Test(arguments: LayerCase.all)
  func outputsHaveTheShapeThatTheLayerPromises(_ example: LayerCase) throws {
    let layer = try #require(example.layer as? any TextbookLayer)
    let zeros = TextbookPass(
      input: example.input,
      parameters: layer.parameters(for: example.input).map { Array(repeating: 0, count: $0.count) },
      state: layer.state(for: example.input).map { Array(repeating: 1, count: $0.count) })
    let step = layer.forward([Array(repeating: 1, count: example.input.count)], zeros)
    #expect(step.output.map(\.count) == [try layer.output(for: example.input).count])
    #expect(step.state.map(\.count) == layer.state(for: example.input).map(\.count))
  }
}

@Suite struct LayerMeaningTests {
  @Test func normalizedFeaturesHaveMeanZeroAndVarianceOne() {
    var random = Random(seed: 42)
    let x = (0..<50).map { _ in (0..<6).map { 3 * random.normal() + Double($0) } }
    let pass = TextbookPass(
      input: [2, 3], parameters: [[1, 1, 1], [0, 0, 0]], state: [[0, 0, 0], [1, 1, 1]])
    let y = BatchNormalization().forward(x, pass).output
    for f in 0..<3 {
      let values = y.flatMap { [$0[f], $0[f + 3]] }
      let mean = values.reduce(0, +) / 100
      let variance = values.reduce(0) { $0 + $1 * $1 } / 100 - mean * mean
      // ε = 10⁻⁵ beside a variance of 9 or more.
      #expect(abs(mean) < 1e-12 && abs(variance - 1) < 1e-5)
    }
  }

  @Test func alphaDropoutKeepsMeanZeroAndVarianceOne() {
    var random = Random(seed: 45)
    let x = (0..<1000).map { _ in (0..<100).map { _ in random.normal() } }
    let y = AlphaDropout(0.3).forward(x, TextbookPass(input: [100], randomKey: 5)).output.flatMap { $0 }
    let n = Double(y.count)
    let mean = y.reduce(0, +) / n
    let variance = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    // Five standard errors; those of the variance are at most √(4/n), the fourth moment being below 5.
    #expect(abs(mean) < 5 / n.squareRoot())
    #expect(abs(variance - 1) < 10 / n.squareRoot())
  }

  @Test func noiseHasTheDeviationThatWasAskedFor() {
    let x = [[Double]](repeating: Array(repeating: 1, count: 100), count: 1000)
    let y = GaussianNoise(0.5).forward(x, TextbookPass(input: [100], randomKey: 5)).output.flatMap { $0 }
    let n = Double(y.count)
    let mean = y.reduce(0, +) / n
    let variance = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    // Five standard errors: σ/√n of a mean, σ²·√(2/n) of a variance.
    #expect(abs(mean - 1) < 5 * 0.5 / n.squareRoot())
    #expect(abs(variance - 0.25) < 5 * 0.25 * (2 / n).squareRoot())
  }

  @Test func dropoutKeepsTheExpectedValueAndDropsItsShare() {
    let x = [[Double]](repeating: Array(repeating: 1, count: 100), count: 1000)
    let y = Dropout(0.3).forward(x, TextbookPass(input: [100], randomKey: 5)).output.flatMap { $0 }
    let n = Double(y.count)
    let dropped = Double(y.filter { $0 == 0 }.count) / n
    // Five standard errors of a share.
    #expect(abs(dropped - 0.3) < 5 * (0.3 * 0.7 / n).squareRoot())
    #expect(abs(y.reduce(0, +) / n - 1) < 5 * (0.3 / 0.7 / n).squareRoot())
  }
}

extension ArraySlice<Double> {
  fileprivate func split(by counts: [Int]) -> [[Double]] {
    var rest = self
    return counts.map { count in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}

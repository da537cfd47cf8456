import Basis
import CKernels
import NeuralNet
import Testing

@Suite struct ConvolutionTests {
  struct Setup: CustomTestStringConvertible, Sendable {
    var layer: Convolution
    var shape: Shape
    var testDescription: String { "\(layer.notation) of \(shape.text)" }
  }

  /// Odd sizes, channels that fill no vector, and one shape that fills it exactly.
  static let setups: [Setup] = [1, 2, 3, 5].flatMap { kernel in
    [1, 2].flatMap { stride in
      [Convolution.Padding.same, .valid].flatMap { padding in
        [([7, 5, 3], 5), ([5, 6, 1], 16), ([6, 6, 16], 3)].map { (shape: Shape, filters: Int) in
          Setup(
            layer: Convolution(filters, kernel: kernel, stride: stride, padding: padding, bias: kernel != 2),
            shape: shape)
        }
      }
    }
  }

  @Test(arguments: setups, [1, 7, 33])
  func theLibraryComputesTheDefinition(_ setup: Setup, _ batch: Int) throws {
    try LayersAgainstTextbookTests.expectAgreement(of: setup.layer, on: setup.shape, batch: batch)
  }

  /// What goes by Winograd's way: tiles that are cut off at the edges, single ones, and more than are worked on at once.
  static let tiled: [Setup] = [Convolution.Padding.same, .valid].flatMap { padding in
    [([7, 5, 16], 32), ([6, 8, 32], 16), ([3, 3, 16], 16), ([4, 5, 48], 48)].map {
      (shape: Shape, filters: Int) in
      Setup(layer: Convolution(filters, padding: padding, bias: filters != 16), shape: shape)
    }
  }

  @Test(arguments: tiled, [1, 7, 33])
  func fourOutputsOfSixteenProductsAreTheDefinitions(_ setup: Setup, _ batch: Int) throws {
    try LayersAgainstTextbookTests.expectAgreement(of: setup.layer, on: setup.shape, batch: batch)
  }

  @Test(.enabled(if: ck_has_multiplier(CK_TILES_256)))
  func onlyThreeByThreeWeightsOfWholeVectorsGoByWinogradsWay() {
    func suits(kernel: Int = 3, stride: Int = 1, channels: Int = 16, filters: Int = 32) -> Bool {
      ck_winograd_suits(
        ck_convolution_shape(
          height: 8, width: 8, channels: channels, outHeight: 8, outWidth: 8, filters: filters,
          kernel: kernel,
          stride: stride, top: 1, left: 1, bottom: 1, right: 1, bias: true))
    }
    #expect(suits() && suits(channels: 48, filters: 48))
    #expect(!suits(kernel: 5) && !suits(stride: 2) && !suits(channels: 3) && !suits(filters: 20))
  }

  @Test(arguments: [(1, 9, 9), (2, 9, 5), (3, 9, 3), (4, 8, 2), (5, 8, 2)])
  func paddingSameGivesTheSizeOverTheStrideRoundedUp(_ stride: Int, _ size: Int, _ expected: Int) throws {
    for kernel in [1, 2, 3, 7, 12] {
      let output = try Convolution(4, kernel: kernel, stride: stride).output(for: [size, size, 3])
      #expect(output == [expected, expected, 4])
    }
  }

  @Test(arguments: [(3, 1, 7), (2, 2, 4), (9, 1, 1), (5, 3, 2)])
  func withoutPaddingWindowsLieInsideTheImage(_ kernel: Int, _ stride: Int, _ expected: Int) throws {
    let layer = Convolution(4, kernel: kernel, stride: stride, padding: .valid)
    #expect(try layer.output(for: [9, 9, 3]) == [expected, expected, 4])
  }

  @Test func aFilterOfOneWeightIsADenseLayerAtEveryPixel() throws {
    var random = Random(seed: 6)
    let x = (0..<4 * 6 * 5).map { _ in Float(random.normal()) }
    var convolution = LayerRun(Convolution(7, kernel: 1), [2, 3, 5])
    var dense = LayerRun(Dense(7), [5])
    dense.parameters = convolution.parameters
    let (a, b) = (try convolution(x).output, try dense(x).output)
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func weightsLieAsKernelKernelChannelsFiltersAndFansCountThem() {
    let weights = Convolution(8, kernel: 5).parameters(for: [9, 9, 3])[0]
    #expect(weights.shape == [5, 5, 3, 8])
    #expect(weights.fanIn == 75 && weights.fanOut == 200)
    #expect(Convolution(8, bias: false).parameters(for: [9, 9, 3]).count == 1)
  }

  @Test func operationsAreTwoForEveryProduct() throws {
    // 4·4 places, 3·3·2 products, 5 filters, and the biases.
    #expect(Convolution(5, padding: .valid).operations(for: [6, 6, 2]) == 16 * 5 * (2 * 18 + 1))
  }

  @Test(arguments: [[4], [20, 2]] as [Shape])
  func whatIsNoImageIsRefusedWithItsShape(_ shape: Shape) {
    for layer in [Convolution(), MaxPooling(), AveragePooling(), GlobalAveragePooling()] as [any Layer] {
      #expect {
        _ = try layer.output(for: shape)
      } throws: { error in
        guard let problem = error as? Problem else { return false }
        return problem.message.contains(shape.text) && problem.message.contains(layer.name)
          && problem.advice?.contains("layer dense") == true
      }
    }
  }

  @Test func aKernelLargerThanTheImageIsRefusedWithBothSizes() {
    #expect {
      _ = try Convolution(4, kernel: 5, padding: .valid).output(for: [8, 3, 2])
    } throws: { error in
      guard let problem = error as? Problem else { return false }
      return problem.message.contains("5×5") && problem.message.contains("8×3×2")
        && problem.advice?.contains("kernel=3") == true
    }
  }

  @Test func aWindowLargerThanTheImageIsRefusedWithBothSizes() {
    for layer in [MaxPooling(2), AveragePooling(2)] as [any Layer] {
      #expect {
        _ = try layer.output(for: [1, 1, 7])
      } throws: { error in
        guard let problem = error as? Problem else { return false }
        return problem.message.contains("2×2") && problem.message.contains("1×1×7") && problem.advice != nil
      }
    }
  }
}

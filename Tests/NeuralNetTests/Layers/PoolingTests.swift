import Basis
import NeuralNet
import Testing

@Suite struct PoolingTests {
  /// One image of 3×3 pixels and 1 channel: the third row and column fill no window.
  static let image: [Float] = [1, 5, 100, 3, 2, 100, 100, 100, 100]

  @Test func theLargestNumberPassesAndGetsTheGradient() throws {
    var run = LayerRun(MaxPooling(), [3, 3, 1])
    let result = try run(Self.image, gradient: [7])
    #expect(result.output == [5])
    #expect(result.inputGradient == [0, 7, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func theFirstOfEqualsGetsTheGradient() throws {
    var run = LayerRun(MaxPooling(), [2, 2, 1])
    #expect(try run([4, 4, 4, 4], gradient: [1]).inputGradient == [1, 0, 0, 0])
  }

  @Test func notANumberIsNotHidden() throws {
    var run = LayerRun(MaxPooling(), [2, 2, 1])
    for place in 0..<4 {
      var x: [Float] = [1, 2, 3, 4]
      x[place] = .nan
      #expect(try run(x).output[0].isNaN)
    }
  }

  @Test func theMeanSharesTheGradient() throws {
    var run = LayerRun(AveragePooling(), [3, 3, 1])
    let result = try run(Self.image, gradient: [8])
    #expect(result.output == [2.75])
    #expect(result.inputGradient == [2, 2, 0, 2, 2, 0, 0, 0, 0])
  }

  @Test func overlappingWindowsAddTheirGradients() throws {
    var run = LayerRun(MaxPooling(2, stride: 1), [3, 3, 1])
    let x: [Float] = [1, 2, 1, 2, 9, 2, 1, 2, 1]
    let result = try run(x, gradient: [1, 2, 3, 4])
    #expect(result.output == [9, 9, 9, 9])
    #expect(result.inputGradient == [0, 0, 0, 0, 10, 0, 0, 0, 0])
  }

  @Test(arguments: [1, 7, 16, 35])
  func channelsStayApart(_ channels: Int) throws {
    // Channel c holds c at every pixel but one, which has c + 6.
    let x = (0..<6).flatMap { pixel in (0..<channels).map { Float($0 + (pixel == 4 ? 6 : 0)) } }
    var whole = LayerRun(GlobalAveragePooling(), [3, 2, channels])
    let mean = try whole(x)
    #expect(zip(mean.output, 0..<channels).allSatisfy { abs($0 - Float($1 + 1)) < 1e-5 })
    var largest = LayerRun(MaxPooling(2, stride: 1), [3, 2, channels])
    #expect(
      try largest(x).output == (0..<2 * channels).map { Float($0 % channels + ($0 < channels ? 0 : 6)) })
  }

  @Test func windowsTouchUnlessToldOtherwise() throws {
    #expect(try MaxPooling(3).output(for: [9, 7, 2]) == [3, 2, 2])
    #expect(try AveragePooling(3, stride: 2).output(for: [9, 7, 2]) == [4, 3, 2])
    #expect(
      MaxPooling(3).notation == "maxpool 3" && MaxPooling(3, stride: 2).notation == "maxpool 3 stride=2")
  }
}

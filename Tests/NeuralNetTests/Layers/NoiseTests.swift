import Basis
import NeuralNet
import Testing

/// Layers that draw besides dropout.
@Suite struct NoiseTests {
  @Test func normalDrawsHaveTheMomentsOfTheNormalDistribution() throws {
    var run = LayerRun(GaussianNoise(1), [1000])
    let z = try run([Float](repeating: 0, count: 200_000)).output.map(Double.init)
    let n = Double(z.count)
    func moment(_ power: Int) -> Double {
      z.reduce(0) { sum, z in sum + (0..<power).reduce(1) { product, _ in product * z } } / n
    }
    // Five standard errors: variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
    #expect(abs(moment(1)) < 5 * (1 / n).squareRoot())
    #expect(abs(moment(2) - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(moment(3)) < 5 * (15 / n).squareRoot())
    #expect(abs(moment(4) - 3) < 5 * (96 / n).squareRoot())
    #expect(z.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [Float(0.05), 0.1, 0.5])
  func alphaDropoutDropsItsShareToOneValue(_ rate: Float) throws {
    var run = LayerRun(AlphaDropout(rate), [100])
    let y = try run([Float](repeating: 1, count: 20_000)).output
    #expect(Set(y).count == 2)
    let dropped = Double(y.count { $0 < 0 }) / Double(y.count)
    let p = Double(rate)
    #expect(abs(dropped - p) < 5 * (p * (1 - p) / Double(y.count)).squareRoot())
  }

  @Test(arguments: ["alpha-dropout", "gaussian-noise"])
  func outsideTrainingItIsTheIdentityBitForBit(_ name: String) throws {
    var random = Random(seed: 9)
    let x = (0..<1000).map { _ in Float(random.normal()) } + [.infinity, -0.0, .leastNonzeroMagnitude, 0]
    var run = LayerRun(try Layers.family.make(name), [4])
    run.mode = .inference
    #expect(try run(x).output.map(\.bitPattern) == x.map(\.bitPattern))
  }

  @Test(arguments: ["alpha-dropout", "gaussian-noise"])
  func everyStepDrawsAnew(_ name: String) throws {
    var first = LayerRun(try Layers.family.make(name), [100])
    var second = first
    second.key = 6
    let x = [Float](repeating: 1, count: 1000)
    #expect(try first(x).output != second(x).output)
  }
}

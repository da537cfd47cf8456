import Basis
import NeuralNet
import Testing

@Suite struct DenseTests {
  @Test(arguments: [(1, 1, 1), (3, 2, 5), (16, 64, 50), (33, 17, 129), (64, 300, 10)])
  func productsAreThoseOfTheDefinition(_ size: (batch: Int, inputs: Int, units: Int)) throws {
    var random = Random(seed: 8)
    let x = (0..<size.batch * size.inputs).map { _ in Float(random.normal()) }
    let g = (0..<size.batch * size.units).map { _ in Float(random.normal()) }
    var run = LayerRun(Dense(size.units), [size.inputs])
    run.parameters = run.parameters.map { _ in Float(random.normal()) }
    let result = try run(x, gradient: g)
    let w = run.parameters
    func expectSum(_ got: Float, _ terms: [Double]) {
      // Rounding of a Float sum grows with the size of its terms.
      let size = terms.reduce(0) { $0 + abs($1) }
      #expect(abs(Double(got) - terms.reduce(0, +)) <= 1e-6 * size + 1e-12)
    }
    for n in 0..<size.batch {
      for o in 0..<size.units {
        expectSum(
          result.output[n * size.units + o],
          (0..<size.inputs).map { Double(x[n * size.inputs + $0]) * Double(w[$0 * size.units + o]) }
            + [Double(w[size.inputs * size.units + o])])
      }
      for i in 0..<size.inputs {
        expectSum(
          result.inputGradient[n * size.inputs + i],
          (0..<size.units).map { Double(g[n * size.units + $0]) * Double(w[i * size.units + $0]) })
      }
    }
    for o in 0..<size.units {
      for i in 0..<size.inputs {
        expectSum(
          result.gradients[i * size.units + o],
          (0..<size.batch).map { Double(x[$0 * size.inputs + i]) * Double(g[$0 * size.units + o]) })
      }
      expectSum(
        result.gradients[size.inputs * size.units + o],
        (0..<size.batch).map { Double(g[$0 * size.units + o]) })
    }
  }

  @Test func imagesAreReadAsOneRow() throws {
    #expect(Dense(3).parameters(for: [8, 8, 1]).map(\.shape) == [[64, 3], [3]])
    #expect(try Dense(3).output(for: [8, 8, 1]) == [3])
    #expect(Dense(3, bias: false).parameters(for: [64]).map(\.name) == ["weights"])
  }
}

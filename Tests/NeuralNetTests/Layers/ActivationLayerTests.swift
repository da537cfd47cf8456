import Basis
import NeuralNet
import Testing

@Suite struct ActivationLayerTests {
  @Test func settingsOfTheFunctionAreSettingsOfTheLayer() throws {
    let layer = try Layers.family.make(
      "activation", settings: [("function", .text("elu")), ("alpha", .number(0.5))])
    #expect(layer.title == "elu alpha=0.5")
    #expect(layer.notation == "activation elu alpha=0.5")
    var run = LayerRun(layer, [1])
    #expect(abs(try run([-50]).output[0] + 0.5) < 1e-6)
  }

  @Test func anUnknownSettingNamesTheFunction() throws {
    #expect {
      _ = try Layers.family.make("activation", settings: [("function", .text("elu")), ("alhpa", .number(1))])
    } throws: { error in
      (error as? Problem)?.message.contains("Did you mean \"alpha\"?") ?? false
    }
  }

  @Test func learnedSlopesBelongToUnitsAndStartWhereTheFunctionSays() throws {
    let layer = try activation("prelu")
    var run = LayerRun(layer, [3])
    #expect(run.parameters == [0.25, 0.25, 0.25])
    run.parameters = [0.5, 0.25, 0]
    let result = try run([-2, -2, -2, 4, 4, -6], gradient: [1, 1, 1, 1, 1, 10])
    #expect(result.output == [-1, -0.5, 0, 4, 4, 0])
    #expect(result.inputGradient == [0.5, 0.25, 0, 1, 1, 0])
    // Σ g·x where x ≤ 0
    #expect(result.gradients == [-2, -2, -62])
  }

  @Test func randomSlopesFillTheirRangeInTrainingAndAreItsMiddleOutside() throws {
    let layer = try activation("rrelu")
    guard case .random(let range) = layer.activation.coefficient else {
      Issue.record("rrelu draws its slopes")
      return
    }
    let x = [Float](repeating: -1, count: 10_000)
    var run = LayerRun(layer, [100])
    let slopes = try run(x).output.map { -$0 }
    #expect(slopes.allSatisfy { range.contains($0) })
    let mean = slopes.reduce(0) { $0 + Double($1) } / 10_000
    let (lower, upper) = (Double(range.lowerBound), Double(range.upperBound))
    // Four deviations of the mean of uniform draws.
    #expect(abs(mean - (lower + upper) / 2) < 4 * (upper - lower) / (12.0 * 10_000).squareRoot())
    run.mode = .inference
    let middle = Float((lower + upper) / 2)
    #expect(try run(x).output.allSatisfy { abs(-$0 - middle) < 1e-7 })
  }
}

import Basis
import NeuralNet
import Testing

@Suite struct InitializerTests {
  /// Four moments at three sizes for twelve initializers: five standard errors leave one chance in 50,000.
  @Test(arguments: InitializerCase.all, [(256, 128), (30, 900), (1000, 10)])
  func momentsAreThoseOfTheFormula(_ example: InitializerCase, fans: (Int, Int)) {
    #expect(example.violation(fanIn: fans.0, fanOut: fans.1) < 5)
  }

  @Test func wrongInitializersBreakTheMoments() {
    func worst(_ wrong: any Initializer, as name: String) -> Double {
      InitializerCase.all.filter { $0.testDescription == name }.map { example in
        var example = example
        example.initializer = wrong
        return example.violation(fanIn: 256, fanOut: 128)
      }.worst
    }
    #expect(worst(HeByFanOut(), as: "he") > 5)
    #expect(worst(GlorotOneDeviationWide(), as: "glorot") > 5)
    #expect(worst(LeCunNarrowedByTruncation(), as: "lecun truncated=on") > 5)
    #expect(worst(LeCunNarrowedByTruncation(), as: "lecun") > 5)
  }

  @Test func everyInitializerIsHeldToTheMomentsOrHasATestOfItsOwn() {
    let covered = Set(InitializerCase.all.map(\.initializer.name))
    #expect(covered.union(["zeros", "constant", "orthogonal", "identity"]) == Set(Initializers.family.names))
  }

  @Test(arguments: Initializers.family.types.map { $0.name })
  func theSameGeneratorGivesTheSameBits(_ name: String) throws {
    let initializer = try Initializers.family.make(name)
    let tensor = TensorSpec("W", [7, 5], .weight, fanIn: 7, fanOut: 5, start: .drawn(initializer))
    var (first, second) = (Random(seed: 1), Random(seed: 1))
    #expect(initializer.draw(tensor, &first) == initializer.draw(tensor, &second))
    #expect(first == second)
  }

  @Test func zerosAndConstantSayWhatTheyFill() {
    var constant = Constant()
    constant.value = -2.5
    let tensor = TensorSpec("W", [3, 4], .weight, start: .drawn(constant))
    var random = Random(seed: 1)
    #expect(Zeros().draw(tensor, &random) == Array(repeating: 0, count: 12))
    #expect(constant.draw(tensor, &random) == Array(repeating: -2.5, count: 12))
  }

  @Test func identityCopiesInputsWhateverTheSidesOfTheMatrix() {
    var identity = IdentityMatrix()
    identity.gain = 1.5
    var random = Random(seed: 1)
    func draw(_ rows: Int, _ columns: Int) -> [Float] {
      identity.draw(TensorSpec("W", [rows, columns], .weight, start: .drawn(identity)), &random)
    }
    #expect(draw(2, 2) == [1.5, 0, 0, 1.5])
    #expect(draw(2, 3) == [1.5, 0, 0, 0, 1.5, 0])
    #expect(draw(3, 2) == [1.5, 0, 0, 1.5, 0, 0])
  }
}

// Deliberately wrong: the laws must reject each of them.

private struct HeByFanOut: Initializer {
  static let card = Card<HeByFanOut>("wrong", "Divides by the wrong fan.")
  func fill(_ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random) {
    for i in weights.indices {
      weights[i] = Float(random.normal() * (2 / Double(tensor.fanOut)).squareRoot())
    }
  }
}

private struct GlorotOneDeviationWide: Initializer {
  static let card = Card<GlorotOneDeviationWide>("wrong", "Uniform on ±σ, whose variance is σ²/3.")
  func fill(_ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random) {
    let limit = (2 / Double(tensor.fanIn + tensor.fanOut)).squareRoot()
    for i in weights.indices { weights[i] = Float(random.uniform(in: -limit..<limit)) }
  }
}

private struct LeCunNarrowedByTruncation: Initializer {
  static let card = Card<LeCunNarrowedByTruncation>("wrong", "Truncates without widening: variance 0.77.")
  func fill(_ weights: UnsafeMutableBufferPointer<Float>, of tensor: TensorSpec, random: inout Random) {
    let deviation = (1 / Double(tensor.fanIn)).squareRoot()
    for i in weights.indices { weights[i] = Float(random.truncatedNormal() * deviation) }
  }
}

import Basis
import CKernels
import Foundation
import NeuralNet
import Testing
import Textbook

@Suite struct LossTests {
  static let all = Losses.family.names

  @Test(arguments: all)
  func slopesAreTheDerivativeOfTheValue(_ name: String) throws {
    let loss = try #require(try Losses.family.make(name) as? any TextbookLoss)
    #expect(LossLaws.slopeError(loss) < 1e-8)
  }

  @Test(arguments: all, [(1, 1.0), (3, 5), (10, 30), (16, 1), (41, 100)])
  func theLoopComputesTheFormula(_ name: String, size: (width: Int, scale: Double)) throws {
    let loss = try Losses.family.make(name)
    let formula = try #require(loss as? any TextbookLoss)
    #expect(LossLaws.loopError(loss, formula, width: size.width, scale: size.scale) < 1e-6)
  }

  @Test func wrongLossesBreakTheLaws() {
    #expect(LossLaws.slopeError(SquareWithoutTheTwo()) > 1e-8)
    #expect(LossLaws.slopeError(SoftmaxAlone()) > 1e-8)
    // Huber's formula with another δ than the loop's.
    var other = Huber()
    other.delta = 1.02
    #expect(LossLaws.loopError(Huber(), other, width: 3, scale: 5) > 1e-6)
    // The sum over outputs instead of their mean.
    #expect(LossLaws.loopError(MeanSquaredError(), SquareSummedOverOutputs(), width: 3, scale: 5) > 1e-6)
  }

  @Test(arguments: all)
  func cuttingABatchAnywhereChangesNoBit(_ name: String) throws {
    let loss = try Losses.family.make(name)
    var random = Random(seed: 4)
    let outputs = (0..<90 * 5).map { _ in Float(random.normal()) }
    let targets = Targets.classes((0..<90).map { _ in Int32(random.index(below: 5)) }, count: 5)
    let whole = LossLaws.run(loss, outputs: outputs, width: 5, targets: targets)
    for cuts in [[1], [7, 8, 50], [16, 32, 64]] {
      let parts = LossLaws.run(loss, outputs: outputs, width: 5, targets: targets, cuts: cuts)
      #expect(parts.losses.map(\.bitPattern) == whole.losses.map(\.bitPattern))
      #expect(parts.gradient.map(\.bitPattern) == whole.gradient.map(\.bitPattern))
    }
  }

  /// Where a network is sure and right, loss and gradient are tiny; one minus a probability would give 0.
  @Test func aSureAndRightAnswerKeepsItsDigits() {
    let sure = LossLaws.run(
      CrossEntropy(), outputs: [0, 30], width: 2, targets: .classes([1], count: 2))
    #expect(abs(sure.mean / exp(-30) - 1) < 1e-6)
    #expect(abs(Double(sure.gradient[1]) / -exp(-30) - 1) < 1e-6)
    let single = LossLaws.run(
      BinaryCrossEntropy(), outputs: [30], width: 1, targets: .classes([1], count: 2))
    #expect(abs(single.mean / exp(-30) - 1) < 1e-6)
    #expect(abs(Double(single.gradient[0]) / -exp(-30) - 1) < 1e-6)
  }

  @Test func aSureAndWrongAnswerCostsItsDistance() {
    let wrong = LossLaws.run(
      CrossEntropy(), outputs: [1e30, 0], width: 2, targets: .classes([1], count: 2))
    #expect(wrong.mean == Double(Float(1e30)))
    #expect(wrong.gradient == [1, -1])
  }

  /// Numbers with many equals among them, a few that are no numbers, and rows of nothing else.
  @Test(arguments: [1, 2, 10, 16, 17, 40])
  func rightAnswersAreThoseWhoseLabelIsTheFirstOfTheLargest(_ width: Int) {
    var random = Random(seed: 5).stream("right answers", width)
    var outputs = (0..<37 * width).map { _ -> Float in
      let draw = random.index(below: 12)
      return draw == 0 ? .nan : draw == 1 ? -.infinity : Float(draw)
    }
    for place in 36 * width..<37 * width { outputs[place] = .nan }
    let labels = (0..<37).map { _ in Int32(random.index(below: width)) }
    let right = (0..<37).filter { row in
      let places = (0..<width).filter { !outputs[row * width + $0].isNaN }
      guard let largest = places.map({ outputs[row * width + $0] }).max() else { return false }
      return places.first { outputs[row * width + $0] == largest } == Int(labels[row])
    }
    #expect(ck_correct(37, width, outputs, labels) == right.count)
    #expect(width > 2 || !right.isEmpty)
  }

  @Test func guessingEvenlyAmongKClassesCostsTheLogarithmOfK() {
    for k in 2...200 {
      let even = LossLaws.run(
        CrossEntropy(), outputs: Array(repeating: -3, count: k), width: k, targets: .classes([1], count: k))
      #expect(abs(even.mean - log(Double(k))) <= 2 * log(Double(k)).ulp)
    }
  }

  @Test(arguments: all)
  func notANumberIsPassedOn(_ name: String) throws {
    let loss = try Losses.family.make(name)
    let outputs: [Float] = [1, 2, 3, 1, .nan, 3]
    let spoiled = LossLaws.run(loss, outputs: outputs, width: 3, targets: .classes([0, 1], count: 3))
    #expect(spoiled.losses[0].isFinite)
    #expect(spoiled.losses[1].isNaN)
    #expect(spoiled.gradient[..<3].allSatisfy { $0.isFinite })
    #expect(spoiled.gradient[4].isNaN)
  }

  @Test func theDataProposeTheirLoss() throws {
    #expect(try Losses.proposed(for: .classes([0], count: 3)).name == "cross-entropy")
    #expect(try Losses.proposed(for: .values([0], width: 1)).name == "mean-squared-error")
  }
}

@Suite struct LossCheckTests {
  let three = Targets.classes([0, 1, 2], count: 3)
  let two = Targets.classes([0, 1], count: 2)
  let numbers = Targets.values([0.5, 1, 2], width: 1)

  @Test func fittingOutputsPass() throws {
    try CrossEntropy().check(outputs: 3, targets: three)
    try BinaryCrossEntropy().check(outputs: 1, targets: two)
    try BinaryCrossEntropy().check(outputs: 2, targets: .values([0, 1, 0.5, 1], width: 2))
    try MeanSquaredError().check(outputs: 1, targets: numbers)
    try MeanSquaredError().check(outputs: 3, targets: three)
  }

  @Test(arguments: Losses.family.names)
  func tooManyOutputsAreNamedWithTheRemedy(_ name: String) throws {
    let problem = #expect(throws: Problem.self) {
      try Losses.family.make(name).check(outputs: 10, targets: three)
    }
    #expect(problem?.message.contains("10 outputs") == true)
    #expect(problem?.message.contains("3 classes") == true)
    #expect(problem?.advice?.contains("layer dense 3") == true)
  }

  @Test func eachMismatchPointsToTheRightLoss() {
    let classesWanted = problem { try CrossEntropy().check(outputs: 1, targets: numbers) }
    #expect(classesWanted?.advice == "loss mean-squared-error")
    let oneOutput = problem { try CrossEntropy().check(outputs: 1, targets: two) }
    #expect(oneOutput?.advice?.contains("loss binary-cross-entropy") == true)
    let notAShare = problem { try BinaryCrossEntropy().check(outputs: 1, targets: numbers) }
    #expect(notAShare?.message.contains("got 2") == true)
    let tooWide = problem { try Huber().check(outputs: 4, targets: numbers) }
    #expect(tooWide?.message.contains("4 outputs, the data 1 target") == true)
  }

  private func problem(_ check: () throws -> Void) -> Problem? {
    #expect(throws: Problem.self, performing: check)
  }

  @Test(arguments: Losses.family.names)
  func labelsOutsideTheClassesAreNeverIndexed(_ name: String) throws {
    for stray: Int32 in [3, -1] {
      #expect(throws: Problem.self) {
        try Losses.family.make(name).check(outputs: 3, targets: .classes([0, stray], count: 3))
      }
    }
  }

  @Test func oneOutputSpeaksForTwoClassesAtItsBoundary() {
    func predicted(_ loss: any Loss, _ output: Float) -> Int { loss.predictedClass([output], width: 1) }
    #expect(predicted(BinaryCrossEntropy(), 0.3) == 1)
    #expect(predicted(BinaryCrossEntropy(), -0.1) == 0)
    #expect(predicted(MeanSquaredError(), 0.3) == 0)
    #expect(CrossEntropy().predictedClass([0.1, 2, 2], width: 3) == 1)
  }
}

// Deliberately wrong: the laws must reject each of them.

private struct SquareWithoutTheTwo: TextbookOutputLoss, WrongLoss {
  static let card = Card<SquareWithoutTheTwo>("wrong", "Slope of the half square.")
  func value(_ y: Double, _ t: Double) -> Double { (y - t) * (y - t) }
  func slope(_ y: Double, _ t: Double) -> Double { y - t }
}

private struct SquareSummedOverOutputs: TextbookLoss, WrongLoss {
  static let card = Card<SquareSummedOverOutputs>("wrong", "Sum over outputs.")
  func value(_ outputs: [Double], _ target: TextbookTarget) -> Double {
    MeanSquaredError().value(outputs, target) * Double(outputs.count)
  }
  func slopes(_ outputs: [Double], _ target: TextbookTarget) -> [Double] {
    MeanSquaredError().slopes(outputs, target).map { $0 * Double(outputs.count) }
  }
}

private struct SoftmaxAlone: TextbookLoss, WrongLoss {
  static let card = Card<SoftmaxAlone>("wrong", "Forgets to subtract 1 at the class.")
  func check(outputs: Int, targets: Targets) throws {
    try CrossEntropy().check(outputs: outputs, targets: targets)
  }
  func value(_ z: [Double], _ target: TextbookTarget) -> Double { CrossEntropy().value(z, target) }
  func slopes(_ z: [Double], _ target: TextbookTarget) -> [Double] {
    let sum = z.reduce(0) { $0 + exp($1) }
    return z.map { exp($0) / sum }
  }
}

/// What every loss needs and no wrong one uses.
private protocol WrongLoss: Loss {}
extension WrongLoss {
  func check(outputs: Int, targets: Targets) throws {}
  func evaluate(_ pass: LossPass) {}
  var decisionBoundary: Float { 0 }
}

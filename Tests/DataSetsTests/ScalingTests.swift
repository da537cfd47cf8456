import Basis
import DataSets
import TestSupport
import Testing

@Suite struct ScalingTests {
  let table = FeatureRows(
    features: [1, 10, 5, 2, 20, 5, 4, 0, 5, 9, -6, 5], width: 3, rows: [0, 1, 2, 3])

  @Test func theListNamesEveryScalingInItsFolder() throws {
    let files = try Checkout.swiftFiles(
      "Sources/DataSets/Scaling", but: ["Scaling", "Moments", "TargetScaling"])
    #expect(files == Scalings.family.types.map { "\($0)" }.sorted())
  }

  /// scikit-learn 1.9.1's StandardScaler, by Tests/Fixtures/DataSets/reference.py; the third column is
  /// constant.
  @Test func standardAgreesWithScikitLearn() {
    let expected: [Float] = [
      -0.9733285, 0.404061, 0, -0.6488857, 1.4142136, 0, 0, -0.6060915, 0, 1.6222142, -1.2121831, 0,
    ]
    let scaled = StandardScaling().fit(table).apply(to: table)
    for (one, other) in zip(scaled, expected) { #expect(abs(one - other) < 1e-6) }
  }

  /// scikit-learn 1.9.1's MinMaxScaler.
  @Test func minmaxAgreesWithScikitLearn() {
    let expected: [Float] = [0, 0.6153846, 0, 0.125, 1, 0, 0.375, 0.2307692, 0, 1, 0, 0]
    let scaled = MinMaxScaling().fit(table).apply(to: table)
    for (one, other) in zip(scaled, expected) { #expect(abs(one - other) < 1e-6) }
  }

  @Test func globalCentresEachFeatureAndSharesOneDivisor() {
    let fit = GlobalScaling().fit(table)
    #expect(fit.offsets == [4, 6, 5])
    // Squared distances: 9+4+0+25 = 38, 16+196+36+144 = 392, 0; 430 over 12 numbers.
    for divisor in fit.divisors { #expect(abs(divisor - (430.0 / 12).squareRoot()) < 1e-12) }
  }

  @Test func noneLeavesEveryBitAlone() {
    #expect(NoScaling().fit(table).apply(to: table) == table.features)
  }

  @Test func constantDataSurvivesEveryScaling() {
    let constant = FeatureRows(features: [0.1, 7, 0.1, 7, 0.1, 7], width: 2, rows: [0, 1, 2])
    for scaling in Scalings.family.all {
      #expect(scaling.fit(constant).apply(to: constant).allSatisfy { $0.isFinite }, "\(scaling.name)")
    }
    #expect(StandardScaling().fit(constant).divisors == [1, 1])
  }

  @Test func extremeNumbersStayFinite() {
    let extreme = FeatureRows(features: [3e38, 1e-37, -3e38, 0, 3e38, 0], width: 2, rows: [0, 1, 2])
    for scaling in Scalings.family.all {
      #expect(scaling.fit(extreme).apply(to: extreme).allSatisfy { $0.isFinite }, "\(scaling.name)")
    }
  }

  @Test func scalingBackGivesTheOriginal() {
    for scaling in Scalings.family.all {
      let fit = scaling.fit(table)
      let scaled = fit.apply(to: table)
      for (place, x) in scaled.enumerated() {
        #expect(abs(fit.original(Double(x), feature: place % 3) - Double(table.features[place])) < 1e-5)
      }
    }
  }

  /// The same training rows beside wildly different validation and test rows give the same fit.
  @Test func onlyTheTrainingPartIsLookedAt() throws {
    func data(_ outside: Float) -> RawData {
      let features = (0..<60).map { $0 < 40 ? Float($0) : outside * Float($0) }
      return RawData(
        name: "x", title: "x", task: .regression(targets: ["y"]), featureNames: ["x"],
        samples: Samples(shape: [1], features: features, targets: .values(features, width: 1)),
        facts: Facts(origin: "a test"), ownValidation: 40..<50, ownTest: 50..<60)
    }
    for scaling in Scalings.family.all {
      let (tame, wild) = try (
        DataSet(data(1), seed: 1, scaling: scaling), DataSet(data(-1e6), seed: 1, scaling: scaling)
      )
      #expect(tame.scalingFit == wild.scalingFit)
      #expect(tame.targetFit == wild.targetFit)
      #expect(tame.train == wild.train)
      #expect(tame.test != wild.test)
    }
  }

  @Test(arguments: ["standard", "global"]) func theTrainingPartIsCentredWithUnitSpread(name: String) throws {
    let digits = try Catalog(library: Checkout.library).load(
      "digits", seed: 3, scaling: try Scalings.family.make(name))
    let facts = DataDescription(digits).scaledFeatures
    #expect(abs(facts.mean) < 1e-6)
    // Constant pixels stay 0 under standard, so the whole spread is that of the others.
    let constant = Double(DataDescription(digits).constantFeatures.count)
    let expected = name == "global" ? 1 : ((64 - constant) / 64).squareRoot()
    #expect(abs(facts.deviation - expected) < 1e-5)
  }

  /// What makes `global` the default for digits: rare strokes in border pixels.
  @Test func perPixelStandardizingMakesOutliersThatGlobalDoesNot() throws {
    let digits = try Catalog(library: Checkout.library).load("digits", seed: 1)
    #expect(abs(DataDescription(digits).extremes[0].scaled) < 5)
    let standard = DataDescription(try digits.scaled(by: StandardScaling()))
    #expect(abs(standard.extremes[0].scaled) > 15)
  }

  @Test func changingTheScalingKeepsRowsAndRawNumbers() throws {
    let digits = try Catalog(library: Checkout.library).load("digits", seed: 1)
    let other = try digits.scaled(by: MinMaxScaling())
    #expect(other.rows == digits.rows)
    #expect(other.raw(.test) == digits.raw(.test))
    #expect(try other.scaled(by: GlobalScaling()).train == digits.train)
  }

  @Test func regressionTargetsAreStandardizedAndConvertBack() throws {
    let diabetes = try Catalog(library: Checkout.library).load("diabetes", seed: 1)
    let targets = Moments(
      FeatureRows(features: diabetes.train.targets.numbers, width: 1, rows: Array(0..<diabetes.train.count)))
    #expect(abs(targets.means[0]) < 1e-6)
    #expect(abs(targets.deviations[0] - 1) < 1e-6)
    let fit = try #require(diabetes.targetFit)
    let raw = diabetes.raw(.test).targets.numbers
    for (scaled, original) in zip(diabetes.test.targets.numbers, raw) {
      #expect(abs(fit.original(Double(scaled)) - Double(original)) < 1e-4)
    }
    // An absolute error of 1 in scaled units is one deviation of the targets.
    #expect(abs(fit.unit() - (fit.original(1) - fit.original(0))) < 1e-9)
    let plain = try diabetes.scaled(by: StandardScaling(), targets: TargetScaling.none)
    #expect(plain.test.targets.numbers == raw)
  }
}

import Experiments
import Testing

/// The rule for "accurate and fast": of those not significantly worse than the best, the fastest.
@Suite struct ContendersTests {
  private static func minutes(_ minutes: Double, _ seconds: Double) -> Double { minutes * 60 + seconds }

  /// Nine published networks on CIFAR-10: test accuracy on 10,000 images (standard error 0.005) and training time, as
  /// printed in the study's first notebook.
  private static let published: [(name: String, accuracy: Double, seconds: Double)] = [
    ("LeCun sigmoid", 0.1000, minutes(12, 23)), ("LeCun tanh", 0.2769, minutes(20, 3)),
    ("Glorot tanh", 0.2788, minutes(15, 14)), ("He ReLU", 0.5014, minutes(25, 39)),
    ("He ELU", 0.5050, minutes(26, 22)), ("orthogonal Nadam", 0.5185, minutes(21, 32)),
    ("batch normalization", 0.5220, minutes(30, 30)), ("orthogonal 1cycle", 0.5168, minutes(8, 0)),
    ("pretrained 1cycle", 0.4875, minutes(7, 54)),
  ]

  @Test func ofThePublishedNetworksThreeAreBestAndOneIsFast() {
    let rows = ContendersTests.published
    let contenders = Contenders(
      rows.map { .init(accuracy: $0.accuracy, standardError: 0.005, seconds: $0.seconds) })
    #expect(rows[contenders.best].name == "batch normalization")
    #expect(
      Set(contenders.notWorse.map { rows[$0].name })
        == ["batch normalization", "orthogonal Nadam", "orthogonal 1cycle"])
    #expect(rows[contenders.recommended].name == "orthogonal 1cycle")
    #expect(
      Set(contenders.front.map { rows[$0].name })
        == ["batch normalization", "orthogonal Nadam", "orthogonal 1cycle", "pretrained 1cycle"])
  }

  @Test func aloneIsBest() {
    let one = Contenders([.init(accuracy: 0, standardError: 0, seconds: 0)])
    #expect(one.best == 0 && one.recommended == 0 && one.front == [0] && one.notWorse == [0])
  }

  @Test func equalOnesAreAllOnTheFront() {
    let same = Contenders.Entry(accuracy: 0.5, standardError: 0.1, seconds: 1)
    let contenders = Contenders([same, same])
    #expect(contenders.front == [0, 1] && contenders.notWorse == [0, 1] && contenders.recommended == 0)
  }

  @Test func theMarginIsTwoStandardErrorsOfTheDifference() {
    // 2·√(0.3² + 0.4²) = 1
    #expect(abs(Contenders.margin(0.3, 0.4) - 1) < 1e-12)
  }
}

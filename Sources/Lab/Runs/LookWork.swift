/// Whether a look at what was trained is worth its work. It is counted in operations, never in seconds: whether the look is
/// there must not depend on how fast the machine is.
struct LookWork {
  /// So few are over before anybody notices, however short the training was.
  static let unnoticed = 1e9
  /// Of the training's own work.
  static let mostForGradients = 0.05
  /// The test part is what runs are compared by.
  static let mostForTest = 0.1
  /// Forwards and backwards together, in units of forwards alone.
  private static let wholeStep = 3.0

  private let operationsPerSample: Double
  private let trainedSamples: Int

  /// - Parameters:
  ///   - operationsPerSample: of the network, forwards.
  ///   - trainedSamples: that training has gone through, each as often as it came.
  init(operationsPerSample: Int, trainedSamples: Int) {
    (self.operationsPerSample, self.trainedSamples) = (Double(operationsPerSample), trainedSamples)
  }

  var affordsGradients: Bool {
    let samples = Double(Lab.gradientSamples)
    return samples * LookWork.wholeStep * operationsPerSample <= LookWork.unnoticed
      || !LookWork.isShort(trainedSamples)
  }

  func affordsTest(of samples: Int) -> Bool {
    let work = Double(samples) * operationsPerSample
    let training = Double(trainedSamples) * LookWork.wholeStep * operationsPerSample
    return work <= max(LookWork.unnoticed, LookWork.mostForTest * training)
  }

  /// Whether the gradients of a large network are left out after training on so many samples.
  static func isShort(_ trainedSamples: Int) -> Bool {
    Double(Lab.gradientSamples) > mostForGradients * Double(trainedSamples)
  }
}

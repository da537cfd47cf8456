import Basis
import NeuralNet

/// Small tasks for pretraining, with smooth layers so that differences tell their gradients.
enum PretrainingTasks {
  static func smooth(_ samples: Samples) throws -> PretrainingTask {
    var model = try Model.plain(
      samples.shape,
      [
        [Dense(6), try activation("tanh")], [Dense(5), BatchNormalization(), try activation("softplus")],
        [Dense(4)],
      ])
    try model.shake()
    return PretrainingTask(
      model: model, layers: 2, unlabelled: samples, labelled: samples,
      unseen: Samples.blobs(40, shape: samples.shape, seed: 2))
  }

  /// Large enough for a second thread.
  static func large(_ samples: Samples) throws -> PretrainingTask {
    let model = try Model.plain(
      samples.shape,
      [[Dense(120), try activation("relu")], [Dense(90), try activation("leaky-relu")], [Dense(4)]])
    return PretrainingTask(
      model: model, layers: 2, unlabelled: samples, labelled: samples,
      unseen: Samples.blobs(90, shape: samples.shape, seed: 2))
  }

  /// Every member with few steps.
  static var short: [any Pretrainer] {
    var autoencoder = Autoencoder()
    autoencoder.epochs = 2
    var stacked = autoencoder
    stacked.mode = .stacked
    var gan = AdversarialPair()
    gan.steps = 12
    var pairs = SiamesePairs()
    pairs.steps = 12
    return [autoencoder, stacked, gan, pairs]
  }
}

extension UnsafePointer where Pointee == Float {
  func rows(_ count: Int, width: Int) -> [[Double]] {
    (0..<count).map { row in (0..<width).map { Double(self[row * width + $0]) } }
  }
}

import Basis
import Foundation

/// What a loss takes a network's outputs for, and the way back: predictions are averaged, outputs are compared.
enum PredictionLink {
  /// Probabilities of classes that exclude each other.
  case softmax
  /// A probability each.
  case sigmoid
  /// The prediction itself.
  case identity

  init(_ loss: any Loss) {
    switch loss {
    case is CrossEntropy: self = .softmax
    case is BinaryCrossEntropy: self = .sigmoid
    default: self = .identity
    }
  }

  func predict(_ outputs: UnsafePointer<Float>, width: Int, into predictions: inout [Double]) {
    switch self {
    case .softmax:
      // Subtract the maximum first: exp overflows, and the shift cancels in the ratio.
      var most = -Double.infinity
      for k in 0..<width { most = max(most, Double(outputs[k])) }
      var total = 0.0
      for k in 0..<width {
        predictions[k] = exp(Double(outputs[k]) - most)
        total += predictions[k]
      }
      for k in 0..<width { predictions[k] /= total }
    case .sigmoid: for k in 0..<width { predictions[k] = 1 / (1 + exp(-Double(outputs[k]))) }
    case .identity: for k in 0..<width { predictions[k] = Double(outputs[k]) }
    }
  }

  /// Outputs that mean this prediction. Probabilities that have been rounded to 0 or 1 are taken for the nearest number
  /// that has a logarithm.
  func outputs(for prediction: Double) -> Float {
    switch self {
    case .softmax: Float(log(max(prediction, .leastNormalMagnitude)))
    case .sigmoid:
      Float(log(max(prediction, .leastNormalMagnitude)) - log(max(1 - prediction, 0x1p-54)))
    case .identity: Float(prediction)
    }
  }
}

import Basis
import NeuralNet

/// Choices that follow from others until the learner makes them.
extension Lab {
  /// Gives the network the loss that the learner chose, or the one that suits the data.
  func proposeLoss() throws {
    guard let data = state.data, state.model != nil, state.loss == nil else { return }
    state.model?.loss = try Losses.proposed(for: data.targets(of: .train))
  }
}

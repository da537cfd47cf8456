import Basis
import CKernels

package struct L1Penalty: Regularizer {
  package var strength = 0.0001
  package var method = Method.subgradient

  package enum Method: String, CaseIterable, Sendable { case subgradient, proximal }

  package init() {}

  package static let card = Card<L1Penalty>(
    "l1", aliases: ["lasso"],
    "Adds the sum of all sizes of weights to the loss: small ones pay as much a step as large ones, and go to zero.",
    formula: "L + λ·Σ |w|;  g ← g + λ·sign w, or after the update w ← sign w·max(|w| − ηλ, 0)",
    positions: [Setting("strength", \.strength, in: .closed(0...1e6), "λ")],
    settings: [
      Setting(
        "method", choice: \.method,
        "subgradient: in the gradient, weights tremble around zero; proximal: after the update, they become zero."
      )
    ],
    sources: [
      Source("Tibshirani", 1996, "JRSS B 58, Regression shrinkage and selection via the lasso"),
      Source("Parikh & Boyd", 2014, "Proximal algorithms: soft thresholding"),
    ],
    examples: ["regularize l1 0.0001", "regularize l1 0.005 method=proximal"],
    details:
      "The slope at zero is taken as 0. Keras has the subgradient alone, with 0.01 unless told otherwise; PyTorch has "
      + "none.")

  package func penalty(_ weights: UnsafeBufferPointer<Float>) -> Double {
    strength * weights.reduce(0) { $0 + Double(abs($1)) }
  }

  package func addGradient(_ stretch: WeightStretch) {
    guard method == .subgradient else { return }
    ck_l1_gradient(stretch.count, Float(strength), stretch.weights, stretch.gradients)
  }

  package func afterUpdate(_ stretch: WeightStretch) {
    guard method == .proximal else { return }
    ck_shrink(stretch.count, Float(stretch.rate * strength), stretch.weights)
  }
}

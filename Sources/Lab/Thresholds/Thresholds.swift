import Basis

/// A number at which the lab starts to say something, and why that number.
package struct Threshold: Sendable {
  package let name: String
  package let value: Double
  /// "first layer's mean |gradient| over the last layer's"
  package let measure: String
  /// "below 0.001: vanishing"
  package let meaning: String
  package let source: String
}

/// The one place where they are defined; `help thresholds`, the sentences under tables and `diagnose` read them here.
package enum Thresholds {
  private static let flow = "mean |∂L/∂W| or |∂L/∂z| of the first layer over that of the last"

  package static let vanishing = Threshold(
    name: "vanishing", value: 1e-3,
    measure: flow,
    meaning: "below: the first layers learn a thousand times slower, so they hardly learn",
    source:
      "Glorot & Bengio (2010), figure 7, shows the decay; a factor of 1000 is our margin beyond healthy nets")
  package static let exploding = Threshold(
    name: "exploding", value: 1e3, measure: flow,
    meaning: "above: the step that suits the last layers throws the first ones off",
    source: "Pascanu, Mikolov & Bengio (2013), arXiv:1211.5063; the mirror image of vanishing")
  package static let evenLow = Threshold(
    name: "even, lower end", value: 1e-2, measure: flow,
    meaning: "0.01…100: even enough to train at one rate",
    source: "healthy ten-layer nets measure 0.3…3; two powers of ten leave room for chance")
  package static let evenHigh = Threshold(
    name: "even, upper end", value: 1e2, measure: flow,
    meaning: "0.01…100: even enough to train at one rate",
    source: "healthy ten-layer nets measure 0.3…3; two powers of ten leave room for chance")
  /// Ratios that count as even: `0.01…100`.
  package static let evenRange = "\(Numbers.exact(evenLow.value))…\(Numbers.exact(evenHigh.value))"

  package static let dead = Threshold(
    name: "dead", value: 0.1, measure: "share of a layer's units that are silent for every sample looked at",
    meaning: "above: capacity is lost, and no gradient brings it back",
    source: "Lu, Shin, Su & Karniadakis (2020), arXiv:1903.06733; well initialized nets lose a few per cent")
  package static let saturated = Threshold(
    name: "saturated", value: 0.5, measure: "share of a layer's outputs at an end of the activation's range",
    meaning: "above: most slopes are all but zero, and so are the gradients",
    source: "Glorot & Bengio (2010), section 3")
  package static let updateLow = Threshold(
    name: "update, lower end", value: 1e-4, measure: "length of a step over length of the weights, one layer",
    meaning: "below: the layer hardly moves; try a larger learning rate",
    source: "a rule of thumb: about 1e-3 is healthy (Karpathy, CS231n notes, \"ratio of updates to weights\")"
  )
  package static let updateHigh = Threshold(
    name: "update, upper end", value: 1e-1, measure: "length of a step over length of the weights, one layer",
    meaning: "above: the layer is rewritten in ten steps; try a smaller learning rate",
    source: "a rule of thumb: about 1e-3 is healthy (Karpathy, CS231n notes, \"ratio of updates to weights\")"
  )
  package static let outlier = Threshold(
    name: "outlier", value: 10, measure: "a feature's largest |value| after scaling",
    meaning: "above: single samples can dominate the gradient",
    source: "a normal variable passes 10 deviations once in 1e23; pixels that are almost always 0 do it often"
  )
  package static let zero = Threshold(
    name: "zero", value: 0.9, measure: "share of a layer's gradient that is exactly zero",
    meaning: "above: almost nothing of the layer learns from this batch",
    source: "ReLU halves the paths at every layer; 90 % is far more than that explains")
  package static let drift = Threshold(
    name: "normalization drift", value: 1, measure: "batch mean from running mean, in running deviations",
    meaning: "above: the running statistics that inference uses lag behind; train on, or use larger batches",
    source: "Ioffe & Szegedy (2015), arXiv:1502.03167, section 3.1")
  package static let overfit = Threshold(
    name: "overfitting", value: 0.1, measure: "training accuracy minus validation accuracy",
    meaning: "above: the network knows its training data by heart better than the task",
    source: "our choice: five standard errors with 270 validation samples at 90 %")
  package static let gradientCheck = Threshold(
    name: "gradient check", value: 1e-3,
    measure: "engine's gradient minus the textbook's, over the layer's largest |gradient|",
    meaning: "above: a formula is wrong somewhere, or numbers are beyond what 7 digits can hold",
    source:
      "our choice: rounding with 7 digits measures 1e-7…1e-5, and a factor wrong by 2 % shows as up to 2e-2")

  package static let all: [Threshold] = [
    vanishing, exploding, evenLow, evenHigh, zero, dead, saturated, updateLow, updateHigh, outlier, drift,
    overfit, gradientCheck,
  ]
}

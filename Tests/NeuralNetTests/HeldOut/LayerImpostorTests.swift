import Basis
import NeuralNet
import Testing
import Textbook

/// The comparison rejects every layer with a deliberate mistake, and none that is right.
@Suite struct LayerImpostorTests {
  private static let layers:
    [(name: String, input: Shape, right: any TextbookLayer, wrong: ImpostorLayer.Formula)] = [
      (
        "bias gradient times 0.98", [5], Dense(4),
        { right, x, pass in
          let step = right.forward(x, pass)
          return TextbookStep(output: step.output) { g in
            var back = step.backward(g)
            back.parameters[1] = back.parameters[1].map { 0.98 * $0 }
            return back
          }
        }
      ),
      (
        "weights read by columns", [5], Dense(5),
        { right, x, pass in
          var turned = pass
          turned.parameters[0] = (0..<25).map { pass.parameters[0][$0 % 5 * 5 + $0 / 5] }
          return right.forward(x, turned)
        }
      ),
      (
        "biased variance in the running statistics", [5], BatchNormalization(),
        { right, x, pass in
          var step = right.forward(x, pass)
          let n = Double(x.count)
          if pass.mode == .training {
            step.state[1] = zip(step.state[1], pass.state[1]).map { 0.9 * $1 + ($0 - 0.9 * $1) * (n - 1) / n }
          }
          return step
        }
      ),
      (
        "momentum of running statistics the other way round", [5], BatchNormalization(),
        { right, x, pass in
          var other = BatchNormalization()
          other.momentum = 0.1
          return other.forward(x, pass)
        }
      ),
      (
        "running statistics used in training", [5], BatchNormalization(),
        { right, x, pass in
          var step = right.forward(x, pass)
          var still = pass
          still.mode = .inference
          let wrong = right.forward(x, still)
          (step.output, step.backward) = (wrong.output, wrong.backward)
          return step
        }
      ),
      (
        "the batch's statistics used outside training", [5], BatchNormalization(),
        { right, x, pass in
          var moving = pass
          if pass.mode == .inference { moving.mode = .probing }
          return right.forward(x, moving)
        }
      ),
      (
        "layer normalization by the unbiased variance", [5], LayerNormalization(),
        { right, x, pass in
          // σ²·F/(F − 1): the same as numbers that stand closer together, and all of it times √(4/5).
          var step = right.forward(x, pass)
          step.output = step.output.map { row in
            row.enumerated().map { ($1 - pass.parameters[1][$0]) * 0.8.squareRoot() + pass.parameters[1][$0] }
          }
          return step
        }
      ),
      (
        "dropout without rescaling", [5], Dropout(0.4),
        { right, x, pass in
          var step = right.forward(x, pass)
          if pass.mode != .inference { step.output = step.output.map { $0.map { 0.6 * $0 } } }
          return step
        }
      ),
      (
        "dropout outside training", [5], Dropout(0.4),
        { right, x, pass in
          var always = pass
          always.mode = .training
          return right.forward(x, always)
        }
      ),
      (
        "plain dropout for alpha dropout", [5], AlphaDropout(0.4),
        { _, x, pass in Dropout(0.4).forward(x, pass) }
      ),
      (
        "gates in another order", [4, 3], LSTM(3),
        { right, x, pass in
          var swapped = pass
          for tensor in 0..<2 {
            let w = pass.parameters[tensor]
            swapped.parameters[tensor] = w.indices.map { w[$0 / 12 * 12 + ($0 % 12 + 3) % 12] }
          }
          return right.forward(x, swapped)
        }
      ),
      (
        "reset gate before the product", [4, 3], GRU(3),
        { right, x, pass in
          // The bias inside the gate's reach taken out of it: n = tanh(a₃ + r·(h·U) + u).
          var moved = pass
          moved.parameters[4] = zip(pass.parameters[4], pass.parameters[5]).map { $0 + $1 }
          moved.parameters[5] = pass.parameters[5].map { _ in 0 }
          return right.forward(x, moved)
        }
      ),
      (
        "last gradient forgotten at the first step", [4, 3], RNN(3),
        { right, x, pass in
          let step = right.forward(x, pass)
          return TextbookStep(output: step.output) { g in
            var back = step.backward(g)
            back.input = back.input.map { row in row.enumerated().map { $0 < 3 ? 0 : $1 } }
            return back
          }
        }
      ),
      (
        "kernel flipped", [4, 4, 2], Convolution(3, kernel: 3),
        { right, x, pass in
          var flipped = pass
          let w = pass.parameters[0]
          flipped.parameters[0] = w.indices.map { w[(8 - $0 / 6) * 6 + $0 % 6] }
          return right.forward(x, flipped)
        }
      ),
      (
        "mean of a window without its share", [4, 4, 2], AveragePooling(2),
        { right, x, pass in
          let step = right.forward(x, pass)
          return TextbookStep(output: step.output) { g in
            let back = step.backward(g)
            return (back.input.map { $0.map { 4 * $0 } }, back.parameters)
          }
        }
      ),
      (
        "the approximate GELU", [5], ActivationLayer(GELU()),
        { _, x, pass in
          var approximate = GELU()
          approximate.approximation = .tanh
          return ActivationLayer(approximate).forward(x, pass)
        }
      ),
    ]

  @Test func everyWrongLayerIsFound() throws {
    for (name, input, right, wrong) in Self.layers {
      // In front of it something that needs a gradient.
      let spoiled = try ImpostorTests.complaints(ImpostorLayer(right, wrong), on: input) {
        try Self.precede(&$0, input)
      }
      #expect(!spoiled.isEmpty, "\(name)")
      let honest = try ImpostorTests.complaints(ImpostorLayer(right) { $0.forward($1, $2) }, on: input) {
        try Self.precede(&$0, input)
      }
      #expect(honest.isEmpty, "\(name): \(honest)")
    }
  }

  private static func precede(_ duel: inout Duel, _ input: Shape) throws {
    guard input != [5] else { return }
    try duel.edit { try $0.insert([ActivationLayer(PReLU())], at: 0) }
  }
}

import Basis
import NeuralNet

extension Chance {
  /// Rows, sequences and images.
  mutating func inputShape() -> Shape { one(of: [[6], [9], [4, 3], [5, 2], [6, 5, 2], [5, 6, 1]]) }

  /// A block for this shape: a layer of any kind, and perhaps what may ride along.
  mutating func block(for shape: Shape) -> [any Layer] {
    var block = [layer(for: shape)]
    var extras: [any Layer] = []
    if happens(0.35) { extras.append(normalization()) }
    if happens(0.6) { extras.append(ActivationLayer(activation())) }
    if happens(0.2) { extras.append(noise()) }
    random.shuffle(&extras)
    block += extras
    for layer in block { note(layer) }
    return block
  }

  private mutating func layer(for shape: Shape) -> any Layer {
    let small = 1 + random.index(below: 6)
    let stride = one(of: [1, 1, 2])
    switch one(of: Layers.family.all) {
    case is Dense: return Dense(small + 1, initializer: initializer(), bias: happens(0.8))
    case is Convolution:
      return Convolution(
        small, kernel: 1 + random.index(below: 3), stride: stride,
        padding: happens(0.5) ? .same : .valid, bias: happens(0.8))
    case is MaxPooling: return MaxPooling(one(of: [2, 3]), stride: one(of: [1, 2]))
    case is AveragePooling: return AveragePooling(one(of: [2, 3]), stride: one(of: [1, 2]))
    case is RNN:
      // An activation with a coefficient is refused.
      let plain = Activations.family.all.filter {
        $0.coefficient == .none && $0.saturation == nil || $0 is Tanh
      }
      return RNN(small, one(of: plain), returned: one(of: ReturnedStates.allCases))
    case is LSTM: return LSTM(small, returned: one(of: ReturnedStates.allCases))
    case is GRU: return GRU(small, returned: one(of: ReturnedStates.allCases))
    case is ActivationLayer: return ActivationLayer(activation())
    case is BatchNormalization: return normalization(batch: true)
    case is LayerNormalization: return normalization(batch: false)
    case is Dropout, is AlphaDropout, is GaussianNoise: return noise()
    case let other: return other
    }
  }

  mutating func normalization(batch: Bool? = nil) -> any Layer {
    if batch ?? happens(0.7) {
      var layer = BatchNormalization()
      layer.momentum = one(of: [0.9, 0.99, 0.5, 0])
      layer.epsilon = one(of: [1e-5, 1e-3])
      return layer
    }
    var layer = LayerNormalization()
    layer.epsilon = one(of: [1e-5, 1e-3])
    return layer
  }

  mutating func noise() -> any Layer {
    let rate = Float(one(of: [0.1, 0.3, 0.5]))
    return one(of: [Dropout(rate), AlphaDropout(rate), GaussianNoise(rate)] as [any Layer])
  }

  mutating func initializer() -> any Initializer {
    one(of: Initializers.family.all.filter { !($0 is Zeros) && !($0 is Constant) })
  }

  /// 1 to 5 blocks and a dense layer; every number moved off its first value, so that none is special.
  mutating func network(_ input: Shape, outputs: Int) throws -> Network {
    var network = Network(input: input, seed: random.next())
    let depth = 1 + random.index(below: 5)
    var refused = 0
    while network.blocks.count < depth, refused < 40 {
      let block = block(for: network.output)
      do { try network.append(block) } catch is Problem { refused += 1 }
    }
    if happens(0.06) {
      // So much work that a batch is cut in two.
      try network.append([Dense(190), ActivationLayer(Tanh())])
      try network.append([Dense(190), ActivationLayer(activation())])
    }
    try network.append([Dense(outputs)])
    try shake(&network)
    return network
  }

  mutating func shake(_ network: inout Network) throws {
    for k in network.parameters.indices { network.parameters[k] += Float(0.15 * random.normal()) }
    for k in network.state.indices { network.state[k] += Float(0.3 * random.uniform()) }
  }

  mutating func samples(_ count: Int, _ shape: Shape, _ loss: any Loss, outputs: Int) -> Samples {
    let features = (0..<count * shape.count).map { _ in Float(random.normal()) }
    let labels = (0..<count).map { _ in Int32(random.index(below: max(2, outputs))) }
    let numbers = (0..<count * outputs).map { _ in Float(random.uniform()) }
    let classes = loss is CrossEntropy || happens(0.2)
    return Samples(
      shape: shape, features: features,
      targets: classes ? .classes(labels, count: max(2, outputs)) : .values(numbers, width: outputs))
  }
}

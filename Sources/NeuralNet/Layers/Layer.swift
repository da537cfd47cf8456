import Basis

/// A layer as the learner describes it: its kind and settings, nothing learned.
///
/// A value. What it has learned lies in the network's flat buffers; what it needs while a batch passes lies
/// in the `LayerEngine` that it makes.
package protocol Layer: Item {
  /// The shape of one sample after this layer. Throws a `Problem` if it cannot take `input`.
  func output(for input: Shape) throws -> Shape
  /// Trained tensors, in the order in which they lie in the flat buffer.
  func parameters(for input: Shape) -> [TensorSpec]
  /// Tensors that training moves without gradients (running mean and variance).
  func state(for input: Shape) -> [TensorSpec]
  /// Numbers that the engine keeps for each sample of a batch, besides input and output.
  func workingNumbers(for input: Shape) -> Int
  /// Multiplications and additions for one sample, forwards; 2 for each multiply-and-add.
  func operations(for input: Shape) -> Int
  /// As shown in a block's title and compared by the engine: everything but what has been learned.
  var title: String { get }
  /// The object that runs this layer for batches of at most `capacity` samples cut into at most `shards` parts.
  func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine
}

extension Layer {
  package func parameters(for input: Shape) -> [TensorSpec] { [] }
  package func state(for input: Shape) -> [TensorSpec] { [] }
  package func workingNumbers(for input: Shape) -> Int { 0 }
  package var title: String { notation }
}

/// A layer whose weights are drawn by an initializer that the learner may change.
package protocol WeightedLayer: Layer {
  var initializer: any Initializer { get set }
}

extension WeightedLayer {
  /// How the weights were drawn says nothing about the layer once they have moved, so titles leave it out.
  package var title: String {
    var plain = self
    plain.initializer = Self().initializer
    return plain.notation
  }
}

/// A layer that gives numbers mean 0 and variance 1, and then every feature a trained scale γ and shift β.
package protocol NormalizingLayer: Layer {
  /// Keeps the division by a variance of almost zero finite.
  var epsilon: Double { get set }
}

extension NormalizingLayer {
  package func parameters(for input: Shape) -> [TensorSpec] {
    [
      TensorSpec("gamma", [input.features], .scale, start: .constant(1)),
      TensorSpec("beta", [input.features], .shift, start: .constant(0)),
    ]
  }
}

extension Setting where Root: NormalizingLayer {
  static var epsilon: Setting<Root> {
    Setting(
      "epsilon", \.epsilon, in: Bounds(0, 1, includesLower: false), "Added to the variance before the root.")
  }
}

/// Name, extents and first values of one tensor of a layer.
package struct TensorSpec: Sendable {
  package enum Role: Sendable {
    /// Multiplies its input; statistics and penalties look at these.
    case weight
    case bias
    /// Batch normalization's γ and β, PReLU's slopes.
    case scale, shift, slope
    /// Not trained: running means and variances.
    case statistic
  }

  package enum Start: Sendable {
    case drawn(any Initializer)
    case constant(Float)
  }

  package let name: String
  package let shape: [Int]
  package let role: Role
  /// Inputs that one output sums over, and outputs that one input reaches; initializers scale by them.
  package let fanIn: Int
  package let fanOut: Int
  package let start: Start
  /// Matrices that lie side by side in the columns, such as those of an LSTM's gates; each is drawn by itself.
  package let parts: Int

  package init(
    _ name: String, _ shape: [Int], _ role: Role, fanIn: Int = 1, fanOut: Int = 1, start: Start,
    parts: Int = 1
  ) {
    self.name = name
    self.shape = shape
    self.role = role
    self.fanIn = fanIn
    self.fanOut = fanOut
    self.start = start
    self.parts = parts
  }

  package var count: Int { shape.reduce(1, *) }
}

/// Runs one layer of one network. It owns what it must remember between forward and backward.
///
/// A batch is cut into shards, contiguous ranges of samples; each call handles one shard, and calls for different
/// shards may run at the same time. A layer that couples samples uses several phases: between two phases
/// all shards have finished the earlier one. Neither call allocates.
package protocol LayerEngine: AnyObject {
  var forwardPhases: Int { get }
  var backwardPhases: Int { get }
  func forward(_ pass: Pass, phase: Int)
  /// Writes `inputGradient` if it is asked for and, unless the engine has gradient parts, the parameters' gradients of this
  /// shard (overwriting).
  func backward(_ pass: Pass, phase: Int)
  /// The stretches of this layer's parameters, in order and without gaps, whose gradients are made one by one from the whole
  /// batch, after all shards have gone backward. Empty where each shard makes its own.
  var gradientParts: [Range<Int>] { get }
  /// Writes one part; `pass.rows` are all samples. Different parts may be made at the same time.
  func gradient(_ pass: Pass, part: Int)
}

extension LayerEngine {
  package var forwardPhases: Int { 1 }
  package var backwardPhases: Int { 1 }
  package var gradientParts: [Range<Int>] { [] }
  package func gradient(_ pass: Pass, part: Int) {}
}

/// What a layer sees of one shard of one batch. N is the whole batch's size; I and O are the counts of one
/// sample's numbers before and after the layer.
package struct Pass {
  package enum Mode: Sendable {
    /// Dropout drops, batch normalization uses the batch and moves its running statistics.
    case training
    /// As training, but running statistics stay: for looking without touching.
    case probing
    /// As inference, but dropout drops and noise is added: for predictions that spread.
    case sampling
    case inference

    /// Whether normalization uses the batch, and slopes that are drawn in training are drawn.
    package var isFitting: Bool { self == .training || self == .probing }
  }

  package var mode: Mode
  /// This shard's samples among 0..<N.
  package var rows: Range<Int>
  package var batch: Int
  package var shard: Int
  package var shards: Int
  /// [N, I], the whole batch; a shard reads only its rows.
  package var input: UnsafePointer<Float>
  /// [N, O]
  package var output: UnsafeMutablePointer<Float>
  /// [N, O], ∂L/∂output; nil in a pass that only goes forward.
  package var outputGradient: UnsafePointer<Float>?
  /// [N, I]; nil where nobody needs it (the first layer).
  package var inputGradient: UnsafeMutablePointer<Float>?
  /// This layer's stretch of the flat parameters.
  package var parameters: UnsafePointer<Float>
  /// This layer's stretch of this shard's flat gradients; nil where the layer has no parameters.
  package var gradients: UnsafeMutablePointer<Float>?
  /// This layer's stretch of the flat parameters if they are updated next, by the thread that makes this gradient.
  package var upcoming: UnsafeMutablePointer<Float>?
  /// This layer's stretch of the flat running state.
  package var state: UnsafeMutablePointer<Float>
  /// Key of this layer's and step's random numbers; draw number i of sample n is a function of (key, n, i), so
  /// that masks do not depend on shards or threads.
  package var randomKey: UInt64

  package init(
    mode: Mode, rows: Range<Int>, batch: Int, shard: Int, shards: Int, input: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, outputGradient: UnsafePointer<Float>? = nil,
    inputGradient: UnsafeMutablePointer<Float>? = nil, parameters: UnsafePointer<Float>,
    gradients: UnsafeMutablePointer<Float>? = nil, state: UnsafeMutablePointer<Float>, randomKey: UInt64
  ) {
    (self.mode, self.rows, self.batch, self.shard, self.shards) = (mode, rows, batch, shard, shards)
    (self.input, self.output) = (input, output)
    (self.outputGradient, self.inputGradient) = (outputGradient, inputGradient)
    (self.parameters, self.gradients, self.state) = (parameters, gradients, state)
    self.randomKey = randomKey
  }
}

package enum Layers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Layer>(
    "layer",
    [
      Dense.self, Convolution.self, MaxPooling.self, AveragePooling.self, GlobalAveragePooling.self,
      Flatten.self,
      RNN.self, LSTM.self, GRU.self, ActivationLayer.self, BatchNormalization.self, LayerNormalization.self,
      Dropout.self, AlphaDropout.self, GaussianNoise.self,
    ])
}

import Basis

/// Turns gradients into new parameters. A value: its settings; what it remembers lies in `OptimizerMemory`.
package protocol Optimizer: Item {
  /// Step size; called `lr` at the prompt.
  var learningRate: Double { get set }
  /// Names of the remembered buffers, each as long as the parameters: `["velocity"]`, `["m", "v"]`.
  static var memory: [String] { get }
  /// Updates one contiguous stretch of parameters. Stretches may run at the same time, in any order.
  func update(_ stretch: UpdateStretch)
}

/// An optimizer that averages its gradients, and by how much: what a schedule may cycle.
package protocol MomentumOptimizer: Optimizer {
  /// Share of the velocity, or of the average gradient, that each step keeps.
  var momentum: Double { get set }
}

/// One whose velocity is the average: a share β of it lasts to the next step.
package protocol VelocityOptimizer: MomentumOptimizer {
  var beta: Double { get set }
}

extension VelocityOptimizer {
  package var momentum: Double {
    get { beta }
    set { beta = newValue }
  }
}

/// An optimizer that divides by the size of the gradients it has seen, and by at least ε.
package protocol DividingOptimizer: Optimizer {
  var epsilon: Double { get set }
}

/// One that averages both, gradients with β₁ and their size with β₂.
package protocol MomentOptimizer: MomentumOptimizer, DividingOptimizer {
  var beta1: Double { get set }
  var beta2: Double { get set }
}

extension MomentOptimizer {
  package var momentum: Double {
    get { beta1 }
    set { beta1 = newValue }
  }
}

extension Setting where Root: Optimizer {
  static var learningRate: Setting<Root> {
    Setting("lr", \.learningRate, in: .closed(0...1e6), "Learning rate: the size of a step.")
  }
}

extension Setting where Root: VelocityOptimizer {
  static var beta: Setting<Root> {
    Setting("beta", \.beta, in: .rateBelowOne, "Share of the velocity that each step keeps.")
  }
}

extension Setting where Root: DividingOptimizer {
  static var epsilon: Setting<Root> {
    Setting(
      "epsilon", \.epsilon, in: .closed(1e-30...1),
      "Keeps the division finite; damps where gradients are smaller.")
  }
}

extension Setting where Root: MomentOptimizer {
  static var beta1: Setting<Root> {
    Setting("beta1", \.beta1, in: .rateBelowOne, "Share of the average gradient that each step keeps.")
  }

  static var beta2: Setting<Root> {
    Setting(
      "beta2", \.beta2, in: .rateBelowOne, "Share of the average squared gradient that each step keeps.")
  }
}

package struct UpdateStretch {
  package var count: Int
  package var parameters: UnsafeMutablePointer<Float>
  package var gradients: UnsafePointer<Float>
  /// Start of the first remembered buffer's stretch; buffer k lies `memoryStride * k` further on.
  package var memory: UnsafeMutablePointer<Float>?
  package var memoryStride: Int
  /// 1 for the first update of this memory.
  package var step: Int
  /// The learning rate of this step.
  package var rate: Double
  /// The momentum of this step where a schedule decides it; the optimizer's own otherwise.
  package var momentum: Double?

  package init(
    count: Int, parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    memory: UnsafeMutablePointer<Float>? = nil, memoryStride: Int = 0, step: Int, rate: Double,
    momentum: Double? = nil
  ) {
    self.count = count
    self.parameters = parameters
    self.gradients = gradients
    self.memory = memory
    self.memoryStride = memoryStride
    self.step = step
    self.rate = rate
    self.momentum = momentum
  }
}

/// What an optimizer has learned about its gradients so far.
package struct OptimizerMemory: Equatable, Sendable {
  /// Buffer after buffer, each as long as the parameters; zeros at first.
  package var buffers: [Float]
  /// Updates made so far.
  package var steps: Int
  /// The stretches that took no part in all of them, in order: tensors that came later, and those that were frozen. What
  /// corrects averages for their start has to count a tensor's own updates.
  package var missed: [MissedSteps] = []

  package init(for optimizer: any Optimizer, parameters: Int) {
    buffers = Array(repeating: 0, count: type(of: optimizer).memory.count * parameters)
    steps = 0
  }
}

/// How many of a memory's steps one stretch of the parameters was not there for, or did not move in.
package struct MissedSteps: Equatable, Sendable {
  package var range: Range<Int>
  package var steps: Int

  package init(_ range: Range<Int>, steps: Int) {
    self.range = range
    self.steps = steps
  }
}

extension OptimizerMemory {
  /// Of the parameter at this place. A tensor's parameters have missed the same.
  package func missed(at place: Int) -> Int { missed.first { $0.range.contains(place) }?.steps ?? 0 }

  /// By each tensor, in order; empty if there is nothing to tell.
  func missed(by layout: NetworkLayout) -> [Int] {
    guard !missed.isEmpty else { return [] }
    return layout.tensors(of: \.parameters).map { $0.range.isEmpty ? 0 : missed(at: $0.range.lowerBound) }
  }

  /// After so many more updates of a network of this layout.
  mutating func count(_ made: Int, of layout: NetworkLayout) {
    steps += made
    guard made > 0, layout.layers.contains(where: { $0.isFrozen }) || !missed.isEmpty else { return }
    missed = layout.layers.flatMap { placed in
      placed.parameters.compactMap { tensor in
        guard !tensor.range.isEmpty else { return nil }
        let before = missed(at: tensor.range.lowerBound)
        let now = before + (placed.isFrozen ? made : 0)
        return now > 0 ? MissedSteps(tensor.range, steps: now) : nil
      }
    }
  }
}

package enum Optimizers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Optimizer>(
    "optimizer",
    [
      GradientDescent.self, Momentum.self, Nesterov.self, AdaGrad.self, RMSProp.self, AdaDelta.self,
      Adam.self,
      AdaMax.self, Nadam.self, AdamW.self,
    ])
}

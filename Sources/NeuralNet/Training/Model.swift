import Basis

/// Everything that training changes or depends on, as a value: copy it and nothing can reach the copy.
package struct Model: Sendable {
  /// Changed through `edit`, which takes the optimizer's memory along.
  package internal(set) var network: Network
  package var loss: any Loss
  /// Another kind of optimizer starts with an empty memory; new settings of the same kind keep it.
  package var optimizer: any Optimizer {
    didSet {
      if type(of: optimizer) != type(of: oldValue) { forgetGradients() }
    }
  }
  package internal(set) var memory: OptimizerMemory
  package var clipping: (any Clipping)?
  /// What keeps weights small, in order.
  package var regularizers: [Regularization] = []
  /// What changes the pictures of training batches, in order.
  package var augmentations: [any Augmentation] = []
  /// nil leaves the rate as the optimizer has it. A new schedule begins with the present epoch.
  package var schedule: (any Schedule)? {
    didSet { (scheduleMemory, scheduleStart) = (ScheduleMemory(), epochs) }
  }
  package internal(set) var scheduleMemory = ScheduleMemory()
  /// Epochs completed when the schedule was chosen.
  package internal(set) var scheduleStart = 0
  /// The parameters as they were when each tensor was drawn or copied from elsewhere: what has moved since is measured
  /// from here.
  package internal(set) var origin: [Float]
  /// Seed of everything random in training: order of samples, dropout masks.
  package let seed: UInt64
  /// Passes over the training data completed so far.
  package var epochs = 0
  /// Updates made so far.
  package var steps = 0
  /// Samples already seen in the epoch that an interruption or `step` left unfinished; training goes on behind them.
  package internal(set) var samplesOfEpoch = 0

  package init(network: Network, loss: any Loss, optimizer: any Optimizer, seed: UInt64) {
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.seed = seed
    origin = network.parameters
    memory = OptimizerMemory(for: optimizer, parameters: network.parameters.count)
  }

  /// Changes the network in any way. A tensor that keeps its place, shape and numbers keeps what the optimizer remembers
  /// of it, and where it came from; the memory of all others is empty. A regularizer of chosen layers goes with them, and
  /// ends with the last of them. On a `Problem` nothing has changed.
  package mutating func edit(_ change: (inout Network) throws -> Void) throws {
    var edited = network
    try change(&edited)
    let counts = (before: network.parameters.count, after: edited.parameters.count)
    var carried = OptimizerMemory(for: optimizer, parameters: counts.after)
    carried.steps = memory.steps
    var origin = edited.parameters
    let former = network.layout.slots(of: \.parameters)
    for slot in edited.layout.tensors(of: \.parameters) {
      guard let old = former[slot.key], old.spec.shape == slot.spec.shape,
        network.parameters[old.range] == edited.parameters[slot.range]
      else {
        if memory.steps > 0, slot.spec.count > 0 {
          carried.missed.append(MissedSteps(slot.range, steps: memory.steps))
        }
        continue
      }
      let missed = old.range.isEmpty ? 0 : memory.missed(at: old.range.lowerBound)
      if missed > 0 { carried.missed.append(MissedSteps(slot.range, steps: missed)) }
      origin.replaceSubrange(slot.range, with: self.origin[old.range])
      for k in 0..<type(of: optimizer).memory.count {
        let (from, to) = (k * counts.before + old.range.lowerBound, k * counts.after + slot.range.lowerBound)
        carried.buffers.replaceSubrange(
          to..<to + slot.spec.count, with: memory.buffers[from..<from + slot.spec.count])
      }
    }
    regularizers = regularizers.compactMap { $0.following(from: network.blocks, to: edited.blocks) }
    (network, memory, self.origin) = (edited, carried, origin)
  }

  /// The learning rate of an update, and its momentum where a schedule decides that: the one place that does.
  package func pace(at place: SchedulePlace) -> StepPace {
    schedule?.pace(at: place, rate: optimizer.learningRate) ?? StepPace(rate: optimizer.learningRate)
  }

  /// Where the next update stands. A schedule with an end whose length nobody has said yet stands at its beginning.
  package func place(batch: Int, samples: Int) -> SchedulePlace {
    Curve(of: self, plan: nil, batch: batch, samples: samples).place(
      of: self, samplesOfEpoch: samplesOfEpoch, steps: steps)
  }

  /// Empties the optimizer's memory.
  package mutating func forgetGradients() {
    memory = OptimizerMemory(for: optimizer, parameters: network.parameters.count)
  }

  /// The same for the same bits of everything learned, and all but surely different otherwise: 16 hexadecimal digits.
  package var digest: String {
    // FNV-1a (Fowler, Noll & Vo), 64 bits, over the bit patterns; what is pruned is part of what was learned.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for numbers in [network.parameters, network.state] {
      for number in numbers {
        hash = (hash ^ UInt64(number.bitPattern)) &* 0x100_0000_01B3
      }
    }
    for isPruned in network.pruned { hash = (hash ^ (isPruned ? 1 : 0)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

import Basis
import CKernels

/// One layer in its place: its engine and the buffers around it.
final class Stage {
  let placed: NetworkLayout.Placed
  let engine: any LayerEngine
  let forwardPhases: Int
  let backwardPhases: Int
  let isTrained: Bool
  let parameterStart: Int
  let stateStart: Int
  /// [capacity, I] and [capacity, O]
  let input: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  /// ∂L/∂input, which the first layer has not, and ∂L/∂output
  let inputGradient: UnsafeMutablePointer<Float>?
  let outputGradient: UnsafeMutablePointer<Float>
  /// Key of all random numbers that this layer will ever use.
  let noise: UInt64

  init(
    _ placed: NetworkLayout.Placed, seed: UInt64, capacity: Int, input: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    outputGradient: UnsafeMutablePointer<Float>
  ) {
    self.placed = placed
    engine = placed.layer.makeEngine(input: placed.input, capacity: capacity, shards: Shards.most)
    forwardPhases = engine.forwardPhases
    backwardPhases = engine.backwardPhases
    isTrained = !placed.parameters.isEmpty
    parameterStart = placed.parameterRange.lowerBound
    stateStart = placed.stateRange.lowerBound
    noise = Random(seed: seed).stream("noise " + placed.name, placed.owner).state
    self.input = input
    self.output = output
    self.inputGradient = inputGradient
    self.outputGradient = outputGradient
  }
}

/// A workspace's stages without counts of references, at each of which two threads would wait for each other's core. Who
/// has it keeps the stages alive.
struct Route {
  private let stages: UnsafeMutablePointer<Unmanaged<Stage>>
  let count: Int

  init(_ stages: [Stage]) {
    count = stages.count
    self.stages = .allocate(capacity: stages.count)
    for (index, stage) in stages.enumerated() {
      (self.stages + index).initialize(to: Unmanaged.passUnretained(stage))
    }
  }

  func deallocate() { stages.deallocate() }

  func at<Result>(_ index: Int, _ body: (Stage) -> Result) -> Result {
    stages[index]._withUnsafeGuaranteedRef(body)
  }
}

import Basis

/// A network that is driven part by part, for losses that span several networks: forward; the caller's own gradient by the
/// outputs, or the model's loss; backward as far as the inputs; update. None of them takes anything from the heap.
///
/// N is the batch of the call, I and O are the numbers of one sample before and after the network.
package final class Bench {
  private let workspace: Workspace
  private let threads: Int
  private let inputs: Buffer
  private let optimizer: any Optimizer
  private var model: Model
  private var passes = -1
  private var pace = Pace()

  package let capacity: Int
  /// I and O.
  package let width: Int
  package let outputs: Int
  /// [N, I], to be written before `forward`.
  package let input: UnsafeMutablePointer<Float>
  /// [N], to be written before `forward` where `compare` follows.
  package let labels: UnsafeMutablePointer<Int32>

  init(_ engine: Engine, _ model: Model, capacity: Int) throws {
    try Engine.checkMemory(model, batch: capacity)
    self.model = model
    self.capacity = capacity
    threads = engine.threads
    optimizer = model.optimizer
    workspace = Workspace(model, capacity: capacity, gang: engine.gang, givesInputGradient: true)
    workspace.load(model)
    width = model.network.input.count
    outputs = model.network.output.count
    inputs = Buffer(capacity * width)
    input = inputs.start
    labels = .allocate(capacity: capacity)
    labels.initialize(repeating: 0, count: capacity)
  }

  deinit { labels.deallocate() }

  /// [N, O]
  package var output: UnsafePointer<Float> {
    UnsafePointer(workspace.stages[workspace.stages.count - 1].output)
  }
  /// ∂L/∂output [N, O], to be written before `backward`.
  package var outputGradient: UnsafeMutablePointer<Float> {
    workspace.stages[workspace.stages.count - 1].outputGradient
  }
  /// ∂L/∂input [N, I] after a backward pass.
  package var inputGradient: UnsafePointer<Float> {
    guard let gradient = workspace.stages[0].inputGradient else {
      preconditionFailure("a bench without ∂L/∂input")
    }
    return UnsafePointer(gradient)
  }
  /// ∂L/∂parameters after a backward pass.
  package var gradients: UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: workspace.gradients.start, count: workspace.layout.parameterCount)
  }
  package var parameters: UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: workspace.parameters.start, count: workspace.layout.parameterCount)
  }

  package func forward(_ count: Int, _ mode: Pass.Mode) {
    passes += 1
    // One way of all passes of a size tells which way is faster.
    guard threads > 1, count == capacity else { return run(.forward, mode, count) }
    let start = ContinuousClock.now
    run(.forward, mode, count, threads: pace.nextIsOne ? 1 : threads)
    pace.add(seconds: (ContinuousClock.now - start).inSeconds)
  }

  /// Backward from `outputGradient`.
  package func backward(_ count: Int, _ mode: Pass.Mode) { run(.backward, mode, count) }

  /// Compares with `labels` by the model's loss and goes backward from there; returns the mean loss.
  package func compare(_ count: Int, _ mode: Pass.Mode) -> Double {
    run([.loss, .backward], mode, count)
    return workspace.meanLoss(batch: count)
  }

  package func update() { run(.update, .training, 1) }

  /// Whether all that was learned is finite.
  package var isFinite: Bool { workspace.isFinite }

  /// The model with all that was learned.
  package func finished() -> Model {
    workspace.store(into: &model)
    return model
  }

  private func run(_ parts: Job.Parts, _ mode: Pass.Mode, _ count: Int) {
    run(parts, mode, count, threads: pace.prefersOne ? 1 : threads)
  }

  private func run(_ parts: Job.Parts, _ mode: Pass.Mode, _ count: Int, threads: Int) {
    precondition(count <= capacity, "\(count) samples at a bench for \(capacity)")
    let source = BatchSource(
      count: count, width: width, targetWidth: 0, features: UnsafePointer(input),
      labels: UnsafePointer(labels), values: nil)
    workspace.run(
      Job(
        parts, mode, Batch(source, first: 0, count: count), step: passes,
        pace: StepPace(rate: optimizer.learningRate), reachesInput: true),
      threads: threads)
  }
}

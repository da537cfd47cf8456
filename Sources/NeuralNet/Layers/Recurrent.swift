import Basis

/// What a recurrent layer hands on: its state after the last step, or after every step.
package enum ReturnedStates: String, CaseIterable, Sendable { case last, sequence }

/// A layer that reads a sequence step by step and keeps a state of `units` numbers.
///
/// One legend for all of them: N batch, T steps, F features of a step, H units, G gates; x [N, T, F], W [F, G·H],
/// U [H, G·H], b [G·H]; xₜ and hₜ are a step's features and the state after it, h₀ = 0. Gates lie side by side.
package protocol RecurrentLayer: WeightedLayer {
  var units: Int { get set }
  var recurrentInitializer: any Initializer { get set }
  var returned: ReturnedStates { get set }
  /// The gates' names in the order in which they lie, with what their biases start at.
  var gates: [(name: String, biasStart: Float)] { get }
  /// The activation that may be chosen, where one may.
  var chosenActivation: (any Activation)? { get }
  /// What a step does.
  func makeCell() -> any RecurrentCell
}

extension RecurrentLayer {
  package func output(for input: Shape) throws -> Shape { try states(for: input) }
  package func parameters(for input: Shape) -> [TensorSpec] { gateParameters(for: input) }

  /// An image is read row by row.
  func states(for input: Shape) throws -> Shape {
    guard input.extents.count > 1 else {
      throw Problem(
        "\(name) reads a sequence, steps × features, and a sample that reaches it has \(input.text) numbers in one row",
        advice: "data adding has sequences; a recurrent layer that feeds another one needs return=sequence")
    }
    return returned == .last ? [units] : [input.extents[0], units]
  }

  func gateParameters(for input: Shape) -> [TensorSpec] {
    let features = input.count / input.extents[0]
    return [
      TensorSpec(
        "weights", [features, gates.count * units], .weight, fanIn: features, fanOut: units,
        start: .drawn(initializer), parts: gates.count),
      TensorSpec(
        "recurrent", [units, gates.count * units], .weight, fanIn: units, fanOut: units,
        start: .drawn(recurrentInitializer), parts: gates.count),
    ] + gates.map { TensorSpec("bias" + $0.name, [units], .bias, start: .constant($0.biasStart)) }
  }

  package func operations(for input: Shape) -> Int {
    let steps = input.extents[0]
    return 2 * gates.count * units * (input.count + steps * units) + 10 * steps * gates.count * units
  }

  package func workingNumbers(for input: Shape) -> Int {
    RecurrentEngine.Places(steps: input.extents[0], features: input.count / input.extents[0], self).count
  }

  package func makeEngine(input: Shape, capacity: Int, shards: Int) -> any LayerEngine {
    RecurrentEngine(self, input: input, capacity: capacity, shards: shards)
  }

  package var chosenActivation: (any Activation)? { nil }

  /// As typed, with the settings of the activation and of the initializers.
  package var notation: String {
    let usual = Self()
    let positions = ["\(units)"] + [chosenActivation?.notation].compactMap { $0 }
    let named = Self.card.settings
      .filter { !$0.name.hasSuffix("init") && $0.get(self) != $0.get(usual) }
      .map { "\($0.name)=\($0.get(self).literal)" }
    let drawn = [
      ("init", initializer, usual.initializer),
      ("recurrent-init", recurrentInitializer, usual.recurrentInitializer),
    ]
    .filter { $0.1.notation != $0.2.notation }
    .map { "\($0.0)=\($0.1.notation)" }
    return ([name] + positions + named + drawn).joined(separator: " ")
  }

  /// How weights were drawn says nothing about a layer once they have moved.
  package var title: String {
    var plain = self
    plain.initializer = Self().initializer
    plain.recurrentInitializer = Self().recurrentInitializer
    return plain.notation
  }

  /// The settings that all of them have.
  static var commonSettings: [Setting<Self>] {
    [
      Setting("return", choice: \.returned, "The state after the last step, or after every step."),
      Setting("init", member: \.initializer, of: Initializers.family, "Draws the weights of the input."),
      Setting(
        "recurrent-init", member: \.recurrentInitializer, of: Initializers.family,
        "Draws the weights between one step's state and the next."),
    ]
  }
}

/// The arithmetic of one time step, between the products with W and U that all recurrent layers share.
package protocol RecurrentCell: Sendable {
  /// Whether a second state, c, runs beside h.
  var carriesCell: Bool { get }
  /// Whether h·U does more than add to x·W + b, so that both, and the gradients by both, must be kept.
  var separatesRecurrence: Bool { get }
  /// Whether h reaches the next state by another way than U.
  var passesBy: Bool { get }
  func forward(_ step: CellStep)
  func backward(_ step: CellStep)
}

/// What a cell sees of one step of one shard; n samples.
package struct CellStep {
  let rows: Int
  let units: Int
  /// [n, G·H]: xₜ·W + b, with hₜ₋₁·U unless the cell separates it; after `forward` what `backward` needs; after
  /// `backward` the gradient by it.
  let gates: UnsafeMutablePointer<Float>
  /// [n, G·H]: hₜ₋₁·U where the cell separates it, and after `backward` the gradient by it; otherwise where `gates` is.
  let recurrent: UnsafeMutablePointer<Float>
  /// [H]: a bias beside those of the gates, if the cell has one.
  let recurrentBias: UnsafePointer<Float>
  /// [n, H]: hₜ₋₁ and hₜ
  let before: UnsafePointer<Float>
  let state: UnsafeMutablePointer<Float>
  /// [n, H]: cₜ₋₁ and cₜ, where there is a c
  let cellBefore: UnsafePointer<Float>
  let cell: UnsafeMutablePointer<Float>
  /// [n, H]: ∂L/∂hₜ, complete
  let stateGradient: UnsafePointer<Float>
  /// [n, H]: ∂L/∂hₜ₋₁; the cell adds what passes by U
  let beforeGradient: UnsafeMutablePointer<Float>
  /// [n, H]: ∂L/∂cₜ from later steps, which the cell turns into ∂L/∂cₜ₋₁
  let cellGradient: UnsafeMutablePointer<Float>
}

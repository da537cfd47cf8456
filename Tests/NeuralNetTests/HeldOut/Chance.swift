import Basis
import NeuralNet

/// Draws networks, data and everything that a learner may choose; what it draws follows from the seed.
struct Chance {
  var random: Random
  /// Names of all members that were drawn.
  private(set) var seen: Set<String> = []

  init(seed: UInt64) { random = Random(seed: seed).stream("held out") }

  mutating func happens(_ share: Double) -> Bool { random.uniform() < share }

  mutating func one<T>(of choices: [T]) -> T { choices[random.index(below: choices.count)] }

  mutating func between(_ low: Double, _ high: Double) -> Double { random.uniform(in: low..<high) }

  /// From `low` to `high`, each decade as likely.
  mutating func scaled(_ low: Double, _ high: Double) -> Double {
    var size = low
    while size * 10 <= high, happens(0.5) { size *= 10 }
    return min(high, size * between(1, 10))
  }

  mutating func note(_ item: any Item) { seen.insert(item.name) }

  // MARK: members of families

  mutating func activation() -> any Activation {
    let chosen = one(of: Activations.family.all)
    note(chosen)
    return chosen
  }

  mutating func optimizer() throws -> any Optimizer {
    var chosen = one(of: Optimizers.family.all)
    note(chosen)
    chosen.learningRate = chosen is AdaDelta ? 1 : scaled(0.0003, 0.03)
    for entry in type(of: chosen).description.entries where happens(0.5) {
      switch entry.name {
      case "beta", "beta1", "rho": try chosen.set(entry.name, to: .number(between(0.2, 0.97)))
      case "beta2": try chosen.set(entry.name, to: .number(between(0.6, 0.9995)))
      case "epsilon": try chosen.set(entry.name, to: .number(scaled(1e-8, 1e-2)))
      case "decay": try chosen.set(entry.name, to: .number(between(0, 0.5)))
      case "schedule": try chosen.set(entry.name, to: .flag(happens(0.5)))
      default: break
      }
    }
    return chosen
  }

  mutating func clipping() throws -> any Clipping {
    var chosen = one(of: Clippings.family.all)
    note(chosen)
    try chosen.set("limit", to: .number(scaled(1e-3, 1)))
    return chosen
  }

  mutating func regularizers() throws -> [any Regularizer] {
    var chosen: [any Regularizer] = []
    for var regularizer in Regularizers.family.all where happens(0.35) {
      note(regularizer)
      if var l1 = regularizer as? L1Penalty {
        l1.method = one(of: L1Penalty.Method.allCases)
        regularizer = l1
      }
      let name = regularizer is MaxNorm ? "limit" : "strength"
      try regularizer.set(name, to: .number(regularizer is MaxNorm ? between(0.3, 2) : scaled(1e-4, 0.1)))
      chosen.append(regularizer)
    }
    random.shuffle(&chosen)
    return chosen
  }

  mutating func schedule() throws -> any Schedule {
    var chosen = one(of: Schedules.family.all)
    note(chosen)
    if var finite = chosen as? any FiniteSchedule {
      finite.epochs = 1 + random.index(below: 6)
      chosen = finite
    }
    for entry in type(of: chosen).description.entries {
      switch entry.name {
      case "every", "after", "climb": try chosen.set(entry.name, to: .number(between(0.3, 3)))
      case "factor": try chosen.set(entry.name, to: .number(between(0.2, 1)))
      case "power": try chosen.set(entry.name, to: .number(between(0.3, 3)))
      case "patience", "cooldown": try chosen.set(entry.name, to: .number(Double(1 + random.index(below: 2))))
      case "max", "rates": try chosen.set(entry.name, to: .number(scaled(0.001, 0.03)))
      case "warmup": try chosen.set(entry.name, to: .number(one(of: [0, 0.3])))
      case "shape": try chosen.set(entry.name, to: .text(one(of: ["linear", "cosine"])))
      case "per": try chosen.set(entry.name, to: .text(one(of: ["step", "epoch"])))
      default: break
      }
    }
    return chosen
  }
}

extension Random {
  mutating func shuffle<T>(_ items: inout [T]) {
    let order = permutation(items.count)
    items = order.map { items[$0] }
  }
}

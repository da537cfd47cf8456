import Basis

package struct Plateau: PerformanceSchedule, WarmingSchedule {
  package var factor = 0.1
  package var patience = 10
  package var minDelta = 1e-4
  package var cooldown = 0
  package var least = 0.0
  package var warmup = 0.0

  package init() {}

  package static let card = Card<Plateau>(
    "plateau", aliases: ["performance"],
    "Lowers the rate when the validation loss has not improved for some epochs.",
    formula: "η ← max(η·f, ηₘ) after k epochs without Lᵥ < best − δ",
    settings: [
      Setting("factor", \.factor, in: .closed(1e-6...1), "f: what is left of the rate."),
      Setting("patience", \.patience, in: 1...1_000_000, unit: "epochs", "k: epochs without improvement."),
      Setting("min-delta", \.minDelta, in: .closed(0...1e6), "δ: less than that is no improvement."),
      Setting(
        "cooldown", \.cooldown, in: 0...1_000_000, unit: "epochs", "Epochs after a cut that do not count."),
      Setting("least", \.least, in: .closed(0...1e6), "ηₘ: never lower than this."), .warmup,
    ],
    sources: [Source("Keras", 2024, "keras.io, ReduceLROnPlateau")],
    examples: ["schedule plateau", "schedule plateau factor=0.5 patience=3"],
    details:
      "The defaults are Keras's, and so is the counting: the rate falls after the k-th epoch without improvement, where "
      + "PyTorch's falls after one more and takes δ relative to the best loss. Epochs of the cooldown are left out as in PyTorch. What it has heard goes on through "
      + "trainings. It needs validation data, and epochs: step alone never finishes one.")

  package func course(at place: SchedulePlace, rate: Double) -> StepPace {
    StepPace(rate: max(rate * place.memory.factor, min(least, rate)))
  }

  package func hear(_ loss: Double, memory: inout ScheduleMemory) {
    if loss < memory.best - minDelta {
      memory.best = loss
      memory.waitedEpochs = 0
    } else {
      memory.waitedEpochs += 1
    }
    if memory.restEpochs > 0 {
      memory.restEpochs -= 1
      memory.waitedEpochs = 0
    }
    guard memory.waitedEpochs >= patience else { return }
    // A factor of zero could never be told from a rate that was lost.
    memory.factor = max(memory.factor * factor, 1e-30)
    memory.restEpochs = cooldown
    memory.waitedEpochs = 0
  }
}

import Basis
import Language
import NeuralNet

package struct DropoutCommand: Command {
  enum Choice: Sendable {
    case off
    case rate(Float)
  }
  var choice: Choice?
  var layers: LayerSelection?

  package init() {}

  private static let bounds = Bounds.rateBelowOne

  package static let group = CommandGroup.network
  package static let card = Card<DropoutCommand>(
    "dropout", "Puts dropout behind all hidden layers, or takes it out.",
    positions: [
      Setting(
        "rate", kind: .number(bounds, unit: nil), "Share of the numbers that is dropped in training, or off.",
        get: { command in
          switch command.choice {
          case nil: .text("")
          case .off: .flag(false)
          case .rate(let rate): .number(Double("\(rate)") ?? Double(rate))
          }
        },
        set: { command, value in
          if value == .flag(false) || value == .text("off") { return command.choice = .off }
          command.choice = .rate(Float(try Kind.number(bounds, unit: nil).number(value, for: "rate")))
        }),
      Setting("layers", layers: \.layers, "Which layers; all that have an activation if none are given."),
    ],
    sources: Dropout.card.sources, examples: ["dropout 0.2", "dropout 50% 1..2", "dropout", "dropout off"],
    details: "layer dropout adds it as a layer of its own; help layer dropout has the formula.")

  package static func candidates(for slot: String, in lab: Lab) -> [String] { slot == "rate" ? ["off"] : [] }

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let blocks = try lab.needLayers().network.blocks
    guard let choice else { return DropoutCommand.shown(blocks) }
    let hidden = blocks.indices.filter { blocks[$0].activation != nil }
    let chosen = try layers?.indices(among: blocks.count) ?? hidden
    switch choice {
    case .off:
      try lab.editNetwork { network in
        try network.edit { blocks in
          for index in layers == nil ? Array(blocks.indices) : chosen {
            blocks[index].layers.removeAll { $0 is Dropout }
          }
          blocks.removeAll { $0.layers.isEmpty }
        }
      }
    case .rate(let rate):
      guard !chosen.isEmpty else {
        throw Problem(
          "no layer has an activation to drop from", advice: "layer dropout 0.2 adds it as a layer of its own"
        )
      }
      try lab.editNetwork { network in
        try network.edit { blocks in
          for index in chosen {
            blocks[index].layers.removeAll { $0 is Dropout }
            blocks[index].layers.append(Dropout(rate))
          }
          blocks.removeAll { $0.layers.isEmpty }
        }
      }
    }
    return DropoutCommand.shown(try lab.needModel().network.blocks)
  }

  private static func shown(_ blocks: [Block]) -> Report {
    let rates = blocks.map { block in block.layers.lazy.compactMap { ($0 as? Dropout)?.rate }.first }
    let having = rates.indices.filter { rates[$0] != nil }
    let distinct = Set(having.compactMap { rates[$0] }).sorted()
    let text =
      having.isEmpty
      ? "dropout off"
      : "dropout \(distinct.map { "\($0)" }.joined(separator: ", "))   \(LayerNumbers.phrase(having))"
    var report = Report(line: StyledText(text))
    report.add(
      data: "rates", .list(rates.map { rate in rate.map { .number(Double("\($0)") ?? Double($0)) } ?? .null })
    )
    return report
  }
}

import Basis
import Language
import NeuralNet
import Textbook

package struct CheckGradientsCommand: Command {
  var samples = 8

  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<CheckGradientsCommand>(
    "check gradients",
    "Compares the gradient that training uses with the one that the textbook's formulas give.",
    formula: "difference = max |gᵉ − gᵗ| / max |gᵗ| over a layer's parameters: gᵉ engine, gᵗ textbook",
    settings: [Setting("samples", \.samples, in: 1...10_000, "Training samples in the batch.")],
    examples: ["check gradients", "check gradients samples=4"],
    details: """
      The textbook is the same mathematics once more, as naive loops with 16 digits; the engine counts in 7. It checks \
      this network with the weights it has now, the first samples of the training part, and dropout's mask. Places are \
      counted from 0. help thresholds says where a difference begins to mean something. Right at the kink of relu and \
      its like the two may fall on different sides; another number of samples tells.
      """)

  /// Multiplications and additions that the naive loops manage in a few seconds.
  package static let mostOperations = 3e8

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    let formula = try CheckGradientsCommand.formulas(of: model)
    guard model.network.layout.parameterCount > 0 else {
      throw Problem("no layer has parameters, so there is no gradient to check", advice: "layer dense 10")
    }
    let wanted = min(samples, data.count(of: .train))
    let count = try CheckGradientsCommand.affordable(
      wanted, operationsPerSample: model.network.operationsPerSample)
    let batch = data.train.prefix(count)
    let engine = try lab.engine.gradients(model, on: batch).parameters
    // The engine looks with the random numbers of step −1, which training never uses.
    let textbook = TextbookNetwork(model.network, seed: model.seed)
      .gradient(formula, batch, mode: .probing, step: -1)
    let comparison = GradientComparison(of: model.network, engine: engine, textbook: textbook)
    var report = CheckGradientsCommand.report(comparison, model.network, samples: count)
    if count < wanted {
      report.say(
        StyledText(
          "Only \(Numbers.grouped(count)) of \(Numbers.grouped(wanted)) samples: the textbook's naive loops would "
            + "take longer than a few seconds."))
    }
    return report
  }

  /// As many of the wanted samples as the naive loops manage. Throws where they do not manage one.
  package static func affordable(_ wanted: Int, operationsPerSample: Int) throws -> Int {
    // Forwards once, and backwards twice as much.
    let perSample = 3 * Double(max(1, operationsPerSample))
    guard perSample <= mostOperations else {
      throw Problem(
        "this network takes \(Numbers.short(perSample)) operations a sample, and the textbook's naive loops would "
          + "need minutes for one; at most \(Numbers.short(mostOperations)) are done here",
        advice: "check a narrower network of the same layers: the formulas are the same")
    }
    return Int(min(Double(wanted), mostOperations / perSample))
  }

  /// The loss as the textbook has it. Throws where something has no textbook version.
  private static func formulas(of model: Model) throws -> any TextbookLoss {
    for placed in model.network.layout.layers where !(placed.layer is any TextbookLayer) {
      throw Problem(
        "layer \(placed.block + 1): \(placed.layer.name) is not in the textbook, so there is nothing to compare with"
      )
    }
    guard let loss = model.loss as? any TextbookLoss else {
      throw Problem("\(model.loss.name) is not in the textbook, so there is nothing to compare with")
    }
    return loss
  }

  private static func report(_ comparison: GradientComparison, _ network: Network, samples: Int) -> Report {
    let threshold = Thresholds.gradientCheck.value
    var table = Table(
      "layers",
      [
        .init("layer", "#"), .init("title", "layer", .left), .init("difference", "difference"),
        .init("parameter", "worst parameter", .left), .init("engine", "engine"),
        .init("textbook", "textbook"),
      ])
    for row in comparison.rows {
      table.append(
        .integer(row.block + 1), .text(network.blocks[row.block].title, .name),
        .compact(row.difference, row.difference <= threshold ? .plain : .bad), .text(row.parameter),
        .compact(row.engine, digits: 5), .compact(row.textbook, digits: 5))
    }
    var report = Report()
    report.add(table)
    let worst = comparison.worst
    let size = Numbers.scientific(worst?.difference ?? 0)
    let limit = Numbers.scientific(threshold, digits: 1)
    if comparison.agrees {
      report.say(
        StyledText("Agree: ", .good)
          + StyledText(
            "engine and textbook differ by at most \(size) of a layer's largest gradient, and rounding alone explains "
              + "differences up to \(limit) (\(samples.counted("sample")))."))
    } else {
      let layer = (worst?.block ?? 0) + 1
      report.problem = Problem(
        "engine and textbook differ by \(size) of the largest gradient in layer \(layer), more than the \(limit) that "
          + "rounding explains",
        advice: "diagnose tells whether numbers are huge or NaN; if they are not, this is a fault of Descent",
        kind: .expectation)
    }
    report.add(data: "agrees", .flag(comparison.agrees))
    report.add(data: "threshold", .number(threshold))
    report.add(data: "samples", .integer(samples))
    return report
  }
}

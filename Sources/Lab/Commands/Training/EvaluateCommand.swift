import Basis
import DataSets
import Language
import NeuralNet

package struct EvaluateCommand: Command {
  var part: Part?
  var passes: Int?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<EvaluateCommand>(
    "evaluate", "Measures how good the network is, part by part.",
    positions: [Setting("part", optionalChoice: \.part, "Only this part.")],
    settings: [
      Setting(
        "mc", optional: \.passes, in: MonteCarlo.passes, unit: "passes",
        "Monte-Carlo dropout: the mean of so many passes in which dropout drops, and how far they spread.")
    ],
    sources: [Source("Gal & Ghahramani", 2016, "arXiv:1506.02142, Dropout as a Bayesian approximation (mc)")],
    examples: ["evaluate", "evaluate test", "evaluate test mc=20"],
    details: """
      The ± is one standard error, √(p(1 − p)/n): what chance alone does to an accuracy p measured on n samples. Two \
      networks closer than two of them cannot be told apart by this test. The test part is for the end: whoever chooses \
      settings by it has no test left. With mc=100 every sample goes through the network 100 times, with other units dropped \
      each time, and probabilities are averaged: dropout, alpha-dropout and gaussian-noise act as in training, batch \
      normalization uses its running statistics. The spread is the standard deviation of the predicted class's \
      probability over the passes (of the prediction, for numbers): how much the network doubts. \
      Masks follow from the network's seed.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if let passes { return try MonteCarloReport.report(lab, part, passes: passes) }
    return try EvaluateCommand.report(lab, part)
  }

  /// Of one part, or of all that have samples.
  static func report(_ lab: Lab, _ part: Part?) throws -> Report {
    let data = try lab.needFittingModel().data
    let parts = part.map { [$0] } ?? Part.allCases.filter { data[$0].count > 0 }
    var report = Report()
    let quality = QualityColumns(data)
    var table = Table(
      "parts", caption: "Quality, part by part",
      [.init("part", "part", .left), .init("samples", "samples")] + quality.columns)
    for part in parts {
      let found = try lab.evaluation(on: part)
      table.rows.append([.text(part.rawValue), .integer(found.samples)] + quality.cells(found))
    }
    report.add(table)
    return report
  }
}

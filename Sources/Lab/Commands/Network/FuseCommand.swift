import Basis
import DataSets
import Language
import NeuralNet

package struct FuseCommand: Command {
  package init() {}

  package static let group = CommandGroup.network
  package static let card = Card<FuseCommand>(
    "fuse", "Folds batch normalization into the dense or convolution layer directly before it.",
    formula: "W′ = W·γ/√(σ² + ε);  b′ = (b − μ)·γ/√(σ² + ε) + β",
    sources: [
      Source(
        "Jacob, Kligys, Chen, Zhu, Tang, Howard, Adam & Kalenichenko", 2017, "arXiv:1712.05877, section 3.2")
    ],
    examples: ["fuse"],
    details: """
      μ and σ² are the running statistics, so outputs outside training stay the same, but for rounding, and prediction has \
      less to do. It is for finished networks: training that goes on does so without normalization, and undo brings that \
      back. A layer without bias gets one; a frozen layer stays frozen; the optimizer forgets what it knew of the layers \
      that changed. Normalization behind an activation, behind a recurrent layer or in first place cannot be folded \
      backwards and stays. Times are medians of repeats on one thread, before and after in turn; how \
      many times as fast is the median of their ratios.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let before = try lab.needFittingModel().model
    var folding = Folding()
    try lab.editNetwork { folding = try $0.foldNormalization() }
    let after = try lab.needModel()
    var report = Report(
      line: StyledText(
        "folded into \(LayerNumbers.phrase(Set(folding.folds.map(\.block)).sorted())) · "
          + "\(Numbers.grouped(before.network.parameters.count)) → "
          + "\(Numbers.grouped(after.network.parameters.count)) parameters"))
    for obstacle in folding.obstacles {
      report.say(
        StyledText("Layer \(obstacle.block + 1) keeps its batch normalization: \(obstacle.reason)."))
    }
    let part = try lab.judgingPart([.test, .validation, .train])
    FuseCommand.add(try lab.outputChange(since: before, on: part), part, to: &report)
    let time = try lab.engine.predictionTime([before, after], on: lab.samples(of: part), repeats: 31)
    FuseCommand.add(time, to: &report)
    report.add(data: "folded", .list(folding.folds.map { .integer($0.block + 1) }))
    report.add(data: "kept", .list(folding.obstacles.map { .integer($0.block + 1) }))
    report.add(data: "parametersBefore", .integer(before.network.parameters.count))
    report.add(data: "parameters", .integer(after.network.parameters.count))
    return report
  }

  private static func add(_ change: OutputDifference, _ part: Part, to report: inout Report) {
    var text = "no output changed by more than \(Numbers.scientific(change.largest)) "
    text += "(the largest is \(Numbers.short(change.scale))) over \(change.samples.counted("sample")) of the "
    text += "\(part.rawValue) part"
    if let agreement = change.agreement {
      let changed = change.samples - Int((agreement * Double(change.samples)).rounded())
      text += changed == 0 ? ", and every predicted class is the same" : ", and \(changed) changed class"
      report.add(data: "agreement", .number(agreement))
    }
    report.say(StyledText(text.capitalizedFirst + "."))
    report.add(data: "change", .number(change.largest))
  }

  private static func add(_ time: PredictionTime, to report: inout Report) {
    let (before, after) = (time.median(of: 0), time.median(of: 1))
    let (speedUp, range) = time.ratio(of: 0, to: 1)
    let reach = "\(Numbers.fixed(range.lowerBound, 2))…\(Numbers.fixed(range.upperBound, 2))"
    let verdict =
      range.contains(1)
      ? "no measurable difference (\(reach) times as fast"
      : "\(Numbers.fixed(speedUp, 2)) times as fast (\(reach)"
    report.say(
      StyledText(
        "Prediction takes \(Numbers.short(before * 1000)) ms before, \(Numbers.short(after * 1000)) ms after: \(verdict)"
          + " with 95 % confidence; \(time.repeats) repeats of \(time.passes.counted("pass")) each, "
          + "in turn)."))
    report.add(data: "speedUp", .number(speedUp))
    report.add(data: "speedUpFrom", .number(range.lowerBound))
    report.add(data: "speedUpTo", .number(range.upperBound))
    report.add(data: "secondsBefore", .number(before))
    report.add(data: "seconds", .number(after))
    report.add(data: "repeats", .integer(time.repeats))
  }
}

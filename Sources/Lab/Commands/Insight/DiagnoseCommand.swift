import Basis
import DataSets
import Language
import NeuralNet

package struct DiagnoseCommand: Command {
  package init() {}

  package static let group = CommandGroup.insight
  package static let card = Card<DiagnoseCommand>(
    "diagnose", "Looks at data, signals, gradients and steps, and names what crosses a threshold.",
    examples: ["diagnose"],
    details: "Each finding comes with something to try. The thresholds and their sources: help thresholds.")

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    let (model, data) = try lab.needFittingModel()
    let signals = try lab.probe(samples: Lab.activationSamples)
    let gradients = try lab.probe(samples: Lab.gradientSamples)
    var findings = DiagnoseCommand.inData(data)
    findings += DiagnoseCommand.inSignals(signals)
    findings += DiagnoseCommand.inGradients(gradients)
    if model.epochs > 0 { findings += try inQuality(lab) }
    var table = Table(
      "findings",
      [.init("finding", "finding", .left), .init("measured", "measured", .left), .init("try", "try", .left)])
    for finding in findings {
      table.append(.text(finding.name, .warning), .text(finding.measured), .text(finding.remedy))
    }
    guard !findings.isEmpty else {
      return Report(
        StyledText("Nothing crosses a threshold. ", .good)
          + "Looked at: data, dead and saturated units, gradients, steps, running statistics.")
    }
    var report = Report()
    report.add(table)
    report.say(
      "\(findings.count.counted("finding")); help thresholds says where the limits come from."
    )
    return report
  }

  struct Finding: Equatable {
    let name: String
    let measured: String
    let remedy: String
  }

  static func inData(_ data: DataSet) -> [Finding] {
    let samples = data.train
    let largest = samples.features.reduce(Float(0)) { max($0, abs($1)) }
    guard Double(largest) > Thresholds.outlier.value else { return [] }
    return [
      Finding(
        name: "outlying inputs", measured: "largest |input| \(Numbers.short(Double(largest), digits: 2))",
        remedy: data.isImages ? "scale global" : "scale standard")
    ]
  }

  static func inSignals(_ probe: Probe) -> [Finding] {
    probe.blocks.enumerated().flatMap { index, block -> [Finding] in
      var findings: [Finding] = []
      if let dead = block.dead, dead > Thresholds.dead.value, index < probe.blocks.count - 1 {
        findings.append(
          Finding(
            name: "dead units", measured: "layer \(index + 1): \(Numbers.percent(dead, decimals: 0))",
            remedy: "activation leaky-relu"))
      }
      if let saturated = block.saturated, saturated > Thresholds.saturated.value {
        findings.append(
          Finding(
            name: "saturation", measured: "layer \(index + 1): \(Numbers.percent(saturated, decimals: 0))",
            remedy: "bn on"))
      }
      if let gap = block.normalization?.meanGap, gap > Thresholds.drift.value {
        findings.append(
          Finding(
            name: "running statistics lag",
            measured: "layer \(index + 1): \(Numbers.short(gap, digits: 2)) deviations",
            remedy: "train on"))
      }
      return findings
    }
  }

  static func inGradients(_ probe: Probe) -> [Finding] {
    var findings: [Finding] = []
    let flows = [
      ("gradient", FlowVerdict(of: probe.blocks.map(\.gradient))),
      ("backward signal", FlowVerdict(of: probe.blocks.map { Optional($0.delta) })),
    ]
    for (what, flow) in flows {
      switch flow {
      case .vanishing(let ratio, _):
        findings.append(
          Finding(
            name: "vanishing \(what)", measured: "first / last \(Numbers.scientific(ratio))",
            remedy: "activation relu; init he"))
      case .exploding(let ratio, _):
        findings.append(
          Finding(
            name: "exploding \(what)", measured: "first / last \(Numbers.scientific(ratio))",
            remedy: "init he, or clip global-norm 1"))
      case .stopped(let layer):
        findings.append(
          Finding(name: "no \(what)", measured: "layer \(layer): exactly 0", remedy: "activations"))
      case .broken(let layer):
        findings.append(
          Finding(name: "broken \(what)", measured: "layer \(layer): NaN or infinite", remedy: "rewind"))
      case .nothingToCompare, .uneven, .even: break
      }
    }
    let ratios = probe.blocks.compactMap(\.updateRatio)
    if let most = ratios.max(), most > Thresholds.updateHigh.value {
      findings.append(
        Finding(
          name: "steps too long", measured: "update / weights \(Numbers.scientific(most))",
          remedy: "a smaller lr (optimizer)"))
    } else if let most = ratios.max(), most < Thresholds.updateLow.value {
      findings.append(
        Finding(
          name: "steps too short", measured: "update / weights \(Numbers.scientific(most))",
          remedy: "a larger lr (optimizer)"))
    }
    return findings
  }

  private func inQuality(_ lab: Lab) throws -> [Finding] {
    guard let train = try lab.evaluation(on: .train).accuracy,
      let validation = try lab.evaluation(on: .validation).accuracy,
      train - validation > Thresholds.overfit.value
    else { return [] }
    return [
      Finding(
        name: "overfitting",
        measured: "train \(Numbers.percent(train)), validation \(Numbers.percent(validation))",
        remedy: "dropout 0.2, or fewer units")
    ]
  }
}

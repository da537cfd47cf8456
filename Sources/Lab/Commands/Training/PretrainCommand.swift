import Basis
import Charts
import DataSets
import Language
import NeuralNet

package struct PretrainCommand: Command {
  var pretrainer = Pick<any Pretrainer>.nothing
  var layers: LayerSelection?

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<PretrainCommand>(
    "pretrain", "Trains the first layers on another question first: without labels, or about pairs.",
    positions: [Setting("pretrainer", pick: \.pretrainer, of: Pretrainers.family, "Which question.")],
    settings: [
      Setting(
        "layers", layers: \.layers, "Layers from 1 on that learn; all but the output layer if none are given."
      )
    ],
    examples: [
      "pretrain autoencoder epochs=5", "pretrain autoencoder layers=1..2 mode=stacked epochs=2",
      "pretrain gan steps=20",
      "pretrain pairs steps=20",
    ],
    details: """
      The layers keep what they learn; whatever was put behind them to ask the question is thrown away. Then train, with \
      the layers frozen (freeze 1..3) or not. autoencoder and gan look at all rows of the training part, those that split \
      train=50 leaves out included; pairs needs classes and looks at the others alone. Regularization, clipping and \
      schedules belong to train and play no part. The seconds count as training; epochs do not. Ctrl-C leaves the network \
      as it was.
      """)

  package static let usage = "pretrain PRETRAINER [layers=…] [settings of it]"

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    guard case .item(let pretrainer) = pretrainer else {
      throw Problem(
        "pretrain by which question?",
        advice: "pretrain autoencoder (\(Pretrainers.family.names.joined(separator: ", ")))")
    }
    var task = try task(lab, pretrainer)
    if let trail = lab.trail, let data = lab.state.data {
      task.train = { try trail.train($0, &$1, $2, $3, on: data, $4) }
    }
    let start = lab.environment.clock()
    var shown = start
    func work() throws -> PretrainingOutcome {
      try pretrainer.run(task, on: lab.engine) { done in
        let now = lab.environment.clock()
        if now - shown >= 0.1, lab.output.showsProgress, !lab.output.isJSON {
          shown = now
          lab.output.progress(
            "pretrain \(pretrainer.name) \(Bar.progress(done, width: 10)) \(Numbers.percent(done, decimals: 0))"
          )
        }
        return !lab.isInterrupted
      }
    }
    let restored = lab.trail?.restoredSeconds ?? 0
    let outcome =
      try lab.trail?.once([call.text], of: task.model, on: try lab.needData(), work) ?? work()
    lab.output.progress(nil)
    let seconds = lab.environment.clock() - start + (lab.trail?.restoredSeconds ?? 0) - restored
    lab.state.model = outcome.model
    lab.state.training.seconds += seconds
    lab.state.training.samples += outcome.samples
    lab.state.training.pretraining = outcome.scores
    return report(outcome, task, lab, seconds: seconds)
  }

  private func task(_ lab: Lab, _ pretrainer: any Pretrainer) throws -> PretrainingTask {
    let model = try lab.needLayers()
    let data = try lab.needData()
    guard model.network.input == data.shape else {
      throw Problem(
        "the network takes \(model.network.input.text) numbers a sample, and \(data.name) has \(data.shape.text)",
        advice: "network starts a new one for \(data.name)")
    }
    if type(of: pretrainer).needsClasses, !data.task.isClassification {
      throw Problem(
        "\(data.name) predicts numbers, and \(pretrainer.name) needs classes",
        advice: "pretrain autoencoder needs none")
    }
    let count = try count(model.network, data)
    let learning = model.network.blocks.prefix(count)
    guard
      learning.indices.contains(where: {
        !learning[$0].isFrozen && model.network.parameterCount(ofBlock: $0) > 0
      })
    else {
      throw Problem(
        "none of these layers can learn: they are frozen or have no parameters",
        advice: "unfreeze, or layer dense 50 relu")
    }
    let rest = [data.validation, data.test].filter { $0.count > 0 }
    let unseen = rest.dropFirst().reduce(rest.first ?? data.train[[]]) { $0.joined(with: $1) }
    return PretrainingTask(
      model: model, layers: count, unlabelled: data.unlabelled, labelled: data.train, unseen: unseen)
  }

  /// How many layers from the first on learn.
  private func count(_ network: Network, _ data: DataSet) throws -> Int {
    let all = network.blocks.count
    if let layers {
      let chosen = try layers.indices(among: all)
      guard chosen == Array(0..<chosen.count) else {
        throw Problem(
          "pretraining begins with layer 1 and leaves none out, got \(layers.value.literal)",
          advice: "layers=1..\(all)")
      }
      return chosen.count
    }
    let last = network.blocks[all - 1]
    let isOutput =
      last.activation == nil && last.layers[0] is any WeightedLayer
      && network.output.count == data.task.outputs
    guard !isOutput || all > 1 else {
      throw Problem(
        "the network has nothing but its output layer, and that answers another question",
        advice: "layer insert 1 dense 50 relu, or layers=1")
    }
    return isOutput ? all - 1 : all
  }

  private func report(_ outcome: PretrainingOutcome, _ task: PretrainingTask, _ lab: Lab, seconds: Double)
    -> Report
  {
    var report = Report()
    let scores = outcome.scores
    if outcome.stages.count > 1 {
      var table = Table(
        "stages",
        [.init("layers", "layers", .left), .init("before", "error before"), .init("after", "after")])
      for stage in outcome.stages {
        table.append(
          .text(LayerNumbers.phrase(Array(stage.layers))), .short(stage.before), .short(stage.after))
      }
      report.add(table)
    }
    if let error = scores.reconstruction {
      let before = outcome.stages.count == 1 ? "\(Numbers.short(outcome.stages[0].before)) → " : ""
      let share = scores.reconstructionOfMean.map { mean in
        "; the mean of the data alone has \(Numbers.short(mean))"
      }
      report.say(
        StyledText("Reconstruction error (mean squared) \(before)\(Numbers.short(error))\(share ?? "")."))
      report.add(data: "before", JSON(outcome.stages.first?.before))
    }
    if let real = scores.real, let generated = scores.generated {
      report.say(
        StyledText(
          "The discriminator tells \(Numbers.percent(real)) of real and \(Numbers.percent(generated)) of generated samples "
            + "right; at 50 % it could as well guess."))
      if let data = lab.state.data { add(outcome.generated, data, lab, to: &report) }
    }
    if let pairs = scores.pairs {
      let kind =
        task.unseen.count > 0 ? "unseen pairs" : "pairs that it learned from, for there are no others,"
      report.say(
        StyledText(
          "\(Numbers.percent(pairs)) of 2,000 \(kind) told right; half of them are of the same class."))
    }
    report.add(
      line: StyledText(
        "\(LayerNumbers.phrase(Array(0..<task.layers))) pretrained · \(outcome.steps.counted("step")) in "
          + "\(Numbers.duration(seconds)) · digest \(outcome.model.digest)"))
    report.add(data: "reconstruction", JSON(scores.reconstruction))
    report.add(data: "discriminator", JSON(scores.discriminator))
    report.add(data: "pairs", JSON(scores.pairs))
    report.add(data: "layers", .integer(task.layers))
    report.add(data: "steps", .integer(outcome.steps))
    report.add(data: "digest", .text(outcome.model.digest))
    return report
  }

  private func add(_ generated: [Float], _ data: DataSet, _ lab: Lab, to report: inout Report) {
    let extents = data.shape.extents
    guard data.isImages, extents.count >= 2 else { return }
    let width = data.shape.count
    func original(_ range: Range<Int>) -> [Float] {
      range.map { Float(data.scalingFit.original(Double(generated[$0]), feature: $0 - range.lowerBound)) }
    }
    let pictures = stride(from: 0, to: generated.count, by: width).map { first in
      Gallery.Picture(
        ImageDrawing(
          data.pixels(of: original(first..<first + width)) ?? [], height: extents[0], width: extents[1],
          channels: extents.count > 2 ? extents[2] : 1, mostColumns: lab.output.width,
          colours: lab.output.resultPalette.pictures),
        caption: "generated")
    }
    report.add(
      chart: "generated", Gallery.lines(pictures, width: lab.output.width),
      data: .list(generated.map { .number(Double($0)) }))
  }
}

import Basis

package struct LabelNoise: Transformation {
  package var share = 0.2
  package var drops = false

  package init() {}

  package static let card = Card<LabelNoise>(
    "label-noise",
    "Gives a share of the training samples a class at random; validation and test part stay clean.",
    formula: "round(p·n) training samples, drawn without replacement, get a class uniform in 1…C",
    positions: [Setting("share", \.share, in: .fraction, "p: share of the training samples.")],
    settings: [
      Setting(
        "drop", \.drops,
        "Leave out the samples whose class came out wrong, as if someone had cleaned the data.")
    ],
    sources: [
      Source("Zhang, Bengio, Hardt, Recht & Vinyals", 2016, "arXiv:1611.03530, Understanding deep learning")
    ],
    examples: [
      "transform label-noise 20%", "transform label-noise 100%", "transform label-noise 30% drop=on",
    ],
    details:
      "The class is drawn among all, so that one draw in C is right by chance: of ten classes, 20 % noise makes 18 % "
      + "wrong. With 100 % nothing is left to learn, only to memorize. mislabelled(share), mislabelled(given) and "
      + "mislabelled(true) measure what a network makes of the wrong ones.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    var labels = try data.needLabels(for: name)
    let order = random.permutation(rows.train.count)
    let chosen = order.prefix(Int((share * Double(order.count)).rounded()))
    var wrong: Set<Int> = []
    for place in chosen {
      let row = rows.train[place]
      let label = Int32(random.index(below: data.task.classes.count))
      if label != labels[row] { wrong.insert(row) }
      labels[row] = label
    }
    if drops {
      guard wrong.count < rows.train.count else {
        throw Problem(
          "every class came out wrong, and drop=on leaves no sample to train on",
          advice: "transform label-noise 30% drop=on")
      }
      rows.train.removeAll { wrong.contains($0) }
      // What is left was right all along.
      return
    }
    data.replace(labels: labels)
  }
}

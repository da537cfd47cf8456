import Basis
import DataSets
import NeuralNet

/// What `data` says about what is there to learn from.
enum DataReport {
  static func list(_ catalog: Catalog) -> Report {
    var table = Table("available", [.init("name", "data set", .left), .init("summary", "", .left)])
    for entry in catalog.entries { table.append(.text(entry.name, .name), .text(entry.summary)) }
    var report = Report(
      "No data is loaded. data NAME loads one of these; help NAME says what it can be told.")
    report.add(table)
    return report
  }

  /// Whether a network that exists can learn from this data.
  static func fit(of model: Model, to data: DataSet) throws -> Report {
    let network = model.network
    if network.input != data.shape {
      return Report(
        StyledText(
          "The network stays, but it takes \(network.input.text) numbers a sample and \(data.name) has "
            + "\(data.shape.text): network starts a new one."))
    }
    let spare = model.spareOutputs(for: data.targets(of: .train))
    if network.output.count - spare != data.task.outputs {
      return Report(
        StyledText(
          "The network stays, but it ends with \(network.output.count) outputs and \(data.name) needs "
            + "\(data.task.outputs): change its last layer, or type network to start a new one."))
    }
    return Report(
      StyledText(
        "The network stays as it is and learns from this data from now on"
          + (spare > 0 ? "; \(spareOutputs(spare, of: model, data))." : ".")))
  }

  /// `8 of the 10 outputs stand for none of the 2 classes`
  static func spareOutputs(_ count: Int, of model: Model, _ data: DataSet) -> String {
    "\(Numbers.grouped(count)) of the \(Numbers.grouped(model.network.output.count)) outputs stand\(count == 1 ? "s" : "") "
      + "for none of the \(Numbers.grouped(data.task.outputs)) classes"
  }

  static func description(of data: DataSet) -> Report {
    let facts = DataDescription(data)
    var report = Report()
    report.say(StyledText(data.titleLine))
    report.add(facts: general(data, facts))
    if data.task.isClassification {
      report.addGap()
      report.add(classes(data, facts))
    }
    report.addGap()
    report.say(summary(data, facts))
    return report
  }

  private static func general(_ data: DataSet, _ facts: DataDescription) -> [Report.Fact] {
    func range(_ numbers: NumberFacts) -> String {
      // What is left of a mean after scaling is rounding.
      let mean = abs(numbers.mean) < 1e-6 * numbers.deviation ? 0 : numbers.mean
      return
        "\(Numbers.short(numbers.minimum)) … \(Numbers.short(numbers.maximum)), mean \(Numbers.short(mean)), "
        + "deviation \(Numbers.short(numbers.deviation))"
    }
    let names = data.featureNames
    let shown =
      names.count <= 6
      ? names.joined(separator: ", ") : "\(names[0]), \(names[1]) … \(names[names.count - 1])"
    var list: [Report.Fact] = [
      .init("parts", "parts", data.partsLine, .object(counts(data))),
      .init("shape", "one sample", "\(data.shape.text)", .list(data.shape.extents.map { .integer($0) })),
      .init("features", "features", shown, .list(names.map { .text($0) })),
      .init("raw", "as loaded", range(facts.rawFeatures), json(facts.rawFeatures)),
      .init("scaled", "as trained on", range(facts.scaledFeatures), json(facts.scaledFeatures)),
      .init(
        "scaling", "scaling",
        data.scaling.name + (data.scaling.name == NoScaling.card.name ? "" : ", fitted on the training part"),
        .text(data.scaling.notation)),
    ]
    if let target = facts.parts.train.targets.first {
      list.append(.init("target", "target", range(target), json(target)))
    }
    if !data.transformations.isEmpty {
      let names = data.transformations.map(\.notation)
      list.append(
        .init("transformed", "transformed", names.joined(separator: " · "), .list(names.map { .text($0) })))
    }
    let missing = facts.missing
    list.append(
      .init(
        "missing", "missing",
        missing.count == 0 && missing.droppedRows == 0
          ? "nothing"
          : "\(Numbers.grouped(missing.count)) values in \(missing.columns.map(\.name).joined(separator: ", ")); "
            + (missing.droppedRows > 0
              ? "\(Numbers.grouped(missing.droppedRows)) rows dropped"
              : missing.handling == .error
                ? "nothing fills them in" : "filled with the training part's \(missing.handling.rawValue)"),
        .integer(missing.count), missing.count > 0 ? .warning : .plain))
    list.append(duplicates(facts.duplicates))
    if let blank = blankRows(facts) { list.append(blank) }
    if !facts.constantFeatures.isEmpty {
      let some = facts.constantFeatures.prefix(5).joined(separator: ", ")
      let more = facts.constantFeatures.count > 5 ? " …" : ""
      list.append(
        .init(
          "constant", "constant", "\(facts.constantFeatures.count) features never change: \(some)\(more)",
          .list(facts.constantFeatures.map { .text($0) })))
    }
    list.append(.init("origin", "origin", data.facts.origin, .text(data.facts.origin)))
    if !data.facts.licence.isEmpty {
      list.append(.init("licence", "licence", data.facts.licence, .text(data.facts.licence)))
    }
    return list
  }

  private static func blankRows(_ facts: DataDescription) -> Report.Fact? {
    let parts = Part.allCases.filter { facts.parts[$0].zeroRows > 0 }
    guard !parts.isEmpty else { return nil }
    let said = parts.map { part in
      let (zero, all) = (facts.parts[part].zeroRows, facts.parts[part].count)
      return "\(Numbers.grouped(zero)) of \(Numbers.grouped(all)) \(part.rawValue) rows"
    }
    return Report.Fact(
      "blank", "blank", said.joined(separator: ", ") + " are zeros throughout",
      .object(
        Dictionary(
          uniqueKeysWithValues: Part.allCases.map { ($0.rawValue, .integer(facts.parts[$0].zeroRows)) })),
      .warning)
  }

  private static func duplicates(_ found: Duplicates) -> Report.Fact {
    let counts: [(Int, String)] = [
      (found.withinTrain, "within the training part"),
      (found.validationInTrain, "validation rows also in training"),
      (found.testInTrain, "test rows also in training"),
      (found.testInValidation, "test rows also in validation"),
      (found.contradictions, "of them with another target"),
    ]
    let said = counts.filter { $0.0 > 0 }.map { "\(Numbers.grouped($0.0)) \($0.1)" }
    return Report.Fact(
      "duplicates", "duplicates", said.isEmpty ? "none" : said.joined(separator: ", "),
      .object([
        "withinTrain": .integer(found.withinTrain), "validationInTrain": .integer(found.validationInTrain),
        "testInTrain": .integer(found.testInTrain), "testInValidation": .integer(found.testInValidation),
        "contradictions": .integer(found.contradictions),
      ]), found.testInTrain > 0 ? .warning : .plain)
  }

  private static func classes(_ data: DataSet, _ facts: DataDescription) -> Table {
    var table = Table(
      "classes", caption: "Samples of each class",
      [
        .init("class", "class", .left), .init("train", "train"), .init("validation", "validation"),
        .init("test", "test"), .init("bar", "share", .bar),
      ])
    let most = Double(max(1, facts.parts.train.classCounts.max() ?? 1))
    for (index, name) in data.task.classes.enumerated() {
      func count(_ part: Part) -> Int { facts.parts[part].classCounts[index] }
      table.append(
        .text(name), .integer(count(.train)), .integer(count(.validation)), .integer(count(.test)),
        .bar(Double(count(.train)) / most))
    }
    return table
  }

  private static func summary(_ data: DataSet, _ facts: DataDescription) -> StyledText {
    guard data.task.isClassification else {
      return
        "A regression: the network's last layer needs \(data.task.outputs.counted("output"))."
    }
    let chance = Double(facts.parts.train.classCounts.max() ?? 0) / Double(max(1, facts.parts.train.count))
    let balance =
      facts.imbalance.map { ratio in
        ratio <= 1.5
          ? "The classes are balanced"
          : "The largest class is \(Numbers.short(ratio, digits: 2)) times the smallest"
      } ?? "Some class has no training row"
    return StyledText(
      "\(balance); always naming the most frequent one would be right in \(Numbers.percent(chance)) of cases. The last "
        + "layer needs \(data.task.outputs) outputs.")
  }

  private static func counts(_ data: DataSet) -> [String: JSON] {
    Dictionary(uniqueKeysWithValues: Part.allCases.map { ($0.rawValue, JSON.integer(data[$0].count)) })
  }

  private static func json(_ numbers: NumberFacts) -> JSON {
    .object([
      "minimum": .number(numbers.minimum), "maximum": .number(numbers.maximum), "mean": .number(numbers.mean),
      "deviation": .number(numbers.deviation),
    ])
  }
}

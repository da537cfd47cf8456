import Basis

/// Makes a data set of a table's columns: which is the target, what becomes of text and of what is missing.
struct CSVAssembly {
  /// Whole-number targets with at most this many different values are taken for classes.
  static let mostNumericClasses = 20
  static let mostCategories = 100
  static let mostClasses = 10_000

  let settings: CSV
  let table: CSVTable
  /// Fixed names in a fixed order; nil: the classes are those that occur.
  let classes: [String]?

  init(_ settings: CSV, _ table: CSVTable, classes: [String]? = nil) {
    self.settings = settings
    self.table = table
    self.classes = classes
  }

  private var file: String { Files.shown(table.path) }

  func data() throws -> RawData {
    let target = try targetColumn()
    let used = try usedColumns(target)
    let missing = try missingValues(used, target)
    let rows = try keptRows(used, target, missing)
    let features = try featureColumns(used)
    let (task, targets) = try self.targets(target, rows)

    let width = features.count
    var numbers = [Float](repeating: 0, count: rows.count * width)
    for (place, feature) in features.enumerated() {
      for (index, row) in rows.enumerated() { numbers[index * width + place] = feature.value(row) }
    }
    var report = missing
    report.droppedRows = table.rowCount - rows.count
    return RawData(
      name: name, title: title(rows.count, width, task), task: task, featureNames: features.map(\.name),
      samples: Samples(shape: [width], features: numbers, targets: targets),
      facts: Facts(origin: "the file \(table.path)"), missing: report)
  }

  /// The file's name without folder and ending.
  private var name: String {
    let last = table.path.split(separator: "/").last.map(String.init) ?? "csv"
    let stem = last.lowercased().hasSuffix(".csv") ? String(last.dropLast(4)) : last
    return stem.isEmpty ? "csv" : stem
  }

  private func title(_ rows: Int, _ width: Int, _ task: LearningTask) -> String {
    let start =
      "\(Numbers.grouped(rows)) rows, \(width.counted("feature"))"
    switch task {
    case .classification(let classes): return "\(start), \(classes.count.counted("class"))"
    case .regression(let targets): return "\(start), predicting \(targets[0])"
    }
  }

  // MARK: columns

  private func targetColumn() throws -> Int {
    let example = Value.text(table.names[table.names.count - 1]).literal
    guard !settings.target.isEmpty else {
      throw Problem(
        "csv needs to know which column to predict; \(file) has \(listed(table.names))",
        advice: "data csv \(Value.text(table.path).literal) target=\(example)")
    }
    return try column(
      settings.target, for: "target", advice: "target=\(example), or its number, or target=last")
  }

  private func column(_ word: String, for setting: String, advice: String) throws -> Int {
    let matches = table.names.indices.filter { table.names[$0] == word }
    if matches.count > 1 {
      throw Problem(
        "\(file) has \(matches.count) columns called \(word): \(matches.map { String($0 + 1) }.enumeration)",
        advice: "\(setting)=\(matches[0] + 1) names one by its number", kind: .malformed)
    }
    if let match = matches.first { return match }
    if word == "last" { return table.names.count - 1 }
    if let number = Int(word) {
      if (1...table.names.count).contains(number) { return number - 1 }
      throw Problem("\(setting)=\(number): \(file) has columns 1 to \(table.names.count)", advice: advice)
    }
    throw Problem(
      "\(file) has no column \(Files.shown(word, limit: 60)); it has \(listed(table.names))."
        + Suggestion.sentence(for: word, among: table.names), advice: advice)
  }

  private func usedColumns(_ target: Int) throws -> [Int] {
    let ignored = try Set(
      settings.ignore.map { try column($0, for: "ignore", advice: "ignore=[NAME, NAME]") })
    if ignored.contains(target) {
      throw Problem(
        "\(table.names[target]) is the target and cannot be ignored", advice: "take it out of ignore=[…]")
    }
    let used = table.names.indices.filter { $0 != target && !ignored.contains($0) }
    if used.isEmpty {
      throw Problem(
        "\(file) has no column besides the target \(table.names[target])",
        advice: "is the separator another one? try separator=\";\" or separator=tab", kind: .malformed)
    }
    return used
  }

  private func listed(_ names: [String]) -> String {
    names.count <= 12
      ? "\(names.count == 1 ? "column" : "columns") \(names.enumeration)"
      : "\(names.count) columns: \(names.prefix(10).joined(separator: ", ")), …"
  }

  // MARK: missing entries

  private func missingValues(_ used: [Int], _ target: Int) throws -> MissingValues {
    let columns = (used + [target]).sorted().compactMap { index -> (Int, MissingValues.Column)? in
      // Text in a column of numbers shows as a text column, so what is missing here is really missing.
      let count = table.columns[index].missing
      return count > 0 ? (index, MissingValues.Column(name: table.names[index], count: count)) : nil
    }
    let report = MissingValues(columns: columns.map(\.1), handling: settings.missing, droppedRows: 0)
    guard let (index, first) = columns.first, settings.missing == .error else { return report }
    let row = (0..<table.rowCount).first { table.columns[index].isMissing($0) } ?? 0
    let others = report.columns.count > 1 ? ", and \(report.columns.count - 1) more columns" : ""
    throw Problem(
      "\(file), line \(table.lines[row]): \(first.name) is missing "
        + "(\(Numbers.grouped(first.count)) of \(Numbers.grouped(table.rowCount)) rows\(others))",
      advice: "missing=drop leaves such rows out; missing=mean or missing=median fills them", kind: .malformed
    )
  }

  private func keptRows(_ used: [Int], _ target: Int, _ missing: MissingValues) throws -> [Int] {
    let all = Array(0..<table.rowCount)
    guard missing.count > 0 else { return all }
    if settings.missing == .drop {
      let kept = all.filter { row in !(used + [target]).contains { table.columns[$0].isMissing(row) } }
      if kept.isEmpty {
        throw Problem(
          "\(file): every row lacks something, so missing=drop leaves none",
          advice: "missing=median fills them, ignore=[…] leaves columns out", kind: .malformed)
      }
      return kept
    }
    if let row = all.first(where: { table.columns[target].isMissing($0) }) {
      throw Problem(
        "\(file), line \(table.lines[row]): the target \(table.names[target]) is missing; "
          + "what is to be predicted cannot be filled in",
        advice: "missing=drop leaves such rows out", kind: .malformed)
    }
    for index in used {
      if case .texts = table.columns[index],
        let row = all.first(where: { table.columns[index].isMissing($0) })
      {
        throw Problem(
          "\(file), line \(table.lines[row]): \(table.names[index]) is missing, and text has no "
            + settings.missing.rawValue,
          advice:
            "missing=drop leaves such rows out; "
            + "ignore=[\(Value.text(table.names[index]).literal)] the column",
          kind: .malformed)
      }
    }
    return all
  }

  // MARK: features and targets

  private struct Feature {
    let name: String
    let value: (Int) -> Float
  }

  private func featureColumns(_ used: [Int]) throws -> [Feature] {
    try used.flatMap { index -> [Feature] in
      let name = table.names[index]
      switch table.columns[index] {
      case .numbers(let numbers): return [Feature(name: name) { numbers[$0] }]
      case .texts(let codes, let names):
        guard settings.categories == .onehot else {
          let first = table.firstText[index]
          throw Problem(
            "\(file), line \(first?.line ?? 1): column \(name) holds text "
              + "(\(Files.shown(first?.text ?? "", limit: 40))), and a network takes numbers",
            advice:
              "categories=onehot makes one feature per word; "
              + "ignore=[\(Value.text(name).literal)] leaves it out",
            kind: .malformed)
        }
        guard names.count <= CSVAssembly.mostCategories else {
          throw Problem(
            "\(file): column \(name) holds \(Numbers.grouped(names.count)) different texts; "
              + "onehot makes at most \(CSVAssembly.mostCategories) features of a column",
            advice: "ignore=[\(Value.text(name).literal)] leaves it out", kind: .malformed)
        }
        return names.indices.sorted { names[$0] < names[$1] }.map { code in
          Feature(name: "\(name)=\(names[code])") { codes[$0] == Int32(code) ? 1 : 0 }
        }
      }
    }
  }

  private func targets(_ target: Int, _ rows: [Int]) throws -> (LearningTask, Targets) {
    let name = table.names[target]
    switch table.columns[target] {
    case .texts(let codes, let names):
      guard settings.task != .numbers else {
        let first = table.firstText[target]
        throw Problem(
          "\(file), line \(first?.line ?? 1): the target \(name) "
            + "holds text (\(Files.shown(first?.text ?? "", limit: 40)))",
          advice: "task=classes takes its words as classes", kind: .malformed)
      }
      return try classTargets(name, rows.map { Int(codes[$0]) }, names, order: <)
    case .numbers(let numbers):
      let values = rows.map { numbers[$0] }
      if settings.task != .numbers, let distinct = wholeNumbers(values) {
        let names = distinct.map { Numbers.exact(Double($0)) }
        let index = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
        return try classTargets(name, values.map { index[$0] ?? 0 }, names, order: nil)
      }
      guard settings.task != .classes else {
        throw Problem(
          "\(file): the target \(name) holds numbers that are no classes: fractions, or more than "
            + "\(Numbers.grouped(CSVAssembly.mostClasses)) different ones",
          advice: "task=numbers makes it a regression", kind: .malformed)
      }
      return (.regression(targets: [name]), .values(values, width: 1))
    }
  }

  /// The different values in order, if they may be class labels: whole and few.
  private func wholeNumbers(_ values: [Float]) -> [Float]? {
    let limit = settings.task == .classes ? CSVAssembly.mostClasses : CSVAssembly.mostNumericClasses
    var distinct: Set<Float> = []
    for value in values {
      // Above 2²⁴ neighbouring whole numbers can no longer be told apart.
      guard value == value.rounded(), abs(value) <= 16_777_216 else { return nil }
      distinct.insert(value)
      if distinct.count > limit { return nil }
    }
    return distinct.sorted()
  }

  private func classTargets(
    _ target: String, _ codes: [Int], _ names: [String], order: ((String, String) -> Bool)?
  ) throws -> (LearningTask, Targets) {
    if let classes {
      let index = Dictionary(zip(classes, classes.indices)) { first, _ in first }
      let labels = try codes.enumerated().map { row, code -> Int32 in
        guard let label = index[names[code]] else {
          throw Problem(
            "\(file), line \(table.lines[row]): \(Files.shown(names[code], limit: 40)) "
              + "is none of the classes "
              + listedClasses(classes), kind: .malformed)
        }
        return Int32(label)
      }
      return (.classification(classes: classes), .classes(labels, count: classes.count))
    }
    let present = Set(codes)
    let kept = names.indices.filter { present.contains($0) }
    let sorted = order.map { order in kept.sorted { order(names[$0], names[$1]) } } ?? kept
    guard sorted.count >= 2 else {
      throw Problem(
        "\(file): the target \(target) is \(Files.shown(names[sorted[0]], limit: 40)) in every row; "
          + "there is nothing to tell apart", kind: .malformed)
    }
    guard sorted.count <= CSVAssembly.mostClasses else {
      throw Problem(
        "\(file): the target \(target) has \(Numbers.grouped(sorted.count)) different values; at most "
          + "\(Numbers.grouped(CSVAssembly.mostClasses)) classes are taken", kind: .malformed)
    }
    let place = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices.map(Int32.init)))
    return (
      .classification(classes: sorted.map { names[$0] }),
      .classes(codes.map { place[$0] ?? 0 }, count: sorted.count)
    )
  }

  private func listedClasses(_ classes: [String]) -> String {
    classes.count <= 12 ? classes.alternatives : "\(classes[0]) … \(classes[classes.count - 1])"
  }
}

import Basis

/// A part of a data set's rows to work with: some classes, some number of rows.
package struct Subset: Item, Equatable {
  /// Empty: all of them.
  package var classes: [String] = []
  /// 0: as many as there are.
  package var count = 0
  /// The first so many rows are the validation part; 0 leaves that to splitting.
  package var validation = 0

  package init() {}

  package init(classes: [String] = [], count: Int = 0, validation: Int = 0) {
    self.classes = classes
    self.count = count
    self.validation = validation
  }

  package static let card = Card<Subset>(
    "subset", "Takes some classes, or a number of rows, of a data set.",
    settings: [
      Setting(
        "classes", words: \.classes,
        "Classes to keep, by name or counted from 0, in their old order; all if none are given."),
      Setting(
        "count", \.count, in: 0...Files.mostNumbers,
        "Rows to keep, drawn at random in proportion to the classes; 0 keeps all."),
      Setting(
        "validation", \.validation, in: 0...Files.mostNumbers,
        "The first so many rows become the validation part; 0 leaves that to split."),
    ],
    examples: ["data digits classes=[0..4]", "data digits count=200", "data digits validation=300"],
    details:
      "Rows that are set aside as validation or test part are not counted and all stay, as far as their classes do."
  )

  package var isAll: Bool { classes.isEmpty && count == 0 && validation == 0 }
}

extension RawData {
  package func selecting(_ subset: Subset, seed: UInt64) throws -> RawData {
    if subset.isAll { return self }
    var result = subset.validation == 0 ? self : try validating(onFirst: subset.validation)
    if !subset.classes.isEmpty { result = try result.selecting(classes: subset.classes) }
    if subset.count > 0 { result = try result.selecting(count: subset.count, seed: seed) }
    return result
  }

  /// The way of many published studies, which shuffle nothing before they cut.
  private func validating(onFirst wanted: Int) throws -> RawData {
    guard ownValidation == nil else {
      throw Problem("\(name) brings a validation part of its own", advice: "data \(name)")
    }
    let free = ownTest.map { $0.lowerBound > 0 ? $0.lowerBound : 0 } ?? samples.count
    guard wanted < free else {
      throw Problem(
        "validation must be in 1…\(Numbers.grouped(free - 1)), so that of the \(Numbers.grouped(free)) rows before any "
          + "test part some are left to train on; got \(Numbers.grouped(wanted))",
        advice: "data \(name) validation=\(max(1, free / 10))")
    }
    var result = self
    result.ownValidation = 0..<wanted
    return result
  }

  private func selecting(classes wanted: [String]) throws -> RawData {
    guard case .classes(let labels, _) = samples.targets else {
      throw Problem("\(name) predicts numbers and has no classes to choose from", advice: "data \(name)")
    }
    let all = task.classes
    // A number that is no class's name says which class it is, so that data sets with other names can take its place.
    let wanted = wanted.map { word in
      all.contains(word) ? word : Int(word).flatMap { all.indices.contains($0) ? all[$0] : nil } ?? word
    }
    for word in wanted where !all.contains(word) {
      throw Problem(
        "\(name) has no class \(Files.shown(word, limit: 40))." + Suggestion.sentence(for: word, among: all),
        advice: "classes: "
          + (all.count <= 20 ? all.joined(separator: ", ") : "\(all[0]) … \(all[all.count - 1])"))
    }
    let kept = all.indices.filter { wanted.contains(all[$0]) }
    guard kept.count >= 2 else {
      throw Problem("there is nothing to tell apart with the class \(all[kept[0]]) alone; two are needed")
    }
    var place = [Int32?](repeating: nil, count: all.count)
    for (new, old) in kept.enumerated() { place[old] = Int32(new) }
    let names = kept.map { all[$0] }
    let rows = labels.indices.filter { place[Int(labels[$0])] != nil }
    var result = keeping(rows: rows)
    result.whole = Whole(dealing: dealing, kept: rows)
    if case .classes(let labels, _) = result.samples.targets {
      result.samples = RawSamples(
        shape: samples.shape, store: result.samples.store,
        targets: .classes(labels.compactMap { place[Int($0)] }, count: names.count))
    }
    result.task = .classification(classes: names)
    result.title += " · only \(names.enumeration)"
    return result
  }

  private func selecting(count: Int, seed: UInt64) throws -> RawData {
    let free = (0..<samples.count).filter { !isSetAside($0) }
    guard count <= free.count else {
      throw Problem(
        "count must be in 1…\(Numbers.grouped(free.count)), the rows that \(name) has to learn from; got "
          + Numbers.grouped(count),
        advice: "data \(name) count=\(free.count)")
    }
    // In proportion to the classes, by the same rule as splitting.
    let group: (Int) -> Int
    if case .classes(let labels, _) = samples.targets {
      group = { Int(labels[$0]) }
    } else {
      group = { _ in 0 }
    }
    var sizes = [Int](repeating: 0, count: max(1, task.classes.count))
    for row in free { sizes[group(row)] += 1 }
    var left = Splitting.allot(Double(count) / Double(free.count), sizes)
    var random = Random(seed: seed).stream("subset")
    var chosen: Set<Int> = []
    for row in random.permutation(free.count).map({ free[$0] }) where left[group(row)] > 0 {
      left[group(row)] -= 1
      chosen.insert(row)
    }
    var result = keeping(rows: (0..<samples.count).filter { chosen.contains($0) || isSetAside($0) })
    result.whole = nil
    result.title += " · only \(Numbers.grouped(chosen.count)) rows"
    return result
  }

  func isSetAside(_ row: Int) -> Bool {
    ownValidation?.contains(row) ?? false || ownTest?.contains(row) ?? false
  }

  /// These rows, which must be in ascending order, with the ranges that are set aside moved along.
  private func keeping(rows: [Int]) -> RawData {
    func moved(_ range: Range<Int>?) -> Range<Int>? {
      guard let range else { return nil }
      let start = rows.count { $0 < range.lowerBound }
      return start..<rows.count { $0 < range.upperBound }
    }
    var copy = self
    copy.samples = samples[rows]
    copy.ownValidation = moved(ownValidation)
    copy.ownTest = moved(ownTest)
    return copy
  }
}

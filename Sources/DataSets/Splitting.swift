import Basis

/// How rows are dealt into training, validation and test part: at random, from a seed, every class in
/// proportion.
package struct Splitting: Item, Equatable {
  package var validation = 0.15
  package var test = 0.15
  package var stratified = true
  /// Rows of the training part to learn from; 0 for all.
  package var train = 0
  /// Rows of the training part to pass over first.
  package var skip = 0

  package init() {}

  package init(validation: Double, test: Double, stratified: Bool = true, train: Int = 0, skip: Int = 0) {
    self.validation = validation
    self.test = test
    self.stratified = stratified
    self.train = train
    self.skip = skip
  }

  package static let card = Card<Splitting>(
    "split", "Deals the rows into training, validation and test part, at random but from the seed.",
    settings: [
      Setting("validation", \.validation, in: .rateBelowOne, "Share set aside to choose settings by."),
      Setting("test", \.test, in: .rateBelowOne, "Share set aside to judge the result once."),
      Setting("stratified", \.stratified, "Give every part the same share of every class."),
      Setting(
        "train", \.train, in: 0...Files.mostNumbers, "Rows of the training part to learn from; 0 for all."),
      Setting("skip", \.skip, in: 0...Files.mostNumbers, "Rows of the training part to pass over first."),
    ],
    examples: ["split validation=20% test=20%", "split train=50", "split train=50 skip=600"],
    details: """
      A test part that the files bring along stays as it is; only the validation part is then cut from the \
      training part. With stratified=on every class gets at least one row in every part, so parts of very \
      small classes can be a row larger than asked. What is not given stays as it is.

      train=50 learns from 50 rows only, every class in proportion, while validation and test part stay the same: 50 \
      are among the 100 of train=100, and train=50 skip=100 are 50 others. The rows left out count as unlabelled: \
      pretrain learns from their features too, and scale measures them, so that the numbers of rows can be compared. \
      Rows stay in their part whatever classes are chosen: data digits classes=[0..4] trains on no row that data digits \
      tests on.
      """)

  /// Row numbers for each part, each part in random order.
  package func split(_ data: RawData, seed: UInt64) throws -> Parts<[Int]> {
    guard let whole = data.whole else { return try deal(data.dealing, name: data.name, seed: seed) }
    let dealt = try deal(whole.dealing, name: data.name, seed: seed)
    let places = Dictionary(uniqueKeysWithValues: whole.kept.enumerated().map { ($1, $0) })
    return dealt.map { $0.compactMap { places[$0] } }
  }

  private func deal(_ data: Dealing, name: String, seed: UInt64) throws -> Parts<[Int]> {
    let own = Parts(train: nil, validation: data.ownValidation, test: data.ownTest)
    let free = (0..<data.count).filter { !data.isSetAside($0) }
    let shares = Parts(
      train: 0, validation: own.validation == nil ? validation : 0, test: own.test == nil ? test : 0)
    guard shares.validation + shares.test < 1 else {
      throw Problem(
        "validation \(Numbers.percent(shares.validation, decimals: 0)) and test "
          + "\(Numbers.percent(shares.test, decimals: 0)) leave nothing to train on; "
          + "together they must stay below 100 %",
        advice: "split validation=15% test=15%")
    }

    let groups = stratified ? data.classes : []
    let group: (Int) -> Int = groups.isEmpty ? { _ in 0 } : { Int(data.labels[$0]) }
    var sizes = [Int](repeating: 0, count: max(1, groups.count))
    for row in free { sizes[group(row)] += 1 }
    try check(sizes, names: groups, shares: shares, of: name)

    var forTest = Splitting.allot(shares.test, sizes)
    var forValidation = Splitting.allot(shares.validation, sizes)
    for index in sizes.indices where sizes[index] > 0 {
      // The training part keeps at least one of each, whatever rounding says; test gives way first.
      while forTest[index] + forValidation[index] >= sizes[index] {
        if forTest[index] > 1 { forTest[index] -= 1 } else { forValidation[index] -= 1 }
      }
    }

    var parts = Parts<[Int]>(train: [], validation: [], test: [])
    parts.train.reserveCapacity(free.count)
    var random = Random(seed: seed).stream("split")
    for row in random.permutation(free.count).map({ free[$0] }) {
      let index = group(row)
      if forTest[index] > 0 {
        forTest[index] -= 1
        parts.test.append(row)
      } else if forValidation[index] > 0 {
        forValidation[index] -= 1
        parts.validation.append(row)
      } else {
        parts.train.append(row)
      }
    }
    // The first rows of a part would otherwise come from the classes that were dealt out first.
    parts.train.shuffle(using: &random)
    parts.validation.shuffle(using: &random)
    parts.test.shuffle(using: &random)
    if let range = own.validation { parts.validation = Array(range) }
    if let range = own.test { parts.test = Array(range) }
    return parts
  }

  /// Each class (or the whole) must have a row for every part that gets a share.
  private func check(_ sizes: [Int], names: [String], shares: Parts<Double>, of name: String) throws {
    let needed = 1 + (shares.validation > 0 ? 1 : 0) + (shares.test > 0 ? 1 : 0)
    // A class without any row is allowed: it may live in the test part alone, and `data` shows it.
    let short = sizes.indices.filter { (names.isEmpty || sizes[$0] > 0) && sizes[$0] < needed }
    guard let first = short.first else { return }
    if names.isEmpty {
      throw Problem(
        "\(name) has \(sizes[first]) rows to split; \(needed) parts need at least \(needed)",
        advice: "split validation=0 test=0 keeps all rows for training")
    }
    let others = short.count > 1 ? " (and \(short.count - 1) more classes)" : ""
    throw Problem(
      "class \(names[first]) has only \(sizes[first].counted("row"))\(others): "
        + "a stratified split into \(needed) parts needs at least \(needed) of each class",
      advice: "split stratified=off deals the rows without regard to classes")
  }

  /// Whole numbers that add up to `share` of the total, each as near as possible to `share` of its own size
  /// (largest remainders), and at least 1 where there is something to share.
  static func allot(_ share: Double, _ sizes: [Int]) -> [Int] {
    guard share > 0 else { return sizes.map { _ in 0 } }
    let exact = sizes.map { Double($0) * share }
    var counts = exact.map { $0 > 0 ? max(1, Int($0)) : 0 }
    let total = Int((Double(sizes.reduce(0, +)) * share).rounded())
    let byRemainder = sizes.indices.sorted {
      let (a, b) = (exact[$0] - Double(counts[$0]), exact[$1] - Double(counts[$1]))
      return a == b ? $0 < $1 : a > b
    }
    var left = total - counts.reduce(0, +)
    for index in byRemainder where left > 0 && sizes[index] > 0 {
      counts[index] += 1
      left -= 1
    }
    return counts
  }

  /// The rows of the training part to learn from, and those left out.
  ///
  /// Taken from one order in which every beginning holds the classes in proportion, so that fewer rows are among more and
  /// rows behind others are others.
  package func limit(_ training: [Int], of data: RawData) throws -> (kept: [Int], leftOut: [Int]) {
    if train == 0, skip == 0 { return (training, []) }
    guard train <= training.count, skip < training.count, train <= training.count - skip else {
      throw Problem(
        "train=\(Numbers.grouped(train)) skip=\(Numbers.grouped(skip)) asks for more rows than the training part of "
          + "\(data.name) has: \(Numbers.grouped(training.count))",
        advice: "split train=\(max(1, training.count / 2)) skip=\(training.count / 2)")
    }
    var order = Array(training.indices)
    if stratified, case .classes(let labels, let count) = data.samples.targets {
      var sizes = [Int](repeating: 0, count: count)
      for row in training { sizes[Int(labels[row])] += 1 }
      var ranks = [Int](repeating: 0, count: count)
      let places = training.map { row -> Double in
        let label = Int(labels[row])
        defer { ranks[label] += 1 }
        return (Double(ranks[label]) + 0.5) / Double(sizes[label])
      }
      order.sort { (places[$0], $0) < (places[$1], $1) }
    }
    let end = train == 0 ? training.count : skip + train
    let chosen = Set(order[skip..<end])
    return (
      training.indices.filter { chosen.contains($0) }.map { training[$0] },
      training.indices.filter { !chosen.contains($0) }.map { training[$0] }
    )
  }
}

/// What dealing rows into parts looks at.
package struct Dealing: Sendable {
  let count: Int
  /// Empty without classes.
  let labels: [Int32]
  let classes: [String]
  let ownValidation: Range<Int>?
  let ownTest: Range<Int>?

  func isSetAside(_ row: Int) -> Bool {
    ownValidation?.contains(row) ?? false || ownTest?.contains(row) ?? false
  }
}

extension RawData {
  var dealing: Dealing {
    var known: [Int32] = []
    if case .classes(let labels, _) = samples.targets { known = labels }
    return Dealing(
      count: samples.count, labels: known, classes: known.isEmpty ? [] : task.classes,
      ownValidation: ownValidation, ownTest: ownTest)
  }
}

import Basis

package struct NPY: Reader {
  package var features = ""
  package var labels = ""
  package var task = TargetKind.auto
  package var names: [String] = []

  package init() {}

  package static let card = Card<NPY>(
    "npy", "Reads NumPy arrays: one file of samples, one of labels or targets.",
    positions: [
      Setting(
        "features", \.features, kind: .file, "The samples: rows×features, rows×height×width or …×channels."),
      Setting("labels", \.labels, kind: .file, "One label or target per row, or rows×targets."),
    ],
    settings: [
      Setting("task", choice: \.task, "Whether the labels are classes or numbers to predict."),
      Setting("names", words: \.names, "Names for the labels 0, 1, …"),
    ],
    examples: ["data npy x.npy y.npy", "data npy images.npy labels.npy names=[cat, dog]"],
    details: """
      Read are the types <f4, <f8, <i4, <i8 and |u1 in C order, as np.save writes them, also gzipped. With \
      task=auto whole-number types are classes 0, 1, … and floating-point types are numbers to predict. \
      Arrays of three or four dimensions are taken for images, their channels last.
      """)

  package func load(seed: UInt64) throws -> RawData {
    guard !features.isEmpty, !labels.isEmpty else {
      throw Problem(
        features.isEmpty ? "npy needs two files" : "npy needs the labels of \(Files.shown(features)) too",
        advice: "data npy FEATURES LABELS")
    }
    let array = try NPYArray(path: features)
    guard (1...4).contains(array.extents.count), array.count > 0 else {
      throw Problem(
        "\(Files.shown(features)) has shape (\(array.extents.map { String($0) }.joined(separator: ", "))); "
          + "samples need "
          + "1 to 4 dimensions, none of them 0",
        kind: .malformed)
    }
    let rows = array.extents[0]
    let shape = NPY.shape(Array(array.extents.dropFirst()))
    let numbers = try array.floats()
    let (task, targets) = try targets(rows)
    let outcome =
      switch task {
      case .classification(let classes): "\(classes.count.counted("class"))"
      case .regression(let names):
        names.count == 1 ? "predicting \(names[0])" : "predicting \(names.count) numbers"
      }
    let isImages = shape.extents.count == 3
    return RawData(
      name: Images.name(of: features),
      title: "\(Numbers.grouped(rows)) \(isImages ? "images" : "samples"), \(Images.text(shape)), \(outcome)",
      task: task, featureNames: Images.featureNames(shape),
      samples: Samples(shape: shape, features: numbers, targets: targets),
      facts: Facts(origin: "the files \(features) and \(labels)"),
      imageScale: isImages ? imageScale(array, numbers) : nil,
      scaling: isImages ? GlobalScaling() : StandardScaling())
  }

  private static func shape(_ extents: [Int]) -> Shape {
    switch extents.count {
    case 0: [1]
    case 2: Shape(extents + [1])
    default: Shape(extents)
    }
  }

  /// Bytes run from black 0 to white 255; other numbers from their smallest to their largest.
  private func imageScale(_ array: NPYArray, _ numbers: [Float]) -> ClosedRange<Float> {
    array.element == .byte ? 0...255 : (numbers.min() ?? 0)...(numbers.max() ?? 1)
  }

  private func targets(_ rows: Int) throws -> (LearningTask, Targets) {
    let array = try NPYArray(path: labels)
    let isTable = array.extents.count == 1 || array.extents.count == 2
    let width = isTable ? array.extents.dropFirst().first ?? 1 : 0
    guard isTable, array.extents[0] == rows, width >= 1 else {
      throw Problem(
        "\(Files.shown(labels)) has shape (\(array.extents.map { String($0) }.joined(separator: ", "))); "
          + "\(Files.shown(features)) has \(Numbers.grouped(rows)) rows, and each needs one label",
        kind: .malformed)
    }
    let asClasses = task == .classes || task == .auto && array.element.isWhole || !names.isEmpty
    guard asClasses else {
      let names = width == 1 ? ["y"] : (1...width).map { "y\($0)" }
      return (.regression(targets: names), .values(try array.floats(), width: width))
    }
    guard width == 1, array.element.isWhole else {
      throw Problem(
        "\(Files.shown(labels)) holds \(width > 1 ? "\(width) numbers a row" : "floating-point numbers"); "
          + "classes are one "
          + "whole number a row",
        advice: width > 1
          ? "in Python, for one-hot rows: np.save(name, array.argmax(axis=1))"
          : "in Python: np.save(name, array.astype(\"<i8\"))",
        kind: .malformed)
    }
    return try classTargets(array, rows)
  }

  private func classTargets(_ array: NPYArray, _ rows: Int) throws -> (LearningTask, Targets) {
    guard names.isEmpty || names.count >= 2 else {
      throw Problem("names needs at least two names, got \(names.count)")
    }
    let most = names.isEmpty ? CSVAssembly.mostClasses : names.count
    var labels: [Int32] = []
    labels.reserveCapacity(rows)
    for row in 0..<rows {
      let label = array.whole(row)
      guard (0..<most).contains(label) else {
        throw Problem(
          "\(Files.shown(self.labels)): label \(Numbers.grouped(row + 1)) is \(Numbers.grouped(label)); "
            + "labels must be in "
            + "0…\(Numbers.grouped(most - 1))",
          advice: names.isEmpty ? "task=numbers predicts them as numbers" : nil, kind: .malformed)
      }
      labels.append(Int32(label))
    }
    let count = names.isEmpty ? Int(labels.max() ?? 0) + 1 : names.count
    guard count >= 2 else {
      throw Problem(
        "\(Files.shown(self.labels)): every label is 0; there is nothing to tell apart", kind: .malformed)
    }
    let classes = names.isEmpty ? (0..<count).map { String($0) } : names
    return (.classification(classes: classes), .classes(labels, count: count))
  }
}

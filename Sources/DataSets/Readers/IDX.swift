import Basis

package struct IDX: Reader {
  package var path = ""
  package var labels = ""
  package var names: [String] = []

  package init() {}

  package static let card = Card<IDX>(
    "idx", "Reads images in the format of MNIST and Fashion-MNIST, plain or gzipped.",
    positions: [
      Setting(
        "path", \.path, kind: .file, "A folder with train-images-… and train-labels-…, or a file of images."),
      Setting("labels", \.labels, kind: .file, "The file of labels, if path is a file of images."),
    ],
    settings: [Setting("names", words: \.names, "Names for the labels 0, 1, …")],
    sources: [
      Source(
        "LeCun, Bottou, Bengio & Haffner", 1998,
        "Gradient-based learning applied to document recognition, doi:10.1109/5.726791")
    ],
    examples: ["data idx mnist", "data idx images-idx3-ubyte.gz labels-idx1-ubyte.gz"],
    details: """
      In a folder the files train-images-idx3-ubyte and train-labels-idx1-ubyte are read (or their .gz), and \
      where t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte stand beside them, these become the test part. \
      The validation part is then cut from the training images.
      """)

  package func load(seed: UInt64) throws -> RawData {
    guard !path.isEmpty else {
      throw Problem(
        "idx needs a folder or a file of images", advice: "data idx FOLDER, or data idx IMAGES LABELS")
    }
    if !Files.isFolder(path) {
      guard !labels.isEmpty else {
        _ = try Files.size(of: path)
        throw Problem(
          "idx needs the labels of \(Files.shown(path)) too",
          advice: "data idx \(Value.text(path).literal) LABELS, or the folder that holds both")
      }
      return try assemble(IDX.pair(path, labels), nil, from: path)
    }
    guard labels.isEmpty else {
      throw Problem("\(Files.shown(path)) is a folder, so its labels are found there and not given")
    }
    let train = try IDX.pair(
      IDX.file("train-images-idx3-ubyte", in: path), IDX.file("train-labels-idx1-ubyte", in: path))
    let hasTest = IDX.find("t10k-images-idx3-ubyte", in: path) != nil
    let test =
      hasTest
      ? try IDX.pair(
        IDX.file("t10k-images-idx3-ubyte", in: path), IDX.file("t10k-labels-idx1-ubyte", in: path)) : nil
    return try assemble(train, test, from: path)
  }

  // MARK: files

  private struct Pair {
    let images: String
    let labels: String
    /// Extents of one image.
    let extents: [Int]
    var pixels: [UInt8]
    var classes: [UInt8]
  }

  /// The names under which the files are handed around: as published, or with a dot where unpacking left one.
  private static func find(_ name: String, in folder: String) -> String? {
    let dotted = name.replacing("-idx", with: ".idx")
    return [name, name + ".gz", dotted, dotted + ".gz"].map { "\(folder)/\($0)" }.first(where: Files.exists)
  }

  private static func file(_ name: String, in folder: String) throws -> String {
    guard let path = find(name, in: folder) else {
      throw Problem(
        "there is no \(name) (or .gz) in the folder \(Files.shown(folder))",
        advice: "data idx IMAGES LABELS reads two files of other names", kind: .missingInput)
    }
    return path
  }

  private static func pair(_ images: String, _ labels: String) throws -> Pair {
    var imageFile = try ByteReader(path: images)
    let extents = try header(&imageFile, dimensions: 2...4, what: "images")
    let total = try Files.product(extents, path: images)
    guard total > 0 else {
      throw Problem("\(Files.shown(images)) declares no images", kind: .malformed)
    }
    let pixels = try imageFile.read(total, "the images its header declares")
    try imageFile.expectEnd(after: "the images its header declares")

    var labelFile = try ByteReader(path: labels)
    let count = try header(&labelFile, dimensions: 1...1, what: "labels")[0]
    guard count == extents[0] else {
      throw Problem(
        "\(Files.shown(images)) holds \(Numbers.grouped(extents[0])) images, but \(Files.shown(labels)) "
          + "\(Numbers.grouped(count)) labels; each image needs one",
        kind: .malformed)
    }
    let classes = try labelFile.read(count, "the labels its header declares")
    try labelFile.expectEnd(after: "the labels its header declares")
    return Pair(
      images: images, labels: labels, extents: Array(extents.dropFirst()), pixels: pixels, classes: classes)
  }

  /// Magic number 0, 0, type, number of dimensions; then each dimension in four bytes. Returns the
  /// dimensions.
  private static func header(_ file: inout ByteReader, dimensions: ClosedRange<Int>, what: String) throws
    -> [Int]
  {
    let magic = try file.read(4, "the IDX header")
    let shown = magic.map { String(format2: $0) }.joined(separator: " ")
    guard magic[0] == 0, magic[1] == 0 else {
      throw Problem(
        "\(Files.shown(file.path)) is not an IDX file: it begins with \(shown), not with 00 00",
        advice: "IDX is the format of MNIST; for tables there is data csv, for NumPy data npy",
        kind: .malformed)
    }
    guard magic[2] == 0x08 else {
      throw Problem(
        "\(Files.shown(file.path)) holds numbers of IDX type \(String(format2: magic[2])); "
          + "only bytes (08) are read",
        kind: .malformed)
    }
    guard dimensions.contains(Int(magic[3])) else {
      throw Problem(
        "\(Files.shown(file.path)) has \(magic[3]) dimensions; \(what) have "
          + (dimensions.count == 1
            ? "\(dimensions.lowerBound)" : "\(dimensions.lowerBound) to \(dimensions.upperBound)"),
        advice: "are images and labels the wrong way round? first images, then labels", kind: .malformed)
    }
    return try (0..<Int(magic[3])).map { _ in try file.bigEndian32("the IDX header") }
  }

  // MARK: assembly

  private func assemble(_ train: Pair, _ test: Pair?, from source: String) throws -> RawData {
    if let test, test.extents != train.extents {
      throw Problem(
        "training images are \(Shape(train.extents).text) and test images \(Shape(test.extents).text); "
          + "they must agree",
        kind: .malformed)
    }
    let count = try classCount(train, test)
    let classes = names.isEmpty ? (0..<count).map { String($0) } : names
    let shape = Shape(train.extents.count == 2 ? train.extents + [1] : train.extents)
    let pixels = train.pixels + (test?.pixels ?? [])
    _ = try Files.product([pixels.count], path: source)
    let labels = (train.classes + (test?.classes ?? [])).map { Int32($0) }
    return RawData(
      name: Images.name(of: source),
      title: Images.title(labels.count, shape, classes: count),
      task: .classification(classes: classes), featureNames: Images.featureNames(shape),
      samples: RawSamples(shape: shape, store: .bytes(pixels), targets: .classes(labels, count: count)),
      facts: Facts(origin: "the file or folder \(source)"),
      imageScale: shape.extents.count == 3 ? 0...255 : nil,
      ownTest: test == nil ? nil : train.classes.count..<labels.count, scaling: GlobalScaling())
  }

  private func classCount(_ train: Pair, _ test: Pair?) throws -> Int {
    guard names.isEmpty || names.count >= 2 else {
      throw Problem("names needs at least two names, got \(names.count)")
    }
    let highest = Int(train.classes.max() ?? 0)
    guard highest >= 1 || !names.isEmpty else {
      throw Problem(
        "\(Files.shown(train.labels)): every label is 0; there is nothing to tell apart", kind: .malformed)
    }
    let count = names.isEmpty ? highest + 1 : names.count
    for pair in [train] + (test.map { [$0] } ?? []) {
      if let place = pair.classes.firstIndex(where: { Int($0) >= count }) {
        throw Problem(
          "\(Files.shown(pair.labels)): label \(Numbers.grouped(place + 1)) is \(pair.classes[place]); "
            + (names.isEmpty ? "the training labels are" : "with \(count) names labels must be")
            + " in 0…\(count - 1)",
          kind: .malformed)
      }
    }
    return count
  }
}

extension String {
  /// A byte as two hexadecimal digits.
  init(format2 byte: UInt8) {
    let digits = String(byte, radix: 16)
    self = digits.count < 2 ? "0" + digits : digits
  }
}

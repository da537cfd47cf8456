import Basis

package struct CIFAR10: OfficialSet {
  package var path = ""

  package init() {}

  package static let card = Card<CIFAR10>(
    "cifar10", aliases: ["cifar"], "Small colour photographs of ten kinds of things: CIFAR-10.",
    positions: [
      Setting(
        "path", \.path, kind: .file,
        "A folder with data_batch_1.bin … and test_batch.bin, one such file, or cifar-10-binary.tar.gz; "
          + "without it the data set that data fetch cifar10 has put into the cache.")
    ],
    sources: [
      Source("Krizhevsky", 2009, "Learning Multiple Layers of Features from Tiny Images, technical report")
    ],
    examples: ["data cifar10", "data cifar10 validation=5000", "data cifar10 cifar-10-batches-bin"],
    details: """
      Each record has 3,073 bytes: the label, then 32×32 bytes of red, of green and of blue. A folder's \
      batches 1 to 5, as many as there are, make up training and validation part, test_batch.bin the test \
      part. Names of the classes come from batches.meta.txt where it is present.
      """)

  // Size and checksum as several projects state and check them; the MD5 sum they give beside it,
  // c32a1d4ab5d03f1284b67883e8d87530, is the one on the author's page.
  package static let release = Release(
    title: "60,000 photographs, 32×32 colour",
    files: [
      .init(
        "cifar-10-binary.tar.gz", bytes: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
    ],
    addresses: ["https://www.cs.toronto.edu/~kriz", "https://cave.cs.toronto.edu/kriz"],
    members: (batchNames + [testName]).map { .init($0, bytes: 10_000 * CIFARBatches.recordBytes) },
    facts: Facts(
      origin: "CIFAR-10 binary version, www.cs.toronto.edu/~kriz/cifar.html",
      licence: "none stated; the author asks to cite the technical report",
      citation: "Krizhevsky, A.: Learning Multiple Layers of Features from Tiny Images, 2009",
      notes: "50,000 training and 10,000 test images; the test part is the official one"))

  static let batchNames = (1...5).map { "data_batch_\($0).bin" }
  static let testName = "test_batch.bin"

  package func read(_ path: String) throws -> RawData {
    if Files.isFolder(path) { return try readFolder(path) }
    let bytes = try Files.read(path)
    var batches = CIFARBatches()
    guard TarReader.isArchive(bytes) else {
      try batches.add(bytes, path: path)
      return data(batches, testFrom: nil, from: path, classes: CIFARBatches.standardClasses)
    }
    return try readArchive(bytes, path)
  }

  private func readFolder(_ path: String) throws -> RawData {
    let names = CIFAR10.batchNames.filter { Files.exists("\(path)/\($0)") }
    guard !names.isEmpty else {
      throw Problem(
        "there is no data_batch_1.bin … data_batch_5.bin in the folder \(Files.shown(path))",
        advice: "the archive needed is cifar-10-binary.tar.gz; the Python version has other files",
        kind: .missingInput)
    }
    let hasTest = Files.exists("\(path)/\(CIFAR10.testName)")
    let all = (names + (hasTest ? [CIFAR10.testName] : [])).map { "\(path)/\($0)" }
    var batches = CIFARBatches()
    batches.reserve(bytes: try all.reduce(0) { $0 + (try Files.size(of: $1)) })
    var trainCount = 0
    for file in all {
      if hasTest, file == all.last { trainCount = batches.labels.count }
      try batches.add(try Files.read(file), path: file)
    }
    let meta = path + "/batches.meta.txt"
    return data(
      batches, testFrom: hasTest ? trainCount : nil, from: path,
      classes: Files.exists(meta)
        ? try CIFARBatches.classes(try Files.read(meta), path: meta) : CIFARBatches.standardClasses)
  }

  private func readArchive(_ bytes: [UInt8], _ path: String) throws -> RawData {
    var files: [String: [UInt8]] = [:]
    let wanted = CIFAR10.batchNames + [CIFAR10.testName]
    try TarReader.read(
      ByteReader(bytes, path: path), wanted: Set(wanted), limit: 10_000 * CIFARBatches.recordBytes
    ) { name, piece in files[name, default: []].append(contentsOf: piece) }
    guard wanted.dropLast().contains(where: { files[$0] != nil }) else {
      throw Problem(
        "there is no data_batch_1.bin … data_batch_5.bin in the archive \(Files.shown(path))",
        advice: "the archive needed is cifar-10-binary.tar.gz; the Python version has other files",
        kind: .malformed)
    }
    var batches = CIFARBatches()
    batches.reserve(bytes: files.values.reduce(0) { $0 + $1.count })
    var trainCount: Int?
    for name in wanted {
      guard let file = files.removeValue(forKey: name) else { continue }
      if name == CIFAR10.testName { trainCount = batches.labels.count }
      try batches.add(file, path: "\(path)/\(name)")
    }
    return data(batches, testFrom: trainCount, from: path, classes: CIFARBatches.standardClasses)
  }

  private func data(_ batches: CIFARBatches, testFrom: Int?, from source: String, classes: [String])
    -> RawData
  {
    let shape = CIFARBatches.shape
    let count = batches.labels.count
    return RawData(
      name: Images.name(of: source), title: Images.title(count, shape, classes: 10),
      task: .classification(classes: classes), featureNames: Images.featureNames(shape),
      samples: RawSamples(
        shape: shape, store: .bytes(batches.pixels), targets: .classes(batches.labels, count: 10)),
      facts: Facts(origin: "the file or folder \(source)"), imageScale: 0...255,
      ownTest: testFrom.map { $0..<count }, scaling: GlobalScaling())
  }
}

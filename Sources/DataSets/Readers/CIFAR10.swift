import Basis

package struct CIFAR10: Reader {
  package var path = ""

  package init() {}

  package static let card = Card<CIFAR10>(
    "cifar10", aliases: ["cifar"], "Reads colour images in the binary format of CIFAR-10.",
    positions: [
      Setting(
        "path", \.path, kind: .file, "A folder with data_batch_1.bin … and test_batch.bin, or one such file.")
    ],
    sources: [
      Source("Krizhevsky", 2009, "Learning Multiple Layers of Features from Tiny Images, technical report")
    ],
    examples: ["data cifar10 cifar-10-batches-bin"],
    details: """
      Each record has 3,073 bytes: the label, then 32×32 bytes of red, of green and of blue. A folder's \
      batches 1 to 5, as many as there are, make up training and validation part, test_batch.bin the test \
      part. Names of the classes come from batches.meta.txt where it is present.
      """)

  static let recordBytes = 3073
  static let shape: Shape = [32, 32, 3]
  static let standardClasses = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  package func load(seed: UInt64) throws -> RawData {
    guard !path.isEmpty else {
      throw Problem("cifar10 needs a folder or a file", advice: "data cifar10 FOLDER")
    }
    let isFolder = Files.isFolder(path)
    let batches = isFolder ? (1...5).map { "\(path)/data_batch_\($0).bin" }.filter(Files.exists) : [path]
    guard !batches.isEmpty else {
      throw Problem(
        "there is no data_batch_1.bin … data_batch_5.bin in the folder \(Files.shown(path))",
        advice: "the archive needed is cifar-10-binary.tar.gz, unpacked; the Python version has other files",
        kind: .missingInput)
    }
    let testBatch = "\(path)/test_batch.bin"
    let hasTest = isFolder && Files.exists(testBatch)
    var features: [Float] = []
    var labels: [Int32] = []
    for batch in batches { try CIFAR10.read(batch, &features, &labels) }
    let trainCount = labels.count
    if hasTest { try CIFAR10.read(testBatch, &features, &labels) }
    return RawData(
      name: Images.name(of: path), title: Images.title(labels.count, CIFAR10.shape, classes: 10),
      task: .classification(classes: try CIFAR10.classes(beside: isFolder ? path : nil)),
      featureNames: Images.featureNames(CIFAR10.shape),
      samples: Samples(shape: CIFAR10.shape, features: features, targets: .classes(labels, count: 10)),
      facts: Facts(origin: "the file or folder \(path)"), imageScale: 0...255,
      ownTest: hasTest ? trainCount..<labels.count : nil, scaling: GlobalScaling())
  }

  private static func read(_ path: String, _ features: inout [Float], _ labels: inout [Int32]) throws {
    let bytes = try Files.read(path)
    guard bytes.count % recordBytes == 0 else {
      throw Problem(
        "\(Files.shown(path)) has \(Numbers.grouped(bytes.count)) bytes, "
          + "which is not a multiple of 3,073, the size of "
          + "one record",
        advice:
          "it was cut off, or it is not a CIFAR-10 binary batch (CIFAR-100 and the Python version differ)",
        kind: .malformed)
    }
    let count = bytes.count / recordBytes
    _ = try Files.product([labels.count + count, shape.count], path: path)
    features.reserveCapacity(features.count + count * shape.count)
    let plane = 1024
    for record in 0..<count {
      let start = record * recordBytes
      guard bytes[start] <= 9 else {
        throw Problem(
          "\(Files.shown(path)): the label of image \(Numbers.grouped(record + 1)) is \(bytes[start]); "
            + "it must be in 0…9",
          kind: .malformed)
      }
      labels.append(Int32(bytes[start]))
      // The file has one plane per colour; samples have the three colours of a pixel side by side.
      for pixel in start + 1..<start + 1 + plane {
        features.append(Float(bytes[pixel]))
        features.append(Float(bytes[pixel + plane]))
        features.append(Float(bytes[pixel + 2 * plane]))
      }
    }
  }

  private static func classes(beside folder: String?) throws -> [String] {
    guard let path = folder.map({ $0 + "/batches.meta.txt" }), Files.exists(path) else {
      return standardClasses
    }
    let text = String(validating: try Files.read(path), as: UTF8.self) ?? ""
    let names = text.split(whereSeparator: \.isNewline).map { $0.trimming() }.filter { !$0.isEmpty }
    let isPrintable = names.allSatisfy {
      $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
    guard names.count == 10, Set(names).count == 10, isPrintable else {
      throw Problem(
        "\(Files.shown(path)) must name ten different classes, one a line; it has \(names.count)",
        advice: "without this file the usual names are taken: \(standardClasses.joined(separator: ", "))",
        kind: .malformed)
    }
    return names
  }
}

extension Substring {
  fileprivate func trimming() -> String {
    var rest = self
    while rest.first?.isWhitespace ?? false { rest.removeFirst() }
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return String(rest)
  }
}

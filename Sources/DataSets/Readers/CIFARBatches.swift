import Basis

/// The records of CIFAR-10's binary batches, collected from one file after another.
struct CIFARBatches {
  static let recordBytes = 3073
  static let shape: Shape = [32, 32, 3]
  static let standardClasses = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// `[count, 32, 32, 3]`
  private(set) var pixels: [UInt8] = []
  private(set) var labels: [Int32] = []

  mutating func reserve(bytes: Int) { pixels.reserveCapacity(bytes) }

  mutating func add(_ bytes: [UInt8], path: String) throws {
    let size = CIFARBatches.recordBytes
    guard bytes.count % size == 0, !bytes.isEmpty else {
      throw Problem(
        "\(Files.shown(path)) has \(Numbers.grouped(bytes.count)) bytes, which is not a multiple of 3,073, the size "
          + "of one record",
        advice:
          "it was cut off, or it is not a CIFAR-10 binary batch (CIFAR-100 and the Python version differ)",
        kind: .malformed)
    }
    let count = bytes.count / size
    _ = try Files.product([labels.count + count, CIFARBatches.shape.count], path: path)
    if let wrong = (0..<count).first(where: { bytes[$0 * size] > 9 }) {
      throw Problem(
        "\(Files.shown(path)): the label of image \(Numbers.grouped(wrong + 1)) is \(bytes[wrong * size]); "
          + "it must be in 0…9",
        kind: .malformed)
    }
    labels.append(contentsOf: (0..<count).map { Int32(bytes[$0 * size]) })
    let start = pixels.count
    pixels.append(contentsOf: repeatElement(0, count: count * CIFARBatches.shape.count))
    pixels.withUnsafeMutableBufferPointer { target in
      bytes.withUnsafeBufferPointer { source in
        for record in 0..<count {
          CIFARBatches.interleave(
            UnsafeBufferPointer(rebasing: source[record * size + 1..<(record + 1) * size]),
            into: UnsafeMutableBufferPointer(
              rebasing: target[start + record * (size - 1)..<start + (record + 1) * (size - 1)]))
        }
      }
    }
  }

  /// The file has one plane per colour; samples have the three colours of a pixel side by side.
  private static func interleave(
    _ planes: UnsafeBufferPointer<UInt8>, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) {
    let plane = 1024
    for place in 0..<plane {
      pixels[3 * place] = planes[place]
      pixels[3 * place + 1] = planes[place + plane]
      pixels[3 * place + 2] = planes[place + 2 * plane]
    }
  }

  /// The ten names of batches.meta.txt, one a line.
  static func classes(_ bytes: [UInt8], path: String) throws -> [String] {
    let text = String(validating: bytes, as: UTF8.self) ?? ""
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

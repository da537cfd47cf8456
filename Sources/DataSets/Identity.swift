import Basis

extension DataSet {
  /// SHA-256 of everything that training and judging see: shape, classes, and the scaled samples of all parts with
  /// their targets. 64 hexadecimal digits.
  package var sha256: String {
    var hashes = [shape.text, task.classes.joined(separator: "\n")]
    for part in Part.allCases {
      let samples = self[part]
      hashes.append(SHA256.hex(DataSet.bytes(samples.features)))
      switch samples.targets {
      case .classes(let labels, let count): hashes.append("\(count) " + SHA256.hex(DataSet.bytes(labels)))
      case .values(let values, let width): hashes.append("\(width) " + SHA256.hex(DataSet.bytes(values)))
      }
    }
    if !leftOut.isEmpty { hashes.append(SHA256.hex(DataSet.bytes(unlabelled.features))) }
    return SHA256.hex(Array(hashes.joined(separator: "\n").utf8))
  }

  private static func bytes<Number>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { [UInt8]($0) }
  }
}

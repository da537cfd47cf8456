import Basis
import Foundation

/// A safetensors file in the making: named tensors of 32-bit floats, and texts about them.
///
/// The format is Hugging Face's: eight bytes with the length of the header, least significant first; the header, a JSON
/// object with an entry for every tensor and the texts under `__metadata__`; then the numbers of all tensors one after
/// the other without gaps.
package struct SafeTensors: Sendable {
  package struct Tensor: Sendable {
    package let name: String
    package let shape: [Int]
    package let numbers: ArraySlice<Float>

    package init(_ name: String, _ shape: [Int], _ numbers: ArraySlice<Float>) {
      precondition(numbers.count == shape.reduce(1, *), "\(name): \(numbers.count) numbers for \(shape)")
      self.name = name
      self.shape = shape
      self.numbers = numbers
    }
  }

  package var metadata: [String: String] = [:]
  package var tensors: [Tensor] = []

  package init() {}

  /// The whole file.
  package func bytes() throws -> Data {
    var entries: [String: SafeTensorsHeader.Entry] = [:]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.numbers.count * SafeTensors.numberBytes
      let entry = SafeTensorsHeader.Entry(dtype: "F32", shape: tensor.shape, offsets: [start, end])
      precondition(entries.updateValue(entry, forKey: tensor.name) == nil, "two tensors named \(tensor.name)")
    }
    var header = try JSONText.encode(SafeTensorsHeader(metadata: metadata, entries: entries))
    // Spaces are allowed here, and the numbers then begin at a multiple of eight.
    while header.count % 8 != 0 { header.append(0x20) }
    guard header.count <= SafeTensorsHeader.mostBytes else {
      throw Problem(
        "layers, settings and what every epoch was like would take \(Numbers.bytes(header.count)) of text; at most "
          + "\(Numbers.bytes(SafeTensorsHeader.mostBytes)) are read again")
    }
    guard 8 + header.count + end <= SafeTensors.mostBytes else {
      throw Problem(
        "this would be a file of \(Numbers.bytes(8 + header.count + end)); at most "
          + "\(Numbers.bytes(SafeTensors.mostBytes)) are read again")
    }
    var data = Data(capacity: 8 + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header)
    for tensor in tensors { data.append(contentsOf: tensor.bytes) }
    return data
  }

  static let numberBytes = 4
  static let mostBytes = 2_000_000_000
}

extension SafeTensors.Tensor {
  /// Least significant byte first, on every machine.
  var bytes: [UInt8] {
    numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { [UInt8]($0) }
  }
}

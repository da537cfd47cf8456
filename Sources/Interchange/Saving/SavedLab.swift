import Basis
import DataSets
import Foundation
import NeuralNet

/// Everything a file of Descent's holds: networks with their training, which data they learned from, and settings.
///
/// Such a file is a safetensors file. Numbers are its tensors; the rest is JSON in its metadata, under `descent.…`.
package struct SavedLab: Sendable {
  package struct Named: Sendable {
    package let name: String
    package let model: Model
    /// nil leaves the choice to the data.
    package let chosenLoss: (any Loss)?
    package let effort: Effort

    package init(name: String, model: Model, chosenLoss: (any Loss)?, effort: Effort) {
      self.name = name
      self.model = model
      self.chosenLoss = chosenLoss
      self.effort = effort
    }
  }

  package var networks: [Named]
  /// The network that commands act on. Its tensors have plain names; those of the others begin with the network's name
  /// and a slash.
  package var present: String
  package var data: SavedData?
  package var settings: SavedSettings
  /// Whether a file that was read is the very one that was written.
  package private(set) var isUntouched = true

  package init(networks: [Named], present: String, data: SavedData?, settings: SavedSettings) {
    self.networks = networks
    self.present = present
    self.data = data
    self.settings = settings
  }

  static let version = 1
  static let mostNetworks = 1000

  private enum Key {
    static let version = "descent.version"
    static let networks = "descent.networks"
    static let present = "descent.present"
    static let data = "descent.data"
    static let settings = "descent.settings"
    static let checksum = "descent.checksum"
  }

  private func prefix(_ name: String) -> String { name == present ? "" : name + "/" }

  // MARK: Writing

  package func bytes() throws -> Data {
    var file = SafeTensors()
    for named in networks {
      file.tensors += SavedNetwork.tensors(of: named.model, prefix: prefix(named.name))
    }
    file.metadata[Key.present] = present
    file.metadata[Key.version] = String(SavedLab.version)
    try file.note(networks.map { SavedNetwork($0) }, as: Key.networks)
    try file.note(settings, as: Key.settings)
    if let data { try file.note(data, as: Key.data) }
    file.metadata[Key.checksum] = SavedLab.checksum(
      file.metadata, file.tensors.map { ($0.name, $0.numbers) })
    return try file.bytes()
  }

  /// Over the texts and all numbers, in the order of their names. Numbers that another program has changed load all the
  /// same, but do not go unnoticed.
  private static func checksum(_ texts: [String: String], _ tensors: [(String, ArraySlice<Float>)]) -> String
  {
    var lines = texts.filter { $0.key != Key.checksum }.sorted { $0.key < $1.key }.map {
      "\($0.key)=\($0.value)"
    }
    for (name, numbers) in tensors.sorted(by: { $0.0 < $1.0 }) {
      lines.append("\(name) " + SHA256.hex(SafeTensors.Tensor(name, [numbers.count], numbers).bytes))
    }
    return SHA256.hex(Array(lines.joined(separator: "\n").utf8))
  }

  // MARK: Reading

  /// Throws a `Problem` that says what is wrong with a file that is not one of these.
  package init(_ bytes: [UInt8]) throws {
    let file = try SafeTensorsFile(bytes)
    guard let version = file.metadata[Key.version] else { throw SavedLab.foreign(file) }
    guard version == String(SavedLab.version) else {
      throw Problem(
        "it has version \(version) of Descent's format, and this program reads version \(SavedLab.version)",
        advice: "a newer Descent reads it", kind: .malformed)
    }
    guard let saved = try file.note([SavedNetwork].self, named: Key.networks),
      let settings = try file.note(SavedSettings.self, named: Key.settings),
      let present = file.metadata[Key.present]
    else {
      throw Problem(
        "its metadata lacks \(Key.networks), \(Key.present) or \(Key.settings)", kind: .malformed)
    }
    guard saved.count <= SavedLab.mostNetworks, Set(saved.map(\.name)).count == saved.count,
      ([present] + saved.map(\.name)).allSatisfy(SavedLab.isName)
    else {
      throw Problem(
        "its networks' names must differ and be of letters, digits, - and _", kind: .malformed)
    }
    var numbers: [(String, ArraySlice<Float>)] = []
    (networks, self.present, self.settings) = ([], present, settings)
    data = try file.note(SavedData.self, named: Key.data)
    networks = try saved.map { network in
      try network.restored(prefix: prefix(network.name)) { name, shape in
        let tensor = try file.numbers(of: name, shape: shape)
        numbers.append((name, tensor[...]))
        return tensor
      }
    }
    let known = Set(numbers.map(\.0))
    if let stray = file.names.first(where: { !known.contains($0) }) {
      throw Problem("the tensor \(stray) belongs to no layer of its networks", kind: .malformed)
    }
    isUntouched = SavedLab.checksum(file.metadata, numbers) == file.metadata[Key.checksum]
  }

  private static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  private static func foreign(_ file: SafeTensorsFile) -> Problem {
    let names = file.names
    let some = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " …" : "")
    return Problem(
      "it holds \(names.count == 1 ? "one tensor" : "\(Numbers.grouped(names.count)) tensors")"
        + (names.isEmpty ? "" : " (\(some))")
        + " but no network: the metadata that says how layers use them (\(Key.version), \(Key.networks)) is missing",
      advice: "load reads what save wrote; a program that changes the weights must keep the metadata",
      kind: .malformed)
  }
}

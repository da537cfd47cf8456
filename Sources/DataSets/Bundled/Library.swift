import Basis

/// The bundled data sets: folders that each hold a data file and a manifest.
package struct Library: Sendable {
  /// Folders that hold such folders; earlier ones win.
  package let folders: [String]

  package init(folders: [String]) { self.folders = folders }

  /// The names of all data sets, sorted.
  package var names: [String] {
    var found: Set<String> = []
    for folder in folders where Files.isFolder(folder) {
      do {
        for entry in try Files.names(in: folder)
        where Manifest.isName(entry) && Files.exists("\(folder)/\(entry)/manifest.json") {
          found.insert(entry)
        }
      } catch {
        // A folder that cannot be listed holds no data set that could be read; the next one may.
        continue
      }
    }
    return found.sorted()
  }

  package func contains(_ name: String) -> Bool { folder(of: name) != nil }

  private func folder(of name: String) -> String? {
    guard Manifest.isName(name) else { return nil }
    return folders.lazy.map { "\($0)/\(name)" }.first { Files.exists("\($0)/manifest.json") }
  }

  package func manifest(_ name: String) throws -> Manifest {
    guard let folder = folder(of: name) else { throw unknown(name) }
    let manifest = try Manifest.read("\(folder)/manifest.json")
    guard manifest.name == name else {
      throw Problem(
        "\(Files.shown(folder + "/manifest.json")) calls itself \(manifest.name); "
          + "its folder is called \(name)",
        kind: .malformed)
    }
    return manifest
  }

  package func load(_ name: String) throws -> RawData {
    let manifest = try manifest(name)
    guard let folder = folder(of: name) else { throw unknown(name) }
    let path = "\(folder)/\(manifest.file)"
    let bytes = try Files.read(path)
    guard SHA256.hex(bytes) == manifest.sha256 else {
      throw Problem(
        "\(Files.shown(path)) is not the file its manifest describes: the SHA-256 checksum differs",
        advice: "fetch the data set again; for a file of your own there is data csv FILE", kind: .malformed)
    }
    return try Library.data(manifest, bytes, path)
  }

  /// Reads the data file and holds it against its manifest.
  static func data(_ manifest: Manifest, _ bytes: [UInt8], _ path: String) throws -> RawData {
    let table = try CSVTable(
      bytes, path: path, header: .on, textColumn: manifest.classes == nil ? nil : manifest.target)
    guard table.names == manifest.features + [manifest.target] else {
      throw Problem(
        "\(Files.shown(path)), line 1: the columns are not the manifest's features and target",
        kind: .malformed)
    }
    guard table.rowCount == manifest.count else {
      throw Problem(
        "\(Files.shown(path)) has \(table.rowCount) rows; its manifest says \(manifest.count)",
        kind: .malformed)
    }
    var settings = CSV()
    settings.target = manifest.target
    settings.task = manifest.classes == nil ? .numbers : .classes
    let plain = try CSVAssembly(settings, table, classes: manifest.classes).data()
    let features = plain.samples.features
    if let place = features.firstIndex(where: { !manifest.range.contains($0) }) {
      let (row, column) = place.quotientAndRemainder(dividingBy: manifest.features.count)
      throw Problem(
        "\(Files.shown(path)), line \(table.lines[row]): \(manifest.features[column]) is "
          + "\(Numbers.short(Double(features[place]))), outside the manifest's range",
        kind: .malformed)
    }
    return RawData(
      name: manifest.name, title: manifest.title, task: plain.task, featureNames: manifest.features,
      samples: Samples(shape: manifest.shape, features: features, targets: plain.samples.targets),
      facts: manifest.facts, imageScale: manifest.imageRange,
      scaling: try Scalings.family.make(manifest.scaling))
  }

  private func unknown(_ name: String) -> Problem {
    Problem(
      "there is no bundled data set \(Files.shown(name, limit: 60))."
        + Suggestion.sentence(for: name, among: names),
      advice: names.isEmpty
        ? "none were found beside the program; DESCENT_HOME can name their folder"
        : "bundled: \(names.joined(separator: ", "))",
      kind: .missingInput)
  }
}

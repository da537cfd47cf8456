import Basis

/// Where official data sets are kept once they have been fetched, one folder each.
package struct DataCache: Sendable {
  package enum Standing: Equatable, Sendable {
    case present, absent
    /// The folder is there, and what is wrong with it.
    case incomplete(String)
  }

  /// nil: nothing is kept and nothing found.
  package let folder: String?

  package init(folder: String?) { self.folder = folder }

  package func path(of name: String) -> String? { folder.map { "\($0)/\(name)" } }

  package func contains(_ type: any OfficialSet.Type) -> Bool {
    standing(of: type.name, type.release) == .present
  }

  /// Files are told by their sizes; their checksums were right when they came.
  package func standing(of name: String, _ release: Release) -> Standing {
    guard let path = path(of: name), Files.exists(path) else { return .absent }
    for file in release.contents {
      do {
        let size = try Files.size(of: "\(path)/\(file.name)")
        if size != file.bytes {
          return .incomplete(
            "\(file.name) has \(Numbers.grouped(size)) bytes instead of \(Numbers.grouped(file.bytes))")
        }
      } catch {
        return .incomplete("\(file.name) is missing")
      }
    }
    return .present
  }

  /// The complete folder of a data set. Throws a `Problem` that says how to get it.
  package func folder(of type: any OfficialSet.Type) throws -> String {
    let (name, release) = (type.name, type.release)
    let advice = "data fetch \(name) gets it (\(release.origin)); data \(name) FOLDER reads it elsewhere"
    switch standing(of: name, release) {
    case .present: return path(of: name) ?? ""
    case .absent:
      throw Problem("\(name) is not on this machine yet", advice: advice, kind: .missingInput)
    case .incomplete(let what):
      throw Problem(
        "\(Files.shown(path(of: name) ?? name)) is not all of \(name): \(what)", advice: advice,
        kind: .missingInput)
    }
  }
}

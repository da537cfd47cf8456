import Basis
import DataSets

/// Completes paths from the file system.
enum FileNames {
  /// A folder with very many files would only fill the screen.
  static let most = 1000

  static func candidates(_ prefix: String, foldersOnly: Bool) -> [Completions.Candidate] {
    let cut = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let folder = String(prefix[..<cut])
    let beginning = prefix[cut...]
    let place = folder.isEmpty ? "." : folder
    guard Files.isFolder(place) else { return [] }
    let names: [String]
    // What cannot be listed cannot be completed; running the command says why.
    do { names = try Files.names(in: place) } catch { return [] }
    // Hidden files only for those who ask for them.
    let visible = names.filter { $0.hasPrefix(beginning) && (beginning.hasPrefix(".") || !$0.hasPrefix(".")) }
    return visible.prefix(most).compactMap { name in
      let isFolder = Files.isFolder("\(place)/\(name)")
      if foldersOnly, !isFolder { return nil }
      return .init(folder + name + (isFolder ? "/" : ""), isWhole: !isFolder)
    }
  }
}

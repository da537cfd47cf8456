import Foundation

/// Where Descent looks for its own files, and where it keeps the user's.
struct Folders {
  let config: String
  let state: String
  let data: String
  let cache: String
  /// Folders that hold `Lessons` and `Datasets`, the learner's own before the bundled ones.
  let homes: [String]

  init(environment: [String: String]) {
    let user = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    // The XDG specification asks that relative values be ignored.
    func folder(_ name: String, otherwise path: String) -> String {
      let base = environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(user)/\(path)"
      return base + "/descent"
    }
    config = folder("XDG_CONFIG_HOME", otherwise: ".config")
    state = folder("XDG_STATE_HOME", otherwise: ".local/state")
    data = folder("XDG_DATA_HOME", otherwise: ".local/share")
    cache = folder("XDG_CACHE_HOME", otherwise: ".cache")
    homes = [data, environment["DESCENT_HOME"] ?? Folders.bundled()].compactMap { $0 }
  }

  var lessons: [String] { homes.map { $0 + "/Lessons" } }
  var dataSets: [String] { homes.map { $0 + "/Datasets" } }
  var startup: String { config + "/startup" }

  /// What came with this program: beside an installed one in `../share/descent`, above a built one in its sources.
  private static func bundled() -> String? {
    guard let program = Bundle.main.executablePath else { return nil }
    var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appendingPathComponent("share/descent")
    let files = FileManager.default
    if files.fileExists(atPath: installed.path) { return installed.path }
    while folder.pathComponents.count > 1 {
      if files.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}

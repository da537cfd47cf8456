import Basis
import Foundation

/// Whole files, read and written, with every way it can fail said in words.
package enum Files {
  /// More than this is not read into memory at once.
  package static let largestBytes = 2_000_000_000
  /// Numbers in one data set: a gigabyte as Float.
  package static let mostNumbers = 250_000_000

  /// Numbers in one sample: each gets a name, which takes far more room than the number.
  static let mostFeatures = 4_000_000

  /// Throws where so many samples of `width` numbers are more than fit. `what` follows their number: "points of 3 features".
  static func checkRoom(for count: Int, _ what: String, width: Int, advice: String) throws {
    guard count * width <= mostNumbers else {
      throw Problem(
        "\(Numbers.grouped(count)) \(what) are \(Numbers.grouped(count * width)) numbers; at most "
          + "\(Numbers.grouped(mostNumbers)) fit", advice: advice)
    }
  }

  /// `~` stands for the home folder here too: at Descent's prompt no other shell expands it.
  package static func resolve(_ path: String) -> String {
    path == "~" || path.hasPrefix("~/") ? NSString(string: path).expandingTildeInPath : path
  }

  package static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: resolve(path), isDirectory: &isFolder) && isFolder.boolValue
  }

  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: resolve(path))
  }

  /// The names in a folder, sorted.
  package static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: resolve(folder)).sorted()
    } catch {
      throw Problem(
        "cannot list the folder \(shown(folder)): "
          + "\(isFolder(folder) ? "permission denied" : "it is not there")",
        kind: .missingInput)
    }
  }

  /// Throws unless `path` is an ordinary file; its size in bytes otherwise.
  package static func size(of path: String) throws -> Int {
    guard !path.isEmpty else { throw Problem("a file name is missing", kind: .missingInput) }
    let attributes: [FileAttributeKey: Any]
    do {
      // attributesOfItem does not follow links; the file meant is the one at their end.
      let target = URL(fileURLWithPath: resolve(path)).resolvingSymlinksInPath().path
      attributes = try FileManager.default.attributesOfItem(atPath: target)
    } catch {
      throw Problem(
        "there is no file \(shown(path))", advice: "check the name and the folder: Tab completes file names",
        kind: .missingInput)
    }
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular?: break
    case .typeDirectory?:
      throw Problem("\(shown(path)) is a folder; a file is needed here", kind: .missingInput)
    default:
      throw Problem(
        "\(shown(path)) is neither a file nor a folder; a file is needed here", kind: .missingInput)
    }
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }

  /// All bytes of a file.
  package static func read(_ path: String) throws -> [UInt8] {
    let size = try size(of: path)
    guard size > 0 else {
      throw Problem("\(shown(path)) is empty; data is needed", kind: .malformed)
    }
    guard size <= largestBytes else {
      throw Problem(
        "\(shown(path)) has \(Numbers.bytes(size)); at most \(Numbers.bytes(largestBytes)) are read at once",
        kind: .malformed)
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: resolve(path))))
    } catch {
      throw Problem("cannot read \(shown(path)): permission denied or a device error", kind: .missingInput)
    }
  }

  /// Writes a file whole or not at all.
  package static func write(_ data: Data, to path: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: resolve(path)), options: .atomic)
    } catch {
      throw Problem(
        "\(readable(path)) cannot be written: \(error.localizedDescription)",
        advice: "name a file in a folder that exists and may be written", kind: .missingInput)
    }
  }

  /// The bytes of a file of any size, a megabyte at a time.
  static func pieces(of path: String, take: ([UInt8]) throws -> Void) throws {
    guard let file = FileHandle(forReadingAtPath: resolve(path)) else {
      throw Problem("cannot read \(shown(path)): permission denied or a device error", kind: .missingInput)
    }
    do {
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { try take([UInt8](piece)) }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem("cannot read \(shown(path)): a device error", kind: .missingInput)
    }
  }

  /// A path or a stretch of a file fit for a message: in quotes, not endless, without control characters.
  package static func shown(_ text: String, limit: Int = 200) -> String {
    "\"" + readable(text, limit: limit) + "\""
  }

  /// The same without quotes.
  package static func readable(_ text: String, limit: Int = 1000) -> String {
    let scalars = text.unicodeScalars
    let clean = scalars.prefix(limit).map { $0.properties.generalCategory == .control ? "·" : String($0) }
    return clean.joined() + (scalars.count > limit ? "…" : "")
  }
}

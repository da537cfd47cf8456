import Foundation

/// The sources that the tests were built from.
package enum Checkout {
  package static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// The contents of a file, given its path from the root.
  package static func data(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
  }

  /// Names of the Swift files of a folder without their ending, sorted.
  package static func swiftFiles(_ folder: String, but others: Set<String> = []) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.filter { !others.contains($0) }
      .sorted()
  }
}

import DataSets
import Foundation

/// The source checkout these tests were built from.
enum Checkout {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  static let library = Library(folders: [root + "/Datasets"])

  /// Names of the Swift files of a folder without their ending, sorted.
  static func swiftFiles(_ folder: String, but others: Set<String>) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.filter { !others.contains($0) }
      .sorted()
  }

  /// Real MNIST and CIFAR-10 files, where someone has them: a folder named by the environment.
  static let realData = ProcessInfo.processInfo.environment["DESCENT_TEST_DATA"]
}

import DataSets

/// The source checkout these tests were built from.
enum Checkout {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
  static let library = Library(folders: [root + "/Datasets"])
}

import DataSets
import Foundation
import TestSupport

extension Checkout {
  static let library = Library(folders: [root + "/Datasets"])

  /// Real MNIST and CIFAR-10 files, where someone has them: a folder named by the environment.
  static let realData = ProcessInfo.processInfo.environment["DESCENT_TEST_DATA"]
}

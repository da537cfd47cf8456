import Basis
import DataSets
import Testing

@Suite struct BundledTests {
  static let library = Checkout.library

  @Test func digitsSplitIntoTheCountsThatTheDocumentationPromises() throws {
    let digits = try Catalog(library: Self.library).load("digits", seed: 1)
    #expect(digits.titleLine == "digits: 1,797 handwritten digits, 8×8 grey, 10 classes")
    #expect(digits.partsLine == "train 1,257 · validation 270 · test 270")
    #expect(digits.shape == [8, 8, 1])
    #expect(digits.task.classes == (0...9).map { String($0) })
    #expect(digits.scaling.name == "global")
  }
}

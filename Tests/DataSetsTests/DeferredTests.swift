import Basis
import TestSupport
import Testing

import DataSets

@Suite struct DeferredTests {
  /// Splitting and scaling a large data set one after the other would otherwise fill memory with parts nobody learns from.
  @Test func partsAreMadeWhenTheyAreAskedForAndKept() throws {
    let data = try Catalog(library: Checkout.library).load("iris", seed: 1)
    #expect(data.made.isEmpty)
    _ = (data.count(of: .train), data.targets(of: .train), data.partsLine)
    #expect(data.made.isEmpty)
    let train = data.train
    #expect(data.made == [train])
    #expect(train.count == data.count(of: .train))
    #expect(train.targets == data.targets(of: .train))
    #expect(data.train == train)
  }
}

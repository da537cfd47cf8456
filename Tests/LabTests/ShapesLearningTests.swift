import Testing

/// Whether the drawn figures are as hard as they are meant to be.
@Suite struct ShapesLearningTests {
  @Test func aLinearModelLearnsLittleAndADeeperOneMore() throws {
    let test = TestLab("data shapes; scale minmax; network; layer dense 10; optimizer sgd lr=0.01; train 8")
    #expect(
      test.run("expect accuracy(test) > 0.15 and accuracy(test) < 0.4; let linear = accuracy(test)") == 0)
    test.run("network; layer dense 100 elu count=5 init=orthogonal; layer dense 10")
    test.run("optimizer nadam lr=0.0005; train 12")
    #expect(test.run("expect accuracy(test) > linear + 0.04 and accuracy(test) < 0.7") == 0)
  }
}

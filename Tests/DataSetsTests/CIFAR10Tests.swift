import Basis
import DataSets
import TestSupport
import Testing

@Suite struct CIFAR10Tests {
  /// One record: the label, then 1024 bytes of each colour, where byte i of a plane is i modulo a number of
  /// its own.
  static func record(_ label: UInt8) -> [UInt8] {
    [label] + (0..<1024).map { UInt8($0 % 251) } + (0..<1024).map { UInt8($0 % 241) }
      + (0..<1024).map { UInt8($0 % 239) }
  }

  private func load(_ path: String) throws -> RawData {
    try OfficialSets.family.make("cifar10", settings: [("path", .text(path))]).load(seed: 1)
  }

  @Test func theThreePlanesBecomeThreeChannelsOfEachPixel() throws {
    let folder = try Scratch()
    let data = try load(folder.write(Self.record(3) + Self.record(9), to: "batch.bin"))
    #expect(data.samples.shape == [32, 32, 3])
    #expect(data.samples.targets == .classes([3, 9], count: 10))
    for (row, column) in [(0, 0), (0, 31), (7, 20), (31, 31)] {
      let pixel = row * 32 + column
      let start = 3072 + pixel * 3
      #expect(
        Array(data.samples.features[start..<start + 3]) == [
          Float(pixel % 251), Float(pixel % 241), Float(pixel % 239),
        ])
    }
    #expect(data.title == "2 images, 32×32 colour, 10 classes")
    #expect(data.featureNames[3072 - 1] == "pixel-31-31-blue")
    #expect(data.task.classes[3] == "cat")
  }

  @Test func aFolderGathersItsBatchesAndKeepsTheTestBatch() throws {
    let folder = try Scratch()
    let all = (0..<30).flatMap { Self.record(UInt8($0 % 10)) }
    try folder.write(all, to: "set/data_batch_1.bin")
    try folder.write(all, to: "set/data_batch_3.bin")
    try folder.write(all, to: "set/test_batch.bin")
    let data = try load(folder.path + "/set")
    #expect(data.samples.count == 90 && data.ownTest == 60..<90)
    #expect(try DataSet(data, seed: 1).partsLine == "train 50 · validation 10 · test 30")
    let names = (0..<10).map { "kind \($0)" }
    try folder.write(names.joined(separator: "\r\n") + "\r\n\r\n", to: "set/batches.meta.txt")
    #expect(try load(folder.path + "/set").task.classes == names)
    try folder.write("a\nb\n", to: "set/batches.meta.txt")
    #expect(problem { _ = try load(folder.path + "/set") }.message.contains("it has 2"))
  }

  @Test func brokenBatchesAreExplained() throws {
    let folder = try Scratch()
    let short = try folder.write(Array(Self.record(1).dropLast()), to: "short.bin")
    #expect(problem { _ = try load(short) }.message.contains("not a multiple of 3,073"))
    let label = try folder.write(Self.record(1) + Self.record(10), to: "label.bin")
    #expect(problem { _ = try load(label) }.message.contains("label of image 2 is 10"))
    let empty = try folder.write([], to: "empty.bin")
    #expect(problem { _ = try load(empty) }.message.contains("is empty"))
    let nothing = problem { _ = try load(folder.path) }
    #expect(nothing.kind == .missingInput && nothing.message.contains("data_batch_1.bin"))
    #expect(problem { _ = try load(folder.path + "/none") }.kind == .missingInput)
    #expect(problem { _ = try load("") }.advice?.contains("data cifar10 FOLDER") == true)
  }
}

import Basis
import DataSets
import Foundation
import Interchange
import NeuralNet
import Testing

/// Files that were damaged, or made to do damage, give a `Problem`: never a trap, never another error, no giant memory.
@Suite struct DamageTests {
  /// A lab with everything in it, small.
  private static let sound = Result { try makeSound() }

  private static func makeSound() throws -> [UInt8] {
    var network = Network(input: [4], seed: 3)
    try network.append([Dense(3, initializer: He()), BatchNormalization(), ActivationLayer(ELU())])
    try network.append([Dense(2)])
    var model = Model(network: network, loss: CrossEntropy(), optimizer: Adam(), seed: 5)
    (model.clipping, model.schedule, model.regularizers) = (
      NormClipping(), Plateau(), [Regularization(L1Penalty(), layers: [0], of: network)]
    )
    model.augmentations = [Crop()]
    _ = model.pruneWeights([0], fraction: 0.5)
    let data = try Catalog(library: Library(folders: [])).load(
      "moons", settings: [("count", .number(40))], seed: 1)
    let settings = SavedSettings(
      seed: 1, firstSeed: 2, batch: 32, watch: "off", script: ["data moons"],
      bindings: ["a": .list([.range(1...2)])],
      chosenLoss: Huber(), optimizer: Adam(), clipping: NormClipping(), schedule: OneCycle(),
      regularizers: [Regularization(MaxNorm())], augmentations: [Flip()])
    var inheritance = Inheritance()
    inheritance.take(3, from: "r")
    func named(_ name: String) -> SavedLab.Named {
      .init(
        name: name, model: model, chosenLoss: nil,
        effort: Effort(
          seconds: 1, samples: 2, clipping: ClippingSummary(), run: "k", epochs: [],
          pretraining: PretrainingScores(), inheritance: inheritance))
    }
    let lab = SavedLab(
      networks: [named("main"), named("teacher")], present: "main", data: SavedData(data), settings: settings)
    return [UInt8](try lab.bytes())
  }

  @Test func aSoundFileReadsAndWritesTheSameBytesAgain() throws {
    let bytes = try DamageTests.sound.get()
    let lab = try SavedLab(bytes)
    #expect(lab.isUntouched)
    #expect([UInt8](try lab.bytes()) == bytes)
    let names = try SafeTensorsFile(bytes).names
    #expect(
      Set(names).isSuperset(of: [
        "1.dense.weights", "1.batchnorm.variance", "optimizer.v.2.dense.bias", "pruned.1.dense.bias",
      ]))
    #expect(names.contains("teacher/1.dense.weights"))
  }

  @Test func aFileCutOffAnywhereIsRefused() throws {
    let bytes = try DamageTests.sound.get()
    let header = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let lengths =
      Array(0..<64) + Array(stride(from: 64, to: header, by: 37)) + Array(header - 3..<bytes.count)
    for length in lengths {
      #expect(throws: Problem.self, "\(length)") { try SavedLab(Array(bytes[..<length])) }
    }
  }

  /// What is read after random damage is either refused, or known to be changed: nothing passes for whole.
  @Test(arguments: 0..<8) func randomDamageIsRefusedOrNoticed(seed: Int) throws {
    let whole = try DamageTests.sound.get()
    var random = Random(seed: UInt64(seed))
    let junk = Array("0123456789-.,:{}[]\"\\eE \u{0}\u{1B}ntf".utf8)
    let header = whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var (refused, noticed) = (0, 0)
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0...random.index(below: 3) {
        let place = 8 + random.index(below: bytes.count - 8)
        switch random.index(below: 5) {
        case 0: bytes[place] ^= 1 << UInt8(random.index(below: 8))
        case 1: bytes[place] = junk[random.index(below: junk.count)]
        case 2: bytes[random.index(below: 8)] ^= 1 << UInt8(random.index(below: 8))
        case 3: bytes.remove(at: place)
        default: bytes.insert(junk[random.index(below: junk.count)], at: place)
        }
      }
      // The length is mended half of the time, so that damage gets past it.
      if random.index(below: 2) == 0 {
        let length = header + bytes.count - whole.count
        withUnsafeBytes(of: UInt64(length).littleEndian) { bytes.replaceSubrange(..<8, with: $0) }
      }
      guard bytes != whole else { continue }
      do {
        let lab = try SavedLab(bytes)
        // Spaces between the parts of the header mean nothing.
        if lab.isUntouched { #expect([UInt8](try lab.bytes()) == whole) }
        noticed += 1
      } catch let problem as Problem {
        #expect(!problem.message.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 0 && refused + noticed > 100)
  }

  // MARK: Texts that somebody rewrote

  private static let impossible: [(from: String, to: String, reason: String)] = [
    ("\"nextID\":3", "\"nextID\":-3", "ids"),
    ("\"nextID\":3", "\"nextID\":9223372036854775807", "ids"),
    ("\"nextID\":3", "\"nextID\":1e99", "descent.networks"),
    ("\"id\":2", "\"id\":1", "ids"),
    ("\"input\":[4]", "\"input\":[5]", "shape"),
    ("\"input\":[4]", "\"input\":[]", "extents"),
    ("\"input\":[4]", "\"input\":[0]", "numbers"),
    ("\"input\":[4]", "\"input\":[-4]", "numbers"),
    ("\"input\":[4]", "\"input\":[4611686018427387904,4]", "numbers"),
    ("\"input\":[4]", "\"input\":[1000000,1000000]", "numbers"),
    ("\"units\":{\"number\":3}", "\"units\":{\"number\":1000000}", "shape"),
    ("\"units\":{\"number\":3}", "\"units\":{\"number\":1e300}", "units"),
    ("\"units\":{\"number\":3}", "\"units\":{\"number\":\"NaN\"}", "units"),
    ("\"units\":{\"number\":3}", "\"units\":{\"text\":\"3\"}", "units"),
    ("\"units\":{\"number\":3}", "\"unit\":{\"number\":3}", "unit"),
    ("\"units\":{\"number\":3}", "\"units\":{}", "descent.networks"),
    ("\"name\":\"batchnorm\"", "\"name\":\"batchnrm\"", "batchnorm"),
    ("\"name\":\"he\"", "\"name\":\"adam\"", "init"),
    ("\"name\":\"he\"", "\"name\":\"batchnorm\"", "init"),
    ("\"epochs\":0", "\"epochs\":-1", "epochs"),
    ("\"scheduleStart\":0,\"steps\":0", "\"scheduleStart\":0,\"steps\":9223372036854775807", "steps"),
    ("\"memorySteps\":0", "\"memorySteps\":-7", "memory"),
    ("\"missedSteps\":[]", "\"missedSteps\":[0,0,0,0,0,0,1]", "missed"),
    ("\"missedSteps\":[]", "\"missedSteps\":[0,0,0,0,0,-1]", "missed"),
    ("\"missedSteps\":[]", "\"missedSteps\":[0]", "missed"),
    ("\"samplesOfEpoch\":0", "\"samplesOfEpoch\":1.5", "descent.networks"),
    ("\"best\":\"Infinity\"", "\"best\":\"NaN\"", "schedule"),
    ("\"factor\":1", "\"factor\":0", "schedule"),
    ("\"name\":\"teacher\"", "\"name\":\"main\"", "names"),
    ("\"name\":\"teacher\"", "\"name\":\"../x\"", "names"),
    ("\"name\":\"teacher\"", "\"name\":\"pupil\"", "pupil/1.dense.weights is missing"),
    ("\"seconds\":1", "\"seconds\":-1", "s for"),
    ("\"samples\":2", "\"samples\":-2", "samples"),
    ("\"layers\":[", "\"layers\":[],\"layers\":[", "twice"),
  ]

  @Test(arguments: impossible.indices) func whatCannotBeIsRefusedWithItsReason(index: Int) throws {
    let (from, to, reason) = DamageTests.impossible[index]
    let bytes = try rewritten(from, to, in: "descent.networks")
    let problem = try #require(throws: Problem.self, "\(to)") { try SavedLab(bytes) }
    #expect(problem.message.contains(reason), "\(to): \(problem.message)")
  }

  @Test func versionsFromTheFutureAndForeignFilesSaySo() throws {
    let later = try #require(throws: Problem.self) {
      try SavedLab(try rewritten("1", "2", in: "descent.version"))
    }
    #expect(later.message.contains("version 2") && later.advice?.contains("newer") == true)
    var plain = SafeTensors()
    plain.tensors = [.init("fc.weight", [2], [1, 2][...])]
    let foreign = try #require(throws: Problem.self) { try SavedLab([UInt8](try plain.bytes())) }
    #expect(foreign.message.contains("fc.weight") && foreign.message.contains("descent.version"))
    for key in ["descent.networks", "descent.settings", "descent.present"] {
      let bytes = try edited { $0.metadata[key] = nil }
      let problem = try #require(throws: Problem.self) { try SavedLab(bytes) }
      #expect(problem.message.contains(key))
    }
  }

  @Test func tensorsThatAreMissingOrTooManyAreNamed() throws {
    let unpruned = try edited { file in
      let place = file.tensors.firstIndex { $0.name == "1.dense.weights" } ?? 0
      file.tensors[place] = .init("1.dense.weights", [4, 3], [Float](repeating: 1, count: 12)[...])
    }
    #expect(try #require(throws: Problem.self) { try SavedLab(unpruned) }.message.contains("pruned"))
    let missing = try edited { $0.tensors.removeAll { $0.name == "2.dense.bias" } }
    #expect(try #require(throws: Problem.self) { try SavedLab(missing) }.message.contains("2.dense.bias"))
    let stray = try edited { $0.tensors.append(.init("9.dense.weights", [1], [1][...])) }
    #expect(try #require(throws: Problem.self) { try SavedLab(stray) }.message.contains("9.dense.weights"))
    let odd = try edited { file in
      let place = file.tensors.firstIndex { $0.name == "1.dense.bias" } ?? 0
      file.tensors[place] = .init("1.dense.bias", [3], [1, .nan, 2][...])
    }
    #expect(try #require(throws: Problem.self) { try SavedLab(odd) }.message.contains("finite"))
  }

  @Test func aNetworkOfABillionLayersTakesNoMemory() throws {
    let layer = "{\"items\":{},\"name\":\"flatten\",\"settings\":{}}"
    let many = String(repeating: layer + ",", count: 20_000) + layer
    let wide = try rewritten("\"layers\":[", "\"layers\":[\(many),", in: "descent.networks")
    #expect(throws: Problem.self) { try SavedLab(wide) }
    let block = "{\"id\":1,\"isFrozen\":false,\"layers\":[\(layer)]}"
    let blocks = String(repeating: block + ",", count: 5000)
    let deep = try rewritten("\"blocks\":[", "\"blocks\":[\(blocks)", in: "descent.networks")
    #expect(throws: Problem.self) { try SavedLab(deep) }
    let nested = String(repeating: "{\"list\":[", count: 5000) + String(repeating: "]}", count: 5000)
    let bindings = try rewritten("\"bindings\":{", "\"bindings\":{\"z\":\(nested),", in: "descent.settings")
    #expect(throws: Problem.self) { try SavedLab(bindings) }
  }

  @Test(arguments: ["[1]", "[2,1]", "[-9223372036854775808,9223372036854775807]", "[0,9007199254740993]"])
  func aRangeThatTheLanguageCouldNotMakeIsRefused(ends: String) throws {
    let bytes = try rewritten("{\"range\":[1,2]}", "{\"range\":\(ends)}", in: "descent.settings")
    let problem = try #require(throws: Problem.self) { try SavedLab(bytes) }
    #expect(problem.message.contains("descent.settings"), "\(problem.message)")
  }

  private func edited(_ change: (inout SafeTensors) throws -> Void) throws -> [UInt8] {
    let bytes = try DamageTests.sound.get()
    let header = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let object =
      try JSONSerialization.jsonObject(with: Data(bytes[8..<header])) as? [String: [String: Any]] ?? [:]
    let read = try SafeTensorsFile(bytes)
    var file = SafeTensors()
    file.metadata = read.metadata
    for name in read.names {
      let shape = object[name]?["shape"] as? [Int] ?? []
      file.tensors.append(.init(name, shape, try read.numbers(of: name, shape: shape)[...]))
    }
    try change(&file)
    return [UInt8](try file.bytes())
  }

  private func rewritten(_ from: String, _ to: String, in key: String) throws -> [UInt8] {
    try edited { file in
      let text = try #require(file.metadata[key])
      let range = try #require(text.range(of: from), "\(from) is not in \(text)")
      file.metadata[key] = text.replacingCharacters(in: range, with: to)
    }
  }
}

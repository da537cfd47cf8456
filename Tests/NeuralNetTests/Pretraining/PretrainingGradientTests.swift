import Basis
import NeuralNet
import Testing
import Textbook

/// The gradients of losses that span two networks, against differences of the loss written out in Double.
@Suite struct PretrainingGradientTests {
  private func softplus(_ x: Double) -> Double { Softplus().value(x) }

  /// The largest gap between the engine's gradient and a numeric one, as a share of the numeric one's length.
  private func gap(_ engine: UnsafeBufferPointer<Float>, _ numeric: [Double]) -> Double {
    let length = numeric.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let distance = zip(engine, numeric).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
      .squareRoot()
    return length > 1e-4 ? distance / length : .infinity
  }

  private func gradient(_ bench: Bench, of loss: (TextbookNetwork) -> Double) -> [Double] {
    let network = TextbookNetwork(bench.finished().network)
    return Differences.gradient(
      of: { parameters in
        var moved = network
        moved.parameters = parameters
        return loss(moved)
      }, at: network.parameters)
  }

  @Test func theInputGradientIsThatOfTheOutputsWeightedByWhatWasGiven() throws {
    let task = try PretrainingTasks.smooth(Samples.blobs(9, shape: [4]))
    let run = try SiameseRun(
      SiamesePairs(), task, try #require(PairDraws(task.labelled, random: Random(seed: 1))),
      Engine(threads: 1))
    let bench = run.embedder
    var random = Random(seed: 4)
    let count = 7
    for index in 0..<count * 4 { bench.input[index] = Float(random.normal()) }
    bench.forward(count, .probing)
    for index in 0..<count * 5 { bench.outputGradient[index] = Float(random.normal()) }
    let weights = UnsafePointer(bench.outputGradient).rows(count, width: 5)
    bench.backward(count, .probing)
    let network = TextbookNetwork(bench.finished().network)
    let at = UnsafePointer(bench.input).rows(count, width: 4)
    let numeric = Differences.gradient(
      of: { flat in
        let rows = (0..<count).map { Array(flat[$0 * 4..<($0 + 1) * 4]) }
        let outputs = network.outputs(rows, mode: .probing)
        return zip(outputs, weights).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
      }, at: at.flatMap { $0 })
    #expect(gap(UnsafeBufferPointer(start: bench.inputGradient, count: count * 4), numeric) < 1e-4)
  }

  @Test func theDiscriminatorsGradientIsThatOfItsLossOverRealAndGenerated() throws {
    let samples = Samples.blobs(30, shape: [4])
    let task = try PretrainingTasks.smooth(samples)
    var settings = AdversarialPair()
    (settings.batch, settings.units) = (6, 5)
    let run = try AdversarialRun(settings, task, Engine(threads: 1))
    let told = samples.features.withUnsafeBufferPointer {
      $0.baseAddress.map { run.discriminate(real: $0, count: 30) }
    }
    let x = UnsafePointer(run.discriminator.input).rows(12, width: 4)
    func loss(_ network: TextbookNetwork) -> Double {
      let z = network.outputs(x, mode: .training).map { $0[0] }
      return (z.prefix(6).reduce(0) { $0 + softplus(-$1) } + z.suffix(6).reduce(0) { $0 + softplus($1) }) / 12
    }
    #expect(gap(run.discriminator.gradients, gradient(run.discriminator, of: loss)) < 1e-4)
    #expect(abs(try #require(told) - loss(TextbookNetwork(run.discriminator.finished().network))) < 1e-5)
  }

  @Test func theGeneratorsGradientGoesThroughTheDiscriminatorAndTheStretch() throws {
    let samples = Samples.blobs(30, shape: [4])
    let task = try PretrainingTasks.smooth(samples)
    var settings = AdversarialPair()
    (settings.batch, settings.units, settings.noise) = (6, 5, 3)
    let run = try AdversarialRun(settings, task, Engine(threads: 1))
    run.deceive()
    let noise = UnsafePointer(run.generator.input).rows(6, width: 3)
    let discriminator = TextbookNetwork(run.discriminator.finished().network)
    let columns = (0..<4).map { column in samples.rows.map { $0[column] } }
    let ranges = columns.map { ($0.min() ?? 0, $0.max() ?? 0) }
    func loss(_ network: TextbookNetwork, stretches: Bool = true) -> Double {
      let x = network.outputs(noise, mode: .training).map { y in
        zip(y, ranges).map { stretches ? ($1.0 + $1.1) / 2 + ($1.1 - $1.0) / 2 * $0 : $0 }
      }
      return discriminator.outputs(x, mode: .probing).reduce(0) { $0 + softplus(-$1[0]) } / 6
    }
    #expect(gap(run.generator.gradients, gradient(run.generator) { loss($0) }) < 1e-4)
    // What a generator without its stretch would learn is something else.
    #expect(gap(run.generator.gradients, gradient(run.generator) { loss($0, stretches: false) }) > 0.05)
  }

  @Test func thePairsGradientGoesThroughBothSamples() throws {
    let samples = Samples.blobs(40, shape: [4])
    let task = try PretrainingTasks.smooth(samples)
    var settings = SiamesePairs()
    settings.batch = 8
    let run = try SiameseRun(
      settings, task, try #require(PairDraws(samples, random: Random(seed: 3))), Engine(threads: 1))
    samples.features.withUnsafeBufferPointer { if let first = $0.baseAddress { run.draw(first) } }
    let told = run.compare()
    let x = UnsafePointer(run.embedder.input).rows(16, width: 4)
    let isSame = (0..<8).map { run.head.labels[$0] == 1 }
    #expect(Set(isSame).count == 2)
    func loss(_ embedder: TextbookNetwork, _ head: TextbookNetwork, fixed: [[Double]]? = nil) -> Double {
      let codes = embedder.outputs(x, mode: .training)
      let others = fixed ?? Array(codes.suffix(8))
      return (0..<8).reduce(0) { sum, n in
        let distance = zip(codes[n], others[n]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 5
        let z = head.outputs([[distance]])[0][0]
        return sum + (isSame[n] ? softplus(-z) : softplus(z))
      } / 8
    }
    let head = TextbookNetwork(run.head.finished().network)
    let embedder = TextbookNetwork(run.embedder.finished().network)
    #expect(abs(told - loss(embedder, head)) < 1e-5)
    #expect(gap(run.embedder.gradients, gradient(run.embedder) { loss($0, head) }) < 1e-4)
    #expect(gap(run.head.gradients, gradient(run.head) { loss(embedder, $0) }) < 1e-4)
    // Forgetting that the second sample moves too is told apart.
    let fixed = Array(embedder.outputs(x, mode: .training).suffix(8))
    #expect(gap(run.embedder.gradients, gradient(run.embedder) { loss($0, head, fixed: fixed) }) > 0.05)
  }
}

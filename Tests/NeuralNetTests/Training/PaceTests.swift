import NeuralNet
import Testing

/// A machine on which a run takes `several` seconds with all threads and `one` with one.
private func follow(_ pace: inout Pace, seconds: Double, several: Double, one: Double) -> (one: Int, all: Int)
{
  var (ones, runs, time) = (0, 0, 0.0)
  while time < seconds {
    let isOne = pace.nextIsOne
    let cost = isOne ? one : several
    pace.add(seconds: cost)
    ones += isOne ? 1 : 0
    runs += 1
    time += cost
  }
  return (ones, runs)
}

@Suite("The number of threads of a step")
struct PaceTests {
  @Test("both ways are tried before one is chosen")
  func trial() {
    var pace = Pace()
    var tried: Set<Bool> = []
    for _ in 0..<8 {
      tried.insert(pace.nextIsOne)
      pace.add(seconds: 1e-3)
    }
    #expect(tried == [true, false])
  }

  @Test("where several threads are faster, nearly all runs are theirs", arguments: [1e-5, 1e-3, 0.05])
  func several(cost: Double) {
    var pace = Pace()
    let runs = follow(&pace, seconds: cost * 10_000, several: cost, one: 1.9 * cost)
    #expect(Double(runs.one) < 0.04 * Double(runs.all))
  }

  @Test("where others want the cores, nearly all runs are one thread's", arguments: [1e-5, 1e-3, 0.05])
  func one(cost: Double) {
    var pace = Pace()
    let runs = follow(&pace, seconds: cost * 10_000, several: 3 * cost, one: cost)
    #expect(Double(runs.one) > 0.96 * Double(runs.all))
  }

  @Test("a verdict from a crowded start is overturned within two dozen runs")
  func crowdedStart() {
    var pace = Pace()
    for _ in 0..<8 { pace.add(seconds: pace.nextIsOne ? 0.1 : 0.2) }
    #expect(pace.prefersOne)
    for _ in 0..<24 { pace.add(seconds: pace.nextIsOne ? 0.1 : 0.05) }
    #expect(!pace.prefersOne)
  }

  @Test("slow steps notice a change after ten seconds, however often the verdict was confirmed")
  func change() {
    var pace = Pace()
    _ = follow(&pace, seconds: 3_600, several: 0.05, one: 0.1)
    let runs = follow(&pace, seconds: 60, several: 0.3, one: 0.1)
    #expect(Double(runs.one) * 0.1 > 40)
  }
}

import Basis
import Charts
import Foundation
import Language
import NeuralNet

package struct DescendCommand: Command {
  var landscape = Pick<any Landscape>.nothing
  var from: [Double] = []
  var steps = 100
  var until: Double?
  var scale = 1.0
  var noise = 0.0

  package init() {}

  package static let group = CommandGroup.training
  package static let card = Card<DescendCommand>(
    "descend", "Walks down a function of a few numbers with the lab's optimizer, schedule and clipping.",
    positions: [Setting("landscape", pick: \.landscape, of: Landscapes.family, "Which function.")],
    settings: [
      Setting(
        "from", list: \.from, in: .closed(-1e9...1e9),
        "Where to begin; each landscape has a place of its own."),
      Setting("steps", \.steps, in: 1...10_000_000, "At most so many."),
      Setting(
        "until", optional: \.until, in: Bounds(0, 1, includesLower: false),
        "Stop where this share of the first height above the lowest point is left."),
      Setting("scale", \.scale, in: .closed(1e-12...1e12), "Multiplies the function and its gradients."),
      Setting(
        "noise", \.noise, in: .closed(0...1e9), "Deviation of what is added to every number of a gradient."),
    ],
    examples: [
      "descend bowl 100", "descend rosenbrock steps=1000", "descend slope [0.01, 10] steps=20",
      "descend bowl 100 until=1e-6 steps=5000", "descend",
    ],
    details: """
      No network and no data: what the optimizer does is all there is to see. Its memory begins empty, every step counts \
      as an epoch of the schedule, and regularizers stay out. Numbers are Float, as in training. A landscape's chance and \
      the noise follow from the seed. descent.value, descent.x, descent.move, descent.steps, descent.distance, \
      descent.cosine, descent.turns, descent.noise and descent.near ask for what is behind the picture.
      """)

  package func run(in lab: Lab, _ call: Call) throws -> Report {
    if case .item(let landscape) = landscape {
      var plan = Walk.Plan()
      (plan.from, plan.steps, plan.until, plan.scale, plan.noise) = (from, steps, until, scale, noise)
      lab.state.walk = try Walk(
        landscape, plan, optimizer: lab.state.optimizer, schedule: lab.state.schedule,
        clipping: lab.state.clipping, random: Random(seed: lab.state.seed).stream("descend")
      ) { lab.isInterrupted }
    }
    guard let walk = lab.state.walk else {
      var report = Report("No walk has been made yet: descend bowl 100 makes one (help landscapes).")
      report.add(data: "steps", .null)
      return report
    }
    var report = Report()
    report.add(line: StyledText("\(walk.landscape) · \(lab.state.optimizer.notation)"))
    report.add(table(walk))
    let values = JSON.list(walk.values.map { .number($0) })
    // A few steps stand in the table and make no picture.
    if walk.steps > 4 {
      report.add(plot: "values", plot(walk), StyledText(sentence(walk)), data: values)
    } else {
      report.say(StyledText(sentence(walk)))
      report.add(data: "values", values)
    }
    report.add(data: "steps", .integer(walk.steps))
    report.add(data: "arrived", walk.hasArrived.map { .flag($0) } ?? .null)
    return report
  }

  private func table(_ walk: Walk) -> Table {
    let shown = min(walk.path[0].count, 4)
    var table = Table(
      "walk",
      [.init("step", "step"), .init("value", "f"), .init("rate", "rate")]
        + (0..<shown).map { .init("x\($0 + 1)", "x\($0 + 1)") })
    for step in DescendCommand.picked(walk.steps, most: 11) {
      table.rows.append(
        [
          .integer(step), .short(walk.values[step]),
          .short(step < walk.steps ? walk.rates[step] : nil),
        ] + walk.path[step].prefix(shown).map { .short(Double($0)) })
    }
    return table
  }

  /// 0 and the last among at most so many.
  private static func picked(_ last: Int, most: Int) -> [Int] {
    let count = min(last + 1, most)
    return (0..<count).map { count == 1 ? 0 : $0 * last / (count - 1) }
  }

  /// On a logarithmic scale where that is possible, because walks end exponentially.
  private func plot(_ walk: Walk) -> Plot {
    let values = DescendCommand.picked(walk.steps, most: 1001).map {
      Plot.Point(Double($0), walk.values[$0])
    }
    return Plot(
      "Height by step",
      .curves([.init("f", mark: "•", values)], x: .init("step", .whole), y: .init("f", isLogarithmic: true)))
  }

  private func sentence(_ walk: Walk) -> String {
    let (first, last) = (walk.values[0], walk.values[walk.steps])
    var text =
      "f went from \(Numbers.short(first)) to \(Numbers.short(last)) in \(walk.steps.counted("step"))"
    if !last.isFinite || walk.path[walk.steps].contains(where: { !$0.isFinite }) {
      return text + ": the walk left for infinity. A smaller rate, optimizer lr=, may keep it."
    }
    if let distance = walk.distance(walk.steps), let before = walk.distance(0), walk.path[0].count <= 4 {
      text += "; the lowest point is \(Numbers.short(distance)) away, it was \(Numbers.short(before))"
    }
    switch walk.hasArrived {
    case .some(true): text += "; it has arrived"
    case .some(false): text += "; it has not arrived"
    case nil: break
    }
    return text + "."
  }
}

extension Lab {
  func needWalk() throws -> Walk {
    guard let walk = state.walk else {
      throw Problem("no walk has been made yet", advice: "descend bowl 100 makes one (help landscapes)")
    }
    return walk
  }
}

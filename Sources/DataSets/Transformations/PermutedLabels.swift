import Basis

package struct PermutedLabels: Transformation {
  package init() {}

  package static let card = Card<PermutedLabels>(
    "permute-labels",
    "Exchanges the classes among each other in all parts: a new task with the same samples.",
    formula: "class ← π(class), π a random permutation that leaves no class where it was",
    sources: [
      Source("Zenke, Poole & Ganguli", 2017, "arXiv:1703.04200, permuted tasks")
    ],
    examples: ["transform permute-labels"],
    details:
      "For a switch of task in the middle of training: a network that exists stays, with all that its optimizer "
      + "remembers. What was a 3 may be called a 7 from now on.")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let labels = try data.needLabels(for: name)
    // Sattolo's shuffle makes one cycle of all, in which nothing stays.
    var map = Array(0..<data.task.classes.count)
    for last in stride(from: map.count - 1, to: 0, by: -1) { map.swapAt(last, random.index(below: last)) }
    data.replace(labels: labels.map { Int32(map[Int($0)]) })
  }
}

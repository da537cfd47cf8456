import Basis

package struct Leak: Transformation {
  package var count = 0

  package init() {}

  package static let card = Card<Leak>(
    "leak", "Lets test samples slip into the training part, where they are learned by heart.",
    positions: [
      Setting("count", \.count, in: 0...Files.mostNumbers, "How many; 0 means half of the test part.")
    ],
    sources: [
      Source("Kaufman, Rosset & Perlich", 2011, "KDD, Leakage in data mining")
    ],
    examples: ["transform leak", "transform leak 100"],
    details:
      "They stay in the test part as well. data says how many test rows are also in training. If all leaked samples are "
      + "right, the others' accuracy is (n·accuracy − leaked)/(n − leaked).")

  package func apply(to data: inout RawData, rows: inout Parts<[Int]>, _ random: inout Random) throws {
    let wanted = count == 0 ? rows.test.count / 2 : count
    guard wanted <= rows.test.count else {
      throw Problem(
        "the test part has \(Numbers.grouped(rows.test.count)) samples; \(Numbers.grouped(wanted)) cannot leak from it",
        advice: "transform leak \(rows.test.count / 2)")
    }
    rows.train += rows.test.prefix(wanted)
    rows.train.shuffle(using: &random)
  }
}

import Basis

package struct Characters: Generator {
  package var count = 4000
  package var steps = 12
  package var letters = 6
  package var lag = 3
  package var noise = 0.1

  package init() {}

  package static let card = Card<Characters>(
    "characters",
    "Guess the next letter of a text whose rule looks at the last letter and at one further back.",
    formula:
      "next = letter number (p(last) + q(the one lag steps back)) mod letters; any letter with probability noise",
    settings: [
      Setting("count", \.count, in: 100...1_000_000, "Texts in all."),
      Setting("steps", \.steps, in: 2...1000, "Letters that are read before the guess."),
      Setting("letters", \.letters, in: 2...26, "Size of the alphabet, from a."),
      Setting("lag", \.lag, in: 2...1000, "How far back the second letter of the rule lies."),
      Setting("noise", \.noise, in: .fraction, "Share of letters that follow no rule."),
    ],
    examples: ["data characters", "data characters lag=6 noise=0", "data characters letters=10 steps=20"],
    details: """
      p and q are two orders of the alphabet, drawn from the seed. Each text begins with lag letters drawn at \
      random; every further one follows the rule, or with probability noise is any letter. A sample is steps × \
      letters, one-hot; its class is the letter that comes next. Because p and q are orders, every letter is as \
      frequent as any other, and knowing only one of the two letters of the rule says nothing about the next: \
      guessing right then has probability 1/letters. Who knows both is right with 1 − noise + noise/letters, and \
      nobody can do better. lag may be at most steps. Nothing is scaled.
      """)

  package func load(seed: UInt64) throws -> RawData {
    guard lag <= steps else {
      throw Problem(
        "lag must be at most steps, or the letter it points at is never read: got lag=\(lag) and steps=\(steps)",
        advice: "data characters steps=\(2 * lag) lag=\(lag)")
    }
    try Files.checkRoom(
      for: count, "texts of \(steps) steps and \(letters) letters", width: steps * letters,
      advice: "data characters count=1000")
    var random = stream(seed)
    let (p, q) = (random.permutation(letters), random.permutation(letters))
    var features = [Float](repeating: 0, count: count * steps * letters)
    var labels: [Int32] = []
    for sample in 0..<count {
      var text: [Int] = []
      for step in 0...steps {
        let follows = step >= lag && random.uniform() >= noise
        text.append(
          follows ? (p[text[step - 1]] + q[text[step - lag]]) % letters : random.index(below: letters))
      }
      for step in 0..<steps { features[(sample * steps + step) * letters + text[step]] = 1 }
      labels.append(Int32(text[steps]))
    }
    let alphabet = "abcdefghijklmnopqrstuvwxyz".prefix(letters).map { String($0) }
    return RawData(
      name: name,
      title: "\(Numbers.grouped(count)) texts of \(steps) of \(letters) letters, predicting the next one",
      task: .classification(classes: alphabet),
      featureNames: (1...steps).flatMap { step in alphabet.map { "\($0) at step \(step)" } },
      samples: Samples(
        shape: [steps, letters], features: features, targets: .classes(labels, count: letters)),
      facts: .generated, scaling: NoScaling(), alphabet: alphabet)
  }
}

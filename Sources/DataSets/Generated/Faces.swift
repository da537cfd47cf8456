import Basis
import Foundation

package struct Faces: Generator {
  package var people = 300
  package var images = 6
  package var first = 1
  package var shots = 0

  package init() {}

  package static let card = Card<Faces>(
    "faces", "Drawn faces of many people, a few pictures of each, in changing place and light: who is it?",
    formula: "ten numbers make a person; place, light, brightness and noise make a picture of them",
    settings: [
      Setting("people", \.people, in: 2...100_000, "How many people, one class each."),
      Setting("images", \.images, in: 3...100_000, "Pictures of each of them."),
      Setting("first", \.first, in: 1...1_000_000, "Number of the first person: others are strangers."),
      Setting(
        "shots", \.shots, in: 0...1000,
        "Pictures of each person to train on, all others test; 0 splits as usual."),
    ],
    examples: ["data faces", "data faces people=5 first=301 images=12 shots=2"],
    details: """
      12 × 12 grey. A person has a head's width and height, the eyes' distance, height and size, the brows' height and \
      slant, and the mouth's width, height and curve; person 7 is the same person in every set drawn from the same seed. \
      A picture moves the face by normal numbers of deviation 0.5 pixels, lights it from a random side, changes its \
      brightness, and adds noise of deviation 0.08. With shots there is no validation part.
      """)

  static let size = 12

  package func load(seed: UInt64) throws -> RawData {
    let count = people * images
    guard shots < images else {
      throw Problem(
        "shots must leave a picture of each person to test on, got shots=\(shots) of images=\(images)",
        advice: "data faces people=\(people) images=\(shots + 10) shots=\(shots)")
    }
    try Files.checkRoom(
      for: count, "pictures", width: Faces.size * Faces.size, advice: "data faces people=1000")
    let people = (0..<people).map { Person(number: first + $0, of: stream(seed)) }
    var pixels: [Float] = []
    pixels.reserveCapacity(count * Faces.size * Faces.size)
    var labels: [Int32] = []
    // Picture after picture of everyone, so that the first `shots` of all stand at the front.
    for index in 0..<count {
      pixels += people[index % people.count].picture(index / people.count)
      labels.append(Int32(index % people.count))
    }
    let shape: Shape = [Faces.size, Faces.size, 1]
    let trained = shots * people.count
    return RawData(
      name: name,
      title: "\(Numbers.grouped(count)) drawn faces, 12×12 grey, of \(Numbers.grouped(people.count)) people",
      task: .classification(classes: people.map { String($0.number) }),
      featureNames: Images.featureNames(shape),
      samples: Samples(shape: shape, features: pixels, targets: .classes(labels, count: people.count)),
      facts: .generated, imageScale: 0...1,
      ownValidation: shots > 0 ? trained..<trained : nil, ownTest: shots > 0 ? trained..<count : nil,
      scaling: GlobalScaling())
  }
}

/// What makes a face that of one person.
private struct Person {
  let number: Int
  private let stream: Random
  /// Half axes of the head, in pixels.
  private let headWidth: Double
  private let headHeight: Double
  /// From the middle of the face, in pixels; heights count upwards.
  private let eyeDistance: Double
  private let eyeHeight: Double
  private let eyeSize: Double
  private let browHeight: Double
  private let browSlant: Double
  private let mouthWidth: Double
  private let mouthHeight: Double
  private let mouthCurve: Double

  init(number: Int, of stream: Random) {
    self.number = number
    self.stream = stream.stream("pictures", number)
    var random = stream.stream("person", number)
    headWidth = random.uniform(in: 3.6..<5.2)
    headHeight = random.uniform(in: 4.6..<5.8)
    eyeDistance = random.uniform(in: 1.2..<2.4)
    eyeHeight = random.uniform(in: 0.4..<1.8)
    eyeSize = random.uniform(in: 0.4..<0.9)
    browHeight = random.uniform(in: 1.1..<1.8)
    browSlant = random.uniform(in: -0.6..<0.6)
    mouthWidth = random.uniform(in: 0.8..<2.4)
    mouthHeight = random.uniform(in: 1.8..<3.2)
    mouthCurve = random.uniform(in: -0.3..<0.3)
  }

  func picture(_ index: Int) -> [Float] {
    var random = stream.stream("picture", index)
    let (right, up) = (0.5 * random.normal(), 0.5 * random.normal())
    let (lightRight, lightUp) = (0.04 * random.normal(), 0.04 * random.normal())
    let brightness = 1 + 0.15 * random.normal()
    let middle = Double(Faces.size - 1) / 2
    return (0..<Faces.size * Faces.size).map { place in
      let x = Double(place % Faces.size) - middle - right
      let y = middle - Double(place / Faces.size) - up
      let light = brightness * (1 + lightRight * x + lightUp * y)
      return Float(skin(x, y) * light + 0.08 * random.normal())
    }
  }

  /// How bright the face is at a place, without light and noise.
  private func skin(_ x: Double, _ y: Double) -> Double {
    let radius = ((x / headWidth) * (x / headWidth) + (y / headHeight) * (y / headHeight)).squareRoot()
    let head = 0.8 / (1 + exp(8 * (radius - 1)))
    // The face is the same on both sides.
    let side = abs(x) - eyeDistance
    let eye = blot(side, y - eyeHeight, eyeSize, eyeSize)
    let brow = blot(side, y - eyeHeight - browHeight - browSlant * side, 0.9, 0.3)
    let mouth = blot(x, y + mouthHeight - mouthCurve * x * x, mouthWidth, 0.4)
    return head * (1 - 0.9 * eye) * (1 - 0.6 * brow) * (1 - 0.7 * mouth)
  }

  /// 1 in the middle of a dark patch with these half widths, falling to 0.
  private func blot(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Double {
    exp(-((x / width) * (x / width) + (y / height) * (y / height)) / 2)
  }
}

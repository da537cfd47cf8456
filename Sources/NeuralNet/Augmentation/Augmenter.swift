import Basis
import CKernels

/// Makes the pictures of training batches. What becomes of a sample depends on seed, epoch and sample alone.
final class Augmenter {
  private let pictures: Pictures
  private let augmentations: [any Augmentation]
  private let seed: UInt64
  private var key: UInt64 = 0
  /// Two pictures for each shard: each augmentation reads one and writes the other.
  private let scratch: Buffer

  init(_ pictures: Pictures, _ augmentations: [any Augmentation], seed: UInt64) {
    (self.pictures, self.augmentations, self.seed) = (pictures, augmentations, seed)
    scratch = Buffer(2 * Shards.most * pictures.shape.count)
  }

  func begin(epoch: Int) { key = Random(seed: seed).stream("augment", epoch).state }

  /// Writes what the network is to see of this sample.
  func gather(_ sample: Int, shard: Int, into target: UnsafeMutablePointer<Float>) {
    let picture = picture(of: sample, shard: shard)
    // The very arithmetic of scaling, so that a picture that nothing changed is the same bits.
    for index in 0..<pictures.shape.count {
      target[index] = Float((Double(picture[index]) - pictures.offsets[index]) * pictures.factors[index])
    }
  }

  /// The sample's picture of this epoch, valid until the shard's next one.
  func picture(of sample: Int, shard: Int) -> UnsafePointer<Float> {
    var random = Random(seed: ck_draw(key, sample))
    let count = pictures.shape.count
    let extents = pictures.shape.extents
    var from = scratch.start + 2 * shard * count
    var to = from + count
    pictures.pixels.withUnsafeBufferPointer { pixels in
      for index in 0..<count { from[index] = pixels[sample * count + index] }
    }
    for augmentation in augmentations {
      augmentation.make(
        PicturePass(
          height: extents[0], width: extents[1], channels: extents[2], dark: pictures.dark,
          bright: pictures.bright, from: UnsafePointer(from), to: to), &random)
      swap(&from, &to)
    }
    return UnsafePointer(from)
  }
}

extension Augmenter {
  /// What a model's augmentations need; nil if it has none. Without pictures the samples are taken as they are.
  convenience init?(_ model: Model, _ training: Samples, _ pictures: Pictures?) throws {
    guard !model.augmentations.isEmpty else { return nil }
    guard training.shape.extents.count == 3 else {
      throw Problem(
        "augment \(model.augmentations[0].name) changes pictures, and a sample here is \(training.shape.text) numbers",
        advice: "augment off, or data digits")
    }
    let width = training.shape.count
    let pictures =
      pictures
      ?? Pictures(
        shape: training.shape, pixels: training.features, range: 0...1,
        offsets: Array(repeating: 0, count: width), factors: Array(repeating: 1, count: width))
    precondition(
      pictures.shape == training.shape && pictures.count == training.count,
      "\(pictures.count) pictures of \(pictures.shape.text) for \(training.count) of \(training.shape.text)")
    self.init(pictures, model.augmentations, seed: model.seed)
  }
}

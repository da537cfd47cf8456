import Basis
import Foundation

/// Whether sizes stay even from the first layer to the last, in words; the sentence under a table.
enum FlowVerdict: Equatable {
  case nothingToCompare
  case broken(layer: Int)
  case stopped(layer: Int)
  case vanishing(ratio: Double, perLayer: Double)
  case exploding(ratio: Double, perLayer: Double)
  case uneven(ratio: Double)
  case even(ratio: Double)

  /// `sizes`: one per layer in order, nil for layers without any.
  init(_ sizes: [Double?]) {
    let known = sizes.enumerated().compactMap { index, size in size.map { (index, $0) } }
    if let broken = known.first(where: { !$0.1.isFinite }) {
      self = .broken(layer: broken.0 + 1)
      return
    }
    guard let (_, first) = known.first, let (_, last) = known.last, known.count > 1 else {
      self = .nothingToCompare
      return
    }
    if let silent = known.last(where: { $0.1 == 0 }) {
      self = .stopped(layer: silent.0 + 1)
      return
    }
    let ratio = first / last
    let perLayer = exp(log(ratio) / Double(known.count - 1))
    switch ratio {
    case ..<Thresholds.vanishing.value: self = .vanishing(ratio: ratio, perLayer: perLayer)
    case Thresholds.exploding.value...: self = .exploding(ratio: ratio, perLayer: perLayer)
    case Thresholds.evenLow.value...Thresholds.evenHigh.value: self = .even(ratio: ratio)
    default: self = .uneven(ratio: ratio)
    }
  }

  /// - Parameters:
  ///   - subject: "the gradient", "the backward signal"
  ///   - layers: how many there are, for "layer 11".
  ///   - place: what is counted, if not layers.
  func sentence(_ subject: String, layers: Int, of place: String = "layer") -> StyledText {
    switch self {
    case .nothingToCompare:
      return "Only one \(place) has \(subject), so there is nothing to compare."
    case .broken(let layer):
      return StyledText("Not a number: ", .bad)
        + "in \(place) \(layer) some numbers are NaN or infinite. undo or rewind brings back a working network."
    case .stopped(let layer):
      return StyledText("Stopped: ", .bad)
        + "\(subject) is exactly zero in \(place) \(layer), so nothing there can learn from this batch."
    case .vanishing(let ratio, let perLayer):
      return StyledText("Vanishing: ", .bad)
        + StyledText(
          "each \(place) back shrinks \(subject) about \(Numbers.short(1 / perLayer, digits: 2))×; \(place) 1 gets "
            + "1/\(Numbers.grouped(FlowVerdict.rounded(1 / ratio))) of \(place) \(layers)'s (threshold "
            + "1/\(Numbers.short(1 / Thresholds.vanishing.value)))."
        )
    case .exploding(let ratio, let perLayer):
      return StyledText("Exploding: ", .bad)
        + StyledText(
          "each \(place) back enlarges \(subject) about \(Numbers.short(perLayer, digits: 2))×; \(place) 1 gets "
            + "\(Numbers.grouped(FlowVerdict.rounded(ratio))) times \(place) \(layers)'s (threshold \(Numbers.short(Thresholds.exploding.value)))."
        )
    case .uneven(let ratio):
      return StyledText("Uneven: ", .warning)
        + StyledText(
          "\(place) 1 gets \(Numbers.short(ratio, digits: 2)) times \(place) \(layers)'s; within \(Thresholds.evenRange) one learning rate "
            + "suits all layers.")
    case .even(let ratio):
      return StyledText("Even: ", .good)
        + StyledText(
          "\(place) 1 gets \(Numbers.short(ratio, digits: 2)) times \(place) \(layers)'s (within \(Thresholds.evenRange))."
        )
    }
  }

  /// Two significant digits: 19,000,000.
  private static func rounded(_ number: Double) -> Int {
    let size = pow(10, max(0, floor(log10(number)) - 1))
    return Int(min((number / size).rounded() * size, 1e18))
  }
}

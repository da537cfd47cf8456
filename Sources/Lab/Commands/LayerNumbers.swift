import Basis

/// Layers in words.
enum LayerNumbers {
  /// "layers 1–10", "layer 3", "layers 1, 3 and 5", counting from 1.
  static func phrase(_ indices: [Int]) -> String {
    guard let first = indices.first, let last = indices.last else { return "no layers" }
    if indices.count == 1 { return "layer \(first + 1)" }
    if last - first == indices.count - 1 { return "layers \(first + 1)–\(last + 1)" }
    return "layers " + indices.map { "\($0 + 1)" }.enumeration
  }

  /// As typed: `3`, `1..3`, `[1, 3..5]`, counting from 1. The indices ascend.
  static func value(_ indices: [Int]) -> Value {
    var stretches: [ClosedRange<Int>] = []
    for number in indices.map({ $0 + 1 }) {
      if let last = stretches.last, last.upperBound == number - 1 {
        stretches[stretches.count - 1] = last.lowerBound...number
      } else {
        stretches.append(number...number)
      }
    }
    let values = stretches.map { $0.count == 1 ? Value.number(Double($0.lowerBound)) : .range($0) }
    return values.count == 1 ? values[0] : .list(values)
  }
}

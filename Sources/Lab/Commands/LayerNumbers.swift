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
}

import Basis
import Charts
import DataSets

extension DataSet {
  /// Whether a sample is steps × features.
  var isSequences: Bool { !isImages && shape.extents.count == 2 }
}

/// Sequences from left to right: letters as letters, numbers as small bars, one row a feature.
enum SequenceDrawing {
  static func lines(_ rows: [Int], _ data: DataSet, _ part: Part, width: Int) -> [String] {
    let (steps, features) = (data.shape.extents[0], data.shape.extents[1])
    return rows.enumerated().flatMap { place, row -> [String] in
      let numbers = Array(data.rawSample(row, of: part))
      let label = data.label(row, of: part)
      func column(_ feature: Int) -> [Float] { (0..<steps).map { numbers[$0 * features + feature] } }
      if let alphabet = data.source.alphabet {
        let text = (0..<steps).map { step in
          (0..<features).first { numbers[step * features + $0] == 1 }.map { alphabet[$0] } ?? "·"
        }
        return ["\(row + 1)".leftPadded(to: 5) + "  " + cut(text.joined(), width - 12) + " → " + label]
      }
      let names = (0..<features).map { name(of: $0, data) }
      let widest = names.map(\.count).max() ?? 0
      let head = "row \(row + 1)   \(data.task.isClassification ? "class" : "target") \(label)"
      let bars = zip(names, 0..<features).map { name, feature in
        "  " + name.padded(to: widest) + "  "
          + cut(Sparkline.text(column(feature).map(Double.init)), width - widest - 5)
      }
      return (place > 0 ? [""] : []) + [head] + bars
    }
  }

  /// "value at step 1" is the value's row.
  private static func name(of feature: Int, _ data: DataSet) -> String {
    let words = data.featureNames[feature].split(separator: " ")
    return words.count == 4 && words[1] == "at" ? String(words[0]) : "x\(feature + 1)"
  }

  private static func cut(_ text: String, _ most: Int) -> String {
    text.count <= max(1, most) ? text : text.prefix(max(1, most - 1)) + "…"
  }
}

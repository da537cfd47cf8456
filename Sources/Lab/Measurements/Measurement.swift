import Basis
import Language
import NeuralNet

/// A number that can be asked of the lab in `let`, `print` and `expect`: `accuracy(test)`, `gradient.mean(1)`.
package protocol Measurement: Item {
  func value(in lab: Lab) throws -> Value
}

package enum Measurements {
  /// The one list. A test compares it with the types of this folder.
  package static let family = Family<any Measurement>(
    "measurement",
    quality + gradients + signals + weights + data + history + descents + sizes + progress + changes
      + monteCarlo + pretraining
      + formulas)
}

extension Lab {
  /// Inside an experiment also what it has measured so far.
  package var measurements: [String] {
    Measurements.family.names + (recording?.measures.map(\.name) ?? [])
  }

  package func measure(_ name: String, _ arguments: [Value], at span: Span, in source: SourceText) throws
    -> Value
  {
    if let value = try experimentValue(name, arguments, at: span) { return value }
    guard judgingSeed == nil else {
      throw Problem(
        "\(name) is measured on the lab as it is, and a claim speaks of experiments",
        advice: "experiment NAME { … measure x = \(name)… }, then claim ID NAME.x …", at: span)
    }
    if let value = recording?.value(of: name) {
      guard arguments.isEmpty else {
        throw Problem(
          "\(name) is a value that this run has measured, and takes no arguments",
          advice: "write \(name) alone",
          at: span)
      }
      return value
    }
    guard let type = Measurements.family.type(named: name) else {
      throw Problem(
        "there is no measurement \"\(name)\"." + Suggestion.sentence(for: name, among: measurements),
        advice: "help measurements lists them", at: span)
    }
    let given = arguments.map { Filling.Argument(value: $0, span: span) }
    let item = try Filling.fill(type.init(), called: name, with: given)
    guard let measurement = item as? any Measurement else {
      preconditionFailure("\(name) stands in the list of measurements but is none")
    }
    return try measurement.value(in: self)
  }
}

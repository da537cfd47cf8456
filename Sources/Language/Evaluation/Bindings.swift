import Basis

/// The names given with `let` and by loops: a value, so that the lab can keep and restore it.
package struct Bindings: Equatable, Sendable {
  private var values: [String: Value] = [:]

  package init() {}

  package subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// In alphabetical order.
  package var names: [String] { values.keys.sorted() }
}

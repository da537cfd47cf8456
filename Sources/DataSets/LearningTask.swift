import Basis

/// What there is to learn: which of some classes, or one or more numbers.
package enum LearningTask: Equatable, Sendable {
  case classification(classes: [String])
  case regression(targets: [String])

  /// The classes' names; empty for regression.
  package var classes: [String] {
    if case .classification(let classes) = self { classes } else { [] }
  }

  /// The names of the numbers to predict; empty for classification.
  package var targets: [String] {
    if case .regression(let targets) = self { targets } else { [] }
  }

  package var isClassification: Bool {
    if case .classification = self { true } else { false }
  }

  /// Numbers that a network's last layer must put out: one per class, or one per target.
  package var outputs: Int {
    switch self {
    case .classification(let classes): classes.count
    case .regression(let targets): targets.count
    }
  }
}

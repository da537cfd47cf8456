import Basis

/// Reads the learner's own files: `data csv FILE target=COLUMN`.
package protocol Reader: DataSource {}

package enum Readers {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Reader>("file format", [CSV.self, IDX.self, NPY.self])
}

/// What the target is to be taken for.
package enum TargetKind: String, CaseIterable, Sendable {
  case auto, classes, numbers
}

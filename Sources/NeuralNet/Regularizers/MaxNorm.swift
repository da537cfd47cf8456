import Basis
import CKernels

package struct MaxNorm: Regularizer {
  package var longest = 3.0

  package init() {}

  package static let card = Card<MaxNorm>(
    "max-norm", "Shortens the weights that lead into a unit where they have grown longer than a limit.",
    formula: "w ← w·c/‖w‖ for each unit with ‖w‖ > c, after the update",
    positions: [
      Setting("limit", \.longest, in: .positive, "c: longest length of a unit's incoming weights.")
    ],
    sources: [
      Source("Srebro & Shraibman", 2005, "COLT, Rank, trace-norm and max-norm"),
      Source(
        "Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov", 2014, "JMLR 15, Dropout: section 5.1"),
    ],
    examples: ["regularize max-norm 3"],
    details:
      "Biases do not count. The dropout paper has c between 3 and 4; Keras's MaxNorm has 2 and adds 10⁻⁷ to the length. "
      + "A unit of a dense layer is a column of its weights, and generally the last extent of a tensor.")

  package var limitsUnits: Bool { true }

  package func limit(_ weights: UnsafeMutablePointer<Float>, inputs: Int, units: Int, of range: Range<Int>) {
    ck_limit_columns(inputs, units, range.lowerBound, range.upperBound, longest, weights)
  }
}

import Basis
import CKernels

/// What losses share that are a mean over outputs: MSE, MAE, Huber, binary cross-entropy.
extension Loss {
  /// Values need one output each. Classes need one output each too (1 for the right class, 0 for the others), or a
  /// single output for two classes (0 or 1).
  func checkOneOutputForEachTarget(outputs: Int, targets: Targets) throws {
    switch targets {
    case .values(_, let width) where width != outputs:
      throw Problem(
        "\(name) compares every output with one target: the network has \(outputs.counted("output")), the data "
          + "\(width.counted("target")) a sample.",
        advice: "make the last layer one of \(width): layer dense \(width)")
    case .classes(_, let count) where outputs != count && !(outputs == 1 && count == 2):
      let single = count == 2 ? " (or 1, meaning 0 or 1)" : ""
      throw Problem(
        "\(name) needs one output for each class: the network has \(outputs.counted("output")), the data "
          + "\(count.counted("class")).",
        advice: "make the last layer one of \(count)\(single): layer dense \(count)")
    case .values, .classes: try checkLabels(targets)
    }
  }

  /// Loops index by label without looking.
  func checkLabels(_ targets: Targets) throws {
    guard case .classes(let labels, let count) = targets,
      let stray = labels.first(where: { $0 < 0 || $0 >= count })
    else { return }
    throw Problem(
      "class \(stray) is not one of 0…\(count - 1).", advice: "correct the labels of the data",
      kind: .malformed)
  }

  func evaluateByOutput(_ loop: ck_loss, delta: Float = 0, _ pass: LossPass) {
    let first = pass.rows.lowerBound
    ck_loss_by_output(
      loop, delta, pass.rows.count, pass.width, pass.outputs + first * pass.width,
      pass.values.map { $0 + first * pass.width }, pass.labels.map { $0 + first }, 1 / Double(pass.batch),
      pass.losses + first, pass.outputGradient.map { $0 + first * pass.width })
  }
}

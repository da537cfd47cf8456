import Basis
import DataSets
import NeuralNet

/// What `plot data` can draw of the present network: its answers at places that nobody measured.
struct PlottedNetwork {
  let lab: Lab
  let data: DataSet
  /// Has layers and answers what the data asks; nil where nothing can be drawn of it.
  let model: Model?

  init(_ lab: Lab, _ data: DataSet) {
    self.lab = lab
    self.data = data
    guard let present = lab.state.model, !present.network.blocks.isEmpty else {
      model = nil
      return
    }
    do { model = try lab.needFittingModel().model } catch { model = nil }
  }

  /// The model's outputs for rows of features in original units, row after row.
  func outputs(of model: Model, for features: [Float]) throws -> [Float] {
    let width = data.shape.count
    let rows = FeatureRows(features: features, width: width, rows: Array(0..<features.count / width))
    // Nobody knows the targets there, and outputs do not depend on them.
    let targets = Targets.values(Array(repeating: 0, count: rows.rows.count), width: 1)
    return try lab.engine.outputs(
      model, for: Samples(shape: data.shape, features: data.scalingFit.apply(to: rows), targets: targets))
  }

  /// Why nothing of a network is drawn.
  /// - Parameter what: would be drawn of one that fits: "its curve is".
  func absence(of what: String) -> String {
    lab.state.model?.network.blocks.isEmpty == false
      ? "The network does not fit this data." : "With a network \(what) drawn as well."
  }
}

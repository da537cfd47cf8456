import Basis
import Foundation
import TestSupport

/// What Tests/Reference/pytorch.py wrote.
struct PyTorchReference: Decodable {
  struct Activation: Decodable {
    var values: [Double]
    var slopes: [Double]
  }
  struct Loss: Decodable {
    var targets: String
    var loss: Double
    var gradient: [Double]
  }
  struct Schedule: Decodable {
    var rates: [Double]
    var momenta: [Double]
  }
  struct Network: Decodable {
    var features: [Float]
    var labels: [Int32]
    var parameters: [Float]
    var loss: Double
    var gradient: [Double]
    var runningMean: [Double]
    var runningVariance: [Double]
  }

  var points: [Double]
  var activations: [String: Activation]
  var outputs: [Float]
  var labels: [Int32]
  var values: [Float]
  var shares: [Float]
  var losses: [String: Loss]
  var start: [Double]
  var curvature: [Double]
  /// Places after each step.
  var optimizers: [String: [[Double]]]
  /// The optimizer's own rate, and what schedules make of it step by step.
  var rate: Double
  var schedules: [String: Schedule]
  /// Losses, and the rate after each.
  var validation: [Double]
  var plateau: [Double]
  var gradients: [[Float]]
  var clippings: [String: [Double]]
  var network: Network

  static func load() throws -> PyTorchReference {
    try JSONDecoder().decode(PyTorchReference.self, from: Checkout.data("Tests/Reference/pytorch.json"))
  }
}

extension Family {
  /// A member as typed: `adam lr=0.1`, `value 0.75`.
  func read(_ notation: String) throws -> Member {
    var words = notation.split(separator: " ").map(String.init)
    let name = words.removeFirst()
    let positions = type(named: name)?.description.entries.filter(\.isPosition).map(\.name) ?? []
    var places = positions.makeIterator()
    let settings = words.map { word -> (name: String, value: Value) in
      let sides = word.split(separator: "=").map(String.init)
      let key = sides.count == 2 ? sides[0] : places.next() ?? ""
      return (key, Double(sides[sides.count - 1]).map(Value.number) ?? .text(sides[sides.count - 1]))
    }
    return try make(name, settings: settings)
  }
}

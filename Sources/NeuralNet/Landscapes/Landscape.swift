import Basis

/// A function of a few numbers to walk down on, where a step can be followed with pencil and paper.
package protocol Landscape: Item {
  /// Where a walk begins unless one says otherwise; its length is the number of coordinates.
  var start: [Double] { get }
  /// Whether the function takes any number of coordinates, or just as many as `start` has.
  var takesAnyLength: Bool { get }
  /// The lowest point, where there is one that is known.
  func minimum(_ count: Int) -> [Double]?
  func value(_ x: [Double]) -> Double
  func gradient(_ x: [Double]) -> [Double]
  /// Takes what the function itself has of chance.
  mutating func draw(_ random: inout Random)
}

extension Landscape {
  package var takesAnyLength: Bool { false }
  package mutating func draw(_ random: inout Random) {}
}

package enum Landscapes {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any Landscape>(
    "landscape",
    [Slope.self, Bowl.self, RandomBowl.self, Rosenbrock.self, Dip.self, DoubleWell.self])
}

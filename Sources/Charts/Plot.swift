import Basis

/// A drawing as what it shows, before anyone has decided how it looks: a terminal has characters for it, a page SVG.
package struct Plot: Sendable {
  package let title: String
  package let content: Content
  package let size: Size

  package enum Content: Sendable {
    /// Numbers over numbers, each series a line.
    case curves([Series], x: Axis, y: Axis)
    /// One series whose course matters more than its numbers, filled down to zero.
    case area([Point], x: Axis, y: Axis)
    /// Single results, each with how far it is known, and which of them no other beats in both directions.
    case spots([Spot], x: Axis, y: Axis)
    /// Means and how far they are known, one a row.
    case intervals([Row], Axis)
    /// How often numbers fall into equal intervals.
    case histogram(Histogram, Axis)
  }

  /// Small ones stand side by side, to be compared.
  package enum Size: Sendable { case normal, small }

  package init(_ title: String, _ content: Content, size: Size = .normal) {
    self.title = title
    self.content = content
    self.size = size
  }
}

extension Plot {
  package struct Point: Equatable, Sendable {
    package let x: Double
    package let y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }

    package var isFinite: Bool { x.isFinite && y.isFinite }
  }

  package struct Series: Sendable {
    package let name: String
    /// Draws it where there are only characters.
    package let mark: Character
    /// In the order of their x; what is not finite is left out.
    package let points: [Point]
    /// Whether lines lead from point to point.
    package let isJoined: Bool

    package init(_ name: String, mark: Character, _ points: [Point], isJoined: Bool = true) {
      self.isJoined = isJoined
      self.name = name
      self.mark = mark
      self.points = points.filter(\.isFinite)
    }
  }

  package struct Spot: Sendable {
    package let mark: Character
    package let place: Point
    /// How far y is known, to each side.
    package let reach: Double
    package let isOnFront: Bool

    package init(_ mark: Character, _ place: Point, reach: Double, isOnFront: Bool) {
      self.mark = mark
      self.place = place
      self.reach = reach
      self.isOnFront = isOnFront
    }
  }

  package struct Row: Sendable {
    package let label: String
    package let mean: Double
    /// How far the whiskers go to each side; 0 or NaN draws none.
    package let reach: Double
    package let isBest: Bool

    package init(_ label: String, mean: Double, reach: Double, isBest: Bool = false) {
      self.label = label
      self.mean = mean
      self.reach = reach.isFinite ? reach : 0
      self.isBest = isBest
    }
  }

  package struct Axis: Sendable {
    package let title: String
    package let reading: Reading
    /// nil: where numbers are of very different sizes.
    package let isLogarithmic: Bool?

    package init(_ title: String, _ reading: Reading = .plain, isLogarithmic: Bool? = nil) {
      self.title = title
      self.reading = reading
      // Epochs and layers follow each other in equal steps.
      let isCounted = if case .whole = reading { true } else { false }
      self.isLogarithmic = isCounted ? false : isLogarithmic
    }
  }

  /// How the numbers of an axis are written.
  package enum Reading: Sendable {
    case plain
    /// Of things that are counted: there is nothing between 1 and 2.
    case whole
    /// A fraction as per cent.
    case percent
    /// Seconds as a duration.
    case duration

    package func text(_ number: Double) -> String {
      switch self {
      case .plain, .whole: Numbers.measured(number)
      case .percent: Numbers.percent(number)
      case .duration: Numbers.duration(number)
      }
    }
  }
}

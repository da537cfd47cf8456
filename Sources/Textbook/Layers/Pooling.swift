import Basis
import NeuralNet

/// The places of the inputs that each output of a pooling layer stands for.
struct Windows {
  /// [H′·W′·C], each [size²]
  let places: [[Int]]

  init(_ input: Shape, height: Int, width: Int, stride: Int) {
    let channels = input.extents[2]
    var places: [[Int]] = []
    for top in Swift.stride(from: 0, through: input.extents[0] - height, by: stride) {
      for left in Swift.stride(from: 0, through: input.extents[1] - width, by: stride) {
        for c in 0..<channels {
          places.append(
            (top..<top + height).flatMap { row in
              (left..<left + width).map { (row * input.extents[1] + $0) * channels + c }
            })
        }
      }
    }
    self.places = places
  }

  // y = Σ x / |window|    ∂L/∂x = Σ g / |window| over the windows that x lies in
  func mean(_ x: [[Double]]) -> TextbookStep {
    let y = x.map { x in places.map { window in window.reduce(0) { $0 + x[$1] } / Double(window.count) } }
    return TextbookStep(output: y) { g in
      var input = x.map { $0.map { _ in 0.0 } }
      for n in x.indices {
        for (window, g) in zip(places, g[n]) {
          for place in window { input[n][place] += g / Double(window.count) }
        }
      }
      return (input, [])
    }
  }

  // y = max x    ∂L/∂x = Σ g over the windows whose first largest number x is
  func maximum(_ x: [[Double]]) -> TextbookStep {
    let winners = x.map { x in
      places.map { window in window.dropFirst().reduce(window[0]) { x[$1] > x[$0] ? $1 : $0 } }
    }
    let y = zip(x, winners).map { x, winners in winners.map { x[$0] } }
    return TextbookStep(output: y) { g in
      var input = x.map { $0.map { _ in 0.0 } }
      for n in x.indices {
        for (winner, g) in zip(winners[n], g[n]) { input[n][winner] += g }
      }
      return (input, [])
    }
  }
}

extension MaxPooling: TextbookLayer {
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    Windows(pass.input, height: size, width: size, stride: stride ?? size).maximum(x)
  }
}

extension AveragePooling: TextbookLayer {
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    Windows(pass.input, height: size, width: size, stride: stride ?? size).mean(x)
  }
}

extension GlobalAveragePooling: TextbookLayer {
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    Windows(pass.input, height: pass.input.extents[0], width: pass.input.extents[1], stride: 1).mean(x)
  }
}

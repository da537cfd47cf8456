import Basis
import NeuralNet

extension Convolution: TextbookLayer {
  // y[n, i, j, f] = b[f] + Σ x[n, i·s + a − top, j·s + b − left, c]·W[a, b, c, f] over a, b, c, where x is 0 outside
  // x [N, H, W, C]   W [K, K, C, F]   b [F]   y [N, H′, W′, F]
  package func forward(_ x: [[Double]], _ pass: TextbookPass) -> TextbookStep {
    let w = pass.parameters[0]
    let terms = terms(pass.input)
    let y = x.map { x in
      var y = (0..<terms.outputs).map { bias ? pass.parameters[1][$0 % filters] : 0 }
      terms.forEach { y[$0.output] += x[$0.input] * w[$0.weight] }
      return y
    }
    // Each product x·W in y gives g·W to ∂L/∂x and g·x to ∂L/∂W.
    return TextbookStep(output: y) { g in
      var weights = w.map { _ in 0.0 }
      var biases = [Double](repeating: 0, count: filters)
      var input = x.map { $0.map { _ in 0.0 } }
      for n in x.indices {
        terms.forEach { term in
          input[n][term.input] += g[n][term.output] * w[term.weight]
          weights[term.weight] += g[n][term.output] * x[n][term.input]
        }
        for (place, g) in g[n].enumerated() { biases[place % filters] += g }
      }
      return (input, bias ? [weights, biases] : [weights])
    }
  }

  private func terms(_ input: Shape) -> ConvolutionTerms {
    let (height, width) = (input.extents[0], input.extents[1])
    /// Outputs along one side, and zeros before it: with padding as many outputs as strides fit into the image, and half
    /// of the zeros that the last one needs.
    func side(_ size: Int) -> (outputs: Int, before: Int) {
      switch padding {
      case .valid:
        return (Array(Swift.stride(from: 0, through: size - kernel, by: stride)).count, 0)
      case .same:
        let outputs = Array(Swift.stride(from: 0, to: size, by: stride)).count
        return (outputs, max(0, stride * (outputs - 1) + kernel - size) / 2)
      }
    }
    return ConvolutionTerms(
      height: height, width: width, channels: input.extents[2], rows: side(height), columns: side(width),
      kernel: kernel, stride: stride, filters: filters)
  }
}

/// All products of one number and one weight that a convolution adds up, by their places.
private struct ConvolutionTerms {
  let height: Int
  let width: Int
  let channels: Int
  let rows: (outputs: Int, before: Int)
  let columns: (outputs: Int, before: Int)
  let kernel: Int
  let stride: Int
  let filters: Int

  var outputs: Int { rows.outputs * columns.outputs * filters }

  func forEach(_ body: ((input: Int, weight: Int, output: Int)) -> Void) {
    for i in 0..<rows.outputs {
      for j in 0..<columns.outputs {
        for a in 0..<kernel {
          for b in 0..<kernel {
            let (row, column) = (i * stride + a - rows.before, j * stride + b - columns.before)
            guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
            for c in 0..<channels {
              for f in 0..<filters {
                body(
                  (
                    (row * width + column) * channels + c, ((a * kernel + b) * channels + c) * filters + f,
                    (i * columns.outputs + j) * filters + f
                  ))
              }
            }
          }
        }
      }
    }
  }
}

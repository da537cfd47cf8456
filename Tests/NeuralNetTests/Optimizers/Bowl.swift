import Foundation
import NeuralNet
import Textbook

/// A bent bowl to walk down: L(w) = Σ curvatureᵢ·wᵢ²/2 + cos 3wᵢ.
struct Bowl {
  var start: [Double]
  var curvature: [Double]

  func gradient(_ w: [Double]) -> [Double] {
    w.indices.map { curvature[$0] * w[$0] - 3 * sin(3 * w[$0]) }
  }

  /// The place after each step by the optimizer's formula.
  func path(_ optimizer: any TextbookOptimizer, steps: Int) -> [[Double]] {
    var w = start
    var memory = type(of: optimizer).memory.map { _ in w.map { _ in 0.0 } }
    return (1...steps).map { step in
      optimizer.update(&w, gradient(w), memory: &memory, step: step, rate: optimizer.learningRate)
      return w
    }
  }

  /// The same by the optimizer's loop, with the stretch cut at `cuts`.
  func fastPath(
    _ optimizer: any Optimizer, steps: Int, cuts: [Int] = [], momentum: Double? = nil
  ) -> [[Float]] {
    var w = start.map(Float.init)
    var memory = OptimizerMemory(for: optimizer, parameters: w.count)
    return (1...steps).map { step in
      let g = gradient(w.map(Double.init)).map(Float.init)
      optimizer.step(&w, g, &memory.buffers, step: step, cuts: cuts, momentum: momentum)
      return w
    }
  }
}

extension Optimizer {
  /// One update of everything, stretch by stretch.
  func step(
    _ w: inout [Float], _ g: [Float], _ memory: inout [Float], step: Int, cuts: [Int] = [],
    momentum: Double? = nil
  ) {
    let (count, ends) = (w.count, cuts + [w.count])
    w.withUnsafeMutableBufferPointer { w in
      g.withUnsafeBufferPointer { g in
        memory.withUnsafeMutableBufferPointer { memory in
          guard let w = w.baseAddress, let g = g.baseAddress else { return }
          for (start, end) in zip([0] + ends, ends) {
            update(
              UpdateStretch(
                count: end - start, parameters: w + start, gradients: g + start,
                memory: memory.baseAddress.map { $0 + start }, memoryStride: count, step: step,
                rate: learningRate, momentum: momentum))
          }
        }
      }
    }
  }
}

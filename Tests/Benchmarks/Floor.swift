import Basis
import CKernels
import NeuralNet

/// The least that a step could take: its matrix products alone through oneDNN and the optimizer's update, on one thread,
/// with every buffer in place. Two threads that shared this perfectly would take half.
final class Floor {
  private let workload: Workload
  private let layout: NetworkLayout
  private let optimizer: any Optimizer
  private let numbers: UnsafeMutablePointer<Float>
  private let parameters: UnsafeMutablePointer<Float>
  private let gradients: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutablePointer<Float>
  private var convolutions: [Int: OpaquePointer] = [:]

  init(_ workload: Workload) throws {
    self.workload = workload
    layout = try workload.model().network.layout
    optimizer = workload.optimizer
    let widest =
      layout.layers.map { placed in
        // A recurrent layer's states of all steps, of which only the last goes on.
        let states = (placed.layer as? RNN).map { placed.input.extents[0] * $0.units } ?? 0
        return max(placed.input.count, placed.output.count, states)
      }.max() ?? 1
    func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
      let start = UnsafeMutablePointer<Float>.allocate(capacity: count)
      start.initialize(repeating: 0.01, count: count)
      return start
    }
    numbers = zeros(3 * workload.batch * widest)
    parameters = zeros(layout.parameterCount)
    gradients = zeros(layout.parameterCount)
    memory = zeros(2 * layout.parameterCount)
    width = workload.batch * widest
  }

  private let width: Int
  private var steps = 0

  deinit {
    for place in [numbers, parameters, gradients, memory] { place.deallocate() }
    for convolution in convolutions.values { ck_convolution_destroy(convolution) }
  }

  func serve() {
    var errand = Errand()
    repeat { step() } while errand.stepIsDone()
  }

  private func step() {
    let (x, y, g) = (numbers, numbers + width, numbers + 2 * width)
    let n = workload.batch
    for (number, placed) in layout.layers.enumerated() {
      let w = parameters + placed.parameterRange.lowerBound
      let dw = gradients + placed.parameterRange.lowerBound
      let isFirst = number == 0
      switch placed.layer {
      case let layer as Dense:
        products(x, w, y, g, dw, n, placed.input.count, layer.units, isFirst)
      case let layer as RNN:
        let (steps, features) = (placed.input.extents[0], placed.input.extents[1])
        products(x, w, y, g, dw, n * steps, features, layer.units, isFirst)
        for _ in 0..<steps { multiply(false, false, n, layer.units, layer.units, x, w, y) }
        for _ in 0..<steps { multiply(false, true, n, layer.units, layer.units, x, w, y) }
        multiply(true, false, layer.units, layer.units, n * steps, x, g, dw)
      case let layer as Convolution:
        convolve(number, placed, layer, x, w, y, g, dw, isFirst)
      default: break
      }
    }
    steps += 1
    optimizer.update(
      UpdateStretch(
        count: layout.parameterCount, parameters: parameters, gradients: gradients,
        memory: type(of: optimizer).memory.isEmpty ? nil : memory, memoryStride: layout.parameterCount,
        step: steps, rate: 1e-6, momentum: nil))
  }

  /// y = x·W, dW = xᵀ·g, dx = g·Wᵀ
  private func products(
    _ x: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    _ g: UnsafeMutablePointer<Float>, _ dw: UnsafeMutablePointer<Float>, _ n: Int, _ i: Int, _ o: Int,
    _ isFirst: Bool
  ) {
    multiply(false, false, n, o, i, x, w, y)
    multiply(true, false, i, o, n, x, g, dw)
    if !isFirst { multiply(false, true, n, i, o, g, w, y) }
  }

  private func multiply(
    _ transposeA: Bool, _ transposeB: Bool, _ rows: Int, _ columns: Int, _ inner: Int,
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ c: UnsafeMutablePointer<Float>
  ) {
    let done = ck_multiply_by(
      CK_LIBRARY,
      ck_product(
        transposeA: transposeA, transposeB: transposeB, rows: rows, columns: columns, inner: inner, a: a,
        leadingA: transposeA ? rows : inner, b: b, leadingB: transposeB ? inner : columns, bias: nil, c: c,
        leadingC: columns, goesOn: false, upcoming: nil))
    precondition(done, "product of \(rows)×\(inner) and \(inner)×\(columns)")
  }

  private func convolve(
    _ number: Int, _ placed: NetworkLayout.Placed, _ layer: Convolution, _ x: UnsafeMutablePointer<Float>,
    _ w: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>,
    _ dw: UnsafeMutablePointer<Float>, _ isFirst: Bool
  ) {
    let (input, output) = (placed.input.extents, placed.output.extents)
    let count = layer.kernel * layer.kernel * input[2] * layer.filters
    if convolutions[number] == nil {
      convolutions[number] = ck_convolution_create(
        ck_convolution_shape(
          height: input[0], width: input[1], channels: input[2], outHeight: output[0], outWidth: output[1],
          filters: layer.filters, kernel: layer.kernel, stride: 1, top: 1, left: 1, bottom: 1, right: 1,
          bias: true), workload.batch)
    }
    guard let convolution = convolutions[number] else { preconditionFailure("no memory for a convolution") }
    _ = ck_convolution_forward(convolution, x, w, w + count, y)
    _ = ck_convolution_backward_weights(convolution, x, g, dw, dw + count)
    if !isFirst { _ = ck_convolution_backward_input(convolution, g, w, y) }
  }
}

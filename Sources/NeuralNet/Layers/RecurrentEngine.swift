import Basis
import CKernels

/// Runs a recurrent layer: the products with W and U, forwards and backwards through time.
///
/// Inside, time comes first: one step of all samples of a shard is one matrix, and so are all steps together. Each shard
/// has its own stretch of the working memory, in proportion to its samples.
final class RecurrentEngine: LayerEngine {
  private let cell: any RecurrentCell
  private let places: Places
  private let memory: Buffer
  /// For each shard a row of sums.
  private let sums: Buffer
  /// Uᵀ, which every step back multiplies by, for each shard: what another thread wrote would come slowly.
  private let turned: Buffer
  private let returnsSequence: Bool
  private let hasRecurrentBias: Bool

  init(_ layer: any RecurrentLayer, input: Shape, capacity: Int, shards: Int) {
    cell = layer.makeCell()
    places = Places(steps: input.extents[0], features: input.count / input.extents[0], layer)
    memory = Buffer(capacity * places.count)
    sums = Buffer(shards * places.gateWidth)
    turned = Buffer(shards * places.gateWidth * places.units)
    returnsSequence = layer.returned == .sequence
    hasRecurrentBias = cell.separatesRecurrence
  }

  // All steps at once:  A = X·W + b                     X [T·n, F]   W [F, G·H]   b [G·H]   A [T·n, G·H]
  // Then step by step:  P = hₜ₋₁·U,  hₜ = cell(Aₜ, P)    U [H, G·H]   P [n, G·H]   hₜ [n, H]
  // Most cells need Aₜ + P alone, and the product adds to Aₜ at once.
  func forward(_ pass: Pass, phase: Int) {
    let (n, t, f, h, width) = sizes(pass)
    let work = work(pass.rows)
    swapLeading(pass.input + pass.rows.lowerBound * t * f, n, t, f, into: work + n * places.input)
    let gates = work + n * places.gates
    Matrix.multiply(
      work + n * places.input, (t * n, f), pass.parameters, (f, width), bias: pass.parameters + places.bias,
      into: gates)
    (work + n * places.state).update(repeating: 0, count: n * h)
    if cell.carriesCell { (work + n * places.cell).update(repeating: 0, count: n * h) }
    for step in 0..<t {
      let now = cellStep(step, work, pass)
      // h₀ = 0 adds nothing.
      if step > 0 || cell.separatesRecurrence {
        Matrix.multiply(
          now.before, (n, h), pass.parameters + places.recurrentWeights, (h, width),
          goesOn: !cell.separatesRecurrence, into: now.recurrent)
      }
      cell.forward(now)
    }
    if returnsSequence {
      swapLeading(work + n * (places.state + h), t, n, h, into: pass.output + pass.rows.lowerBound * t * h)
    } else {
      (pass.output + pass.rows.lowerBound * h).update(from: work + n * (places.state + t * h), count: n * h)
    }
  }

  // Step by step back:   ∂L/∂Aₜ, ∂L/∂Pₜ = cell(∂L/∂hₜ),   ∂L/∂hₜ₋₁ = gₜ₋₁ + ∂L/∂Pₜ·Uᵀ (+ what the cell passes by)
  // Then all at once:    ∂L/∂W = Xᵀ·∂L/∂A    ∂L/∂b = Σ ∂L/∂A    ∂L/∂X = ∂L/∂A·Wᵀ    ∂L/∂U = Σₜ hₜ₋₁ᵀ·∂L/∂Pₜ
  // gₜ: ∂L/∂hₜ as the layer above gives it [n, H]; with return=last it is 0 before the last step.
  func backward(_ pass: Pass, phase: Int) {
    guard let g = pass.outputGradient else { return }
    let (n, t, f, h, width) = sizes(pass)
    let work = work(pass.rows)
    let slopes = work + n * places.stateGradient
    // Whether something is there before what passes through U is added to it.
    let addsUp = returnsSequence || cell.passesBy
    if returnsSequence {
      slopes.update(repeating: 0, count: n * h)
      swapLeading(g + pass.rows.lowerBound * t * h, n, t, h, into: slopes + n * h)
    } else {
      if addsUp { slopes.update(repeating: 0, count: n * t * h) }
      (slopes + n * t * h).update(from: g + pass.rows.lowerBound * h, count: n * h)
    }
    if cell.carriesCell { (work + n * places.cellGradient).update(repeating: 0, count: n * h) }
    let gates = work + n * places.gates
    let recurrent = work + n * places.recurrent
    let turned = turned.start + pass.shard * width * h
    ck_transpose(h, width, pass.parameters + places.recurrentWeights, turned)
    for step in (0..<t).reversed() {
      let now = cellStep(step, work, pass)
      cell.backward(now)
      guard step > 0 else { break }
      Matrix.multiply(
        now.recurrent, (n, width), turned, (width, h), goesOn: addsUp, into: now.beforeGradient)
    }
    if let gradients = pass.gradients {
      Matrix.multiplyTransposed(work + n * places.input, (t * n, f), gates, (t * n, width), into: gradients)
      Matrix.multiplyTransposed(
        work + n * places.state, (t * n, h), recurrent, (t * n, width),
        into: gradients + places.recurrentWeights)
      ck_column_sums(t * n, width, gates, gradients + places.bias)
      if hasRecurrentBias {
        let sums = sums.start + pass.shard * width
        ck_column_sums(t * n, width, recurrent, sums)
        (gradients + places.bias + width).update(from: sums + width - h, count: h)
      }
    }
    if let inputGradient = pass.inputGradient {
      let byStep = work + n * places.inputGradient
      Matrix.multiply(gates, (t * n, width), byTransposed: pass.parameters, (f, width), into: byStep)
      swapLeading(byStep, t, n, f, into: inputGradient + pass.rows.lowerBound * t * f)
    }
  }

  private func sizes(_ pass: Pass) -> (n: Int, t: Int, f: Int, h: Int, width: Int) {
    (pass.rows.count, places.steps, places.features, places.units, places.gateWidth)
  }

  private func work(_ rows: Range<Int>) -> UnsafeMutablePointer<Float> {
    memory.start + rows.lowerBound * places.count
  }

  private func cellStep(_ step: Int, _ work: UnsafeMutablePointer<Float>, _ pass: Pass) -> CellStep {
    let (n, _, _, h, width) = sizes(pass)
    let state = work + n * (places.state + step * h)
    let memory = work + n * (places.cell + (cell.carriesCell ? step * h : 0))
    let slope = work + n * (places.stateGradient + step * h)
    return CellStep(
      rows: n, units: h, gates: work + n * (places.gates + step * width),
      recurrent: work + n * (places.recurrent + step * width),
      recurrentBias: pass.parameters + places.bias + (hasRecurrentBias ? width : 0),
      before: UnsafePointer(state), state: state + n * h,
      cellBefore: UnsafePointer(memory), cell: memory + n * h,
      stateGradient: UnsafePointer(slope + n * h), beforeGradient: slope,
      cellGradient: work + n * places.cellGradient)
  }

  /// [outer, inner, width] to [inner, outer, width]
  private func swapLeading(
    _ source: UnsafePointer<Float>, _ outer: Int, _ inner: Int, _ width: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<inner {
      for o in 0..<outer {
        let (from, to) = (source + (o * inner + i) * width, target + (i * outer + o) * width)
        for k in 0..<width { to[k] = from[k] }
      }
    }
  }
}

extension RecurrentEngine {
  /// Where everything lies: in the layer's parameters, and in the working memory of one sample (times n for a shard).
  struct Places {
    let steps: Int
    let features: Int
    let units: Int
    /// G·H
    let gateWidth: Int

    let recurrentWeights: Int
    let bias: Int

    /// X, and ∂L/∂X
    let input = 0
    let inputGradient: Int
    let gates: Int
    /// The same place, where the cell does not keep the two apart.
    let recurrent: Int
    /// h₀ … h_T, and ∂L/∂h of each
    let state: Int
    let stateGradient: Int
    /// c₀ … c_T, and ∂L/∂c of one step
    let cell: Int
    let cellGradient: Int
    let count: Int

    init(steps: Int, features: Int, _ layer: any RecurrentLayer) {
      let (units, width) = (layer.units, layer.gates.count * layer.units)
      let cell = layer.makeCell()
      (self.steps, self.features, self.units, gateWidth) = (steps, features, units, width)
      recurrentWeights = features * width
      bias = recurrentWeights + units * width
      var next = steps * features
      func take(_ numbers: Int) -> Int {
        defer { next += numbers }
        return next
      }
      inputGradient = take(steps * features)
      gates = take(steps * width)
      recurrent = cell.separatesRecurrence ? take(steps * width) : gates
      state = take((steps + 1) * units)
      stateGradient = take((steps + 1) * units)
      self.cell = take(cell.carriesCell ? (steps + 1) * units : 0)
      cellGradient = take(units)
      count = next
    }
  }
}

extension RecurrentEngine: TimeEngine {
  var steps: Int { places.steps }

  /// Left over from the latest pass backwards.
  func stateGradient(at step: Int, shards: [Range<Int>]) -> TensorStatistics {
    TensorStatistics(
      of: memory.start,
      at: shards.map { rows in
        let n = rows.count
        let start = rows.lowerBound * places.count + n * (places.stateGradient + (step + 1) * places.units)
        return start..<start + n * places.units
      })
  }
}

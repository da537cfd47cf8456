import CKernels

/// Products of row-major matrices, in the calling thread.
enum Matrix {
  /// c = a·b
  static func multiply(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    _ b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int), into c: UnsafeMutablePointer<Float>
  ) {
    multiply(a, sizeA.columns, false, b, sizeB.columns, false, sizeA.rows, sizeB.columns, sizeB.rows, c)
  }

  /// c = aᵀ·b, sizes as stored.
  static func multiplyTransposed(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    _ b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int), into c: UnsafeMutablePointer<Float>
  ) {
    multiply(a, sizeA.columns, true, b, sizeB.columns, false, sizeA.columns, sizeB.columns, sizeB.rows, c)
  }

  /// c = a·bᵀ, sizes as stored.
  static func multiply(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    byTransposed b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int),
    into c: UnsafeMutablePointer<Float>
  ) {
    multiply(a, sizeA.columns, false, b, sizeB.columns, true, sizeA.rows, sizeB.rows, sizeB.columns, c)
  }

  private static func multiply(
    _ a: UnsafePointer<Float>, _ leadingA: Int, _ transposeA: Bool,
    _ b: UnsafePointer<Float>, _ leadingB: Int, _ transposeB: Bool,
    _ rows: Int, _ columns: Int, _ inner: Int, _ c: UnsafeMutablePointer<Float>
  ) {
    let worked = ck_multiply(
      transposeA, transposeB, rows, columns, inner, a, leadingA, b, leadingB, c, columns)
    precondition(worked, "oneDNN refused a product of \(rows)×\(inner) and \(inner)×\(columns)")
  }
}

import CKernels

/// Products of row-major matrices, in the calling thread.
enum Matrix {
  /// c = a·b, plus the bias in every row if there is one, or plus what c holds if it goes on.
  static func multiply(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    _ b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int), bias: UnsafePointer<Float>? = nil,
    goesOn: Bool = false, into c: UnsafeMutablePointer<Float>
  ) {
    multiply(
      ck_product(
        transposeA: false, transposeB: false, rows: sizeA.rows, columns: sizeB.columns, inner: sizeB.rows,
        a: a, leadingA: sizeA.columns, b: b, leadingB: sizeB.columns, bias: bias, c: c,
        leadingC: sizeB.columns, goesOn: goesOn, upcoming: nil))
  }

  /// c = aᵀ·b, sizes as stored; or only these rows of c, columns of a. `upcoming`, as large as all of c, is what this
  /// thread alone uses and will write next.
  static func multiplyTransposed(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    _ b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int), rows: Range<Int>? = nil,
    into c: UnsafeMutablePointer<Float>, upcoming: UnsafeMutablePointer<Float>? = nil
  ) {
    let rows = rows ?? 0..<sizeA.columns
    multiply(
      ck_product(
        transposeA: true, transposeB: false, rows: rows.count, columns: sizeB.columns, inner: sizeB.rows,
        a: a + rows.lowerBound, leadingA: sizeA.columns, b: b, leadingB: sizeB.columns, bias: nil,
        c: c + rows.lowerBound * sizeB.columns, leadingC: sizeB.columns, goesOn: false,
        upcoming: upcoming.map { $0 + rows.lowerBound * sizeB.columns }))
  }

  /// c = a·bᵀ, sizes as stored.
  static func multiply(
    _ a: UnsafePointer<Float>, _ sizeA: (rows: Int, columns: Int),
    byTransposed b: UnsafePointer<Float>, _ sizeB: (rows: Int, columns: Int),
    into c: UnsafeMutablePointer<Float>
  ) {
    multiply(
      ck_product(
        transposeA: false, transposeB: true, rows: sizeA.rows, columns: sizeB.rows, inner: sizeB.columns,
        a: a, leadingA: sizeA.columns, b: b, leadingB: sizeB.columns, bias: nil, c: c, leadingC: sizeB.rows,
        goesOn: false, upcoming: nil))
  }

  private static func multiply(_ product: ck_product) {
    let worked = ck_multiply(product)
    precondition(
      worked,
      "oneDNN refused a product of \(product.rows)×\(product.inner) and \(product.inner)×\(product.columns)")
  }
}

/// Mean, variance and extremes of every feature over some rows; numbers in two passes in Double. Missing numbers
/// (NaN) are left out.
package struct Moments: Equatable, Sendable {
  package let counts: [Int]
  package let means: [Double]
  /// Σ(x − mean)² / n: the spread of these very numbers, not an estimate of a larger population's.
  package let variances: [Double]
  package let minima: [Float]
  package let maxima: [Float]

  package init(_ source: FeatureRows) {
    switch source.store {
    case .numbers(let numbers): self.init(numbers, width: source.width, rows: source.rows)
    case .bytes(let bytes): self.init(bytes, width: source.width, rows: source.rows)
    }
  }

  private init(_ features: [Float], width: Int, rows: [Int]) {
    var counts = [Int](repeating: 0, count: width)
    var means = [Double](repeating: 0, count: width)
    var squares = means
    var minima = [Float](repeating: .infinity, count: width)
    var maxima = [Float](repeating: -.infinity, count: width)
    // Columns do not depend on each other, so without branches these loops become vector instructions.
    features.withUnsafeBufferPointer { features in
      counts.withUnsafeMutableBufferPointer { counts in
        means.withUnsafeMutableBufferPointer { sums in
          minima.withUnsafeMutableBufferPointer { minima in
            maxima.withUnsafeMutableBufferPointer { maxima in
              for row in rows {
                let line = UnsafeBufferPointer(rebasing: features[row * width..<(row + 1) * width])
                for column in 0..<width {
                  let x = line[column]
                  counts[column] &+= x.isNaN ? 0 : 1
                  sums[column] += x.isNaN ? 0 : Double(x)
                  minima[column] = x < minima[column] ? x : minima[column]
                  maxima[column] = x > maxima[column] ? x : maxima[column]
                }
              }
            }
          }
        }
      }
      for column in 0..<width { means[column] /= Double(max(1, counts[column])) }
      means.withUnsafeBufferPointer { means in
        squares.withUnsafeMutableBufferPointer { squares in
          for row in rows {
            let line = UnsafeBufferPointer(rebasing: features[row * width..<(row + 1) * width])
            for column in 0..<width {
              let x = line[column]
              let distance = Double(x) - means[column]
              squares[column] += x.isNaN ? 0 : distance * distance
            }
          }
        }
      }
    }
    self.counts = counts
    self.means = means
    variances = (0..<width).map { squares[$0] / Double(max(1, counts[$0])) }
    self.minima = minima
    self.maxima = maxima
  }

  /// Bytes in one pass, because their sums and sums of squares are exact: n·Σ(x − mean)² = n·Σx² − (Σx)².
  private init(_ bytes: [UInt8], width: Int, rows: [Int]) {
    var sums = [UInt64](repeating: 0, count: width)
    var squares = sums
    var minima = [UInt8](repeating: .max, count: width)
    var maxima = [UInt8](repeating: 0, count: width)
    // 65,000 squares of bytes fit into 32 bits.
    for start in stride(from: 0, to: rows.count, by: 65_000) {
      let some = rows[start..<min(rows.count, start + 65_000)]
      let sub = Moments.sums(bytes, width: width, rows: some, &minima, &maxima)
      for column in 0..<width {
        sums[column] += UInt64(sub.sums[column])
        squares[column] += UInt64(sub.squares[column])
      }
    }
    let count = UInt64(max(1, rows.count))
    counts = Array(repeating: rows.count, count: width)
    means = sums.map { Double($0) / Double(count) }
    variances = (0..<width).map { column in
      Double(count * squares[column] - sums[column] * sums[column]) / (Double(count) * Double(count))
    }
    self.minima = rows.isEmpty ? Array(repeating: .infinity, count: width) : minima.map { Float($0) }
    self.maxima = rows.isEmpty ? Array(repeating: -.infinity, count: width) : maxima.map { Float($0) }
  }

  private static func sums(
    _ bytes: [UInt8], width: Int, rows: ArraySlice<Int>, _ minima: inout [UInt8], _ maxima: inout [UInt8]
  ) -> (sums: [UInt32], squares: [UInt32]) {
    var sums = [UInt32](repeating: 0, count: width)
    var squares = sums
    bytes.withUnsafeBufferPointer { bytes in
      sums.withUnsafeMutableBufferPointer { sums in
        squares.withUnsafeMutableBufferPointer { squares in
          minima.withUnsafeMutableBufferPointer { minima in
            maxima.withUnsafeMutableBufferPointer { maxima in
              for row in rows {
                let line = UnsafeBufferPointer(rebasing: bytes[row * width..<(row + 1) * width])
                for column in 0..<width {
                  let x = line[column]
                  sums[column] &+= UInt32(x)
                  squares[column] &+= UInt32(UInt16(x) &* UInt16(x))
                  minima[column] = min(minima[column], x)
                  maxima[column] = max(maxima[column], x)
                }
              }
            }
          }
        }
      }
    }
    return (sums, squares)
  }

  /// Standard deviations, with 0 for a feature that never changes (rounding in the mean must not invent a
  /// spread).
  package var deviations: [Double] {
    variances.indices.map { minima[$0] < maxima[$0] ? variances[$0].squareRoot() : 0 }
  }
}

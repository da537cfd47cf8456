import Basis
import CZlib
import DataSets
import Foundation
import Testing

/// The `Problem` that `body` throws; records an issue if it throws none.
func problem(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
)
  -> Problem
{
  do {
    try body()
  } catch let problem as Problem {
    return problem
  } catch {
    Issue.record("threw \(error), which is no Problem", sourceLocation: sourceLocation)
    return Problem("")
  }
  Issue.record("threw nothing \(comment.map { "\($0)" } ?? "")", sourceLocation: sourceLocation)
  return Problem("")
}

/// Packs bytes as gzip, by zlib.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  var source = bytes
  var target = [UInt8](repeating: 0, count: bytes.count + 1000)
  let status = deflateInit2_(
    &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  #expect(status == Z_OK)
  let count = source.withUnsafeMutableBufferPointer { source in
    target.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return target.count - Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  return Array(target[..<count])
}

func base64(_ text: String) -> [UInt8] { Data(base64Encoded: text).map { [UInt8]($0) } ?? [] }

/// Four bytes, most significant first.
func bigEndian(_ number: UInt32) -> [UInt8] {
  (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

extension Targets {
  var labels: [Int32] { if case .classes(let labels, _) = self { labels } else { [] } }
  var numbers: [Float] { if case .values(let values, _) = self { values } else { [] } }
}

/// A table with numbered rows, so that a row can be recognized wherever it lands: feature 0 is the row's
/// number.
func numberedRows(_ labels: [Int32], classes: [String], ownTest: Range<Int>? = nil) -> RawData {
  RawData(
    name: "rows", title: "rows", task: .classification(classes: classes), featureNames: ["row"],
    samples: Samples(
      shape: [1], features: labels.indices.map { Float($0) }, targets: .classes(labels, count: classes.count)),
    facts: Facts(origin: "a test"), ownTest: ownTest, scaling: NoScaling())
}

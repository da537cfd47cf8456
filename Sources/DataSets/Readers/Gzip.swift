import Basis
import CZlib

/// Unpacks gzip piece by piece, so that only as much is unpacked as the reader asks for: a small file that
/// unpacks to terabytes does no harm. Verifies the checksum that ends each member.
final class Gzip {
  private let packed: [UInt8]
  private let path: String
  private var position = 0
  private var stream = z_stream()
  private var isDone = false

  static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  init(_ packed: [UInt8], path: String) {
    self.packed = packed
    self.path = path
    // 15 bits of window, plus 16: expect a gzip header. Fails only where memory is out.
    let status = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "inflateInit2 gave \(status)")
  }

  deinit { inflateEnd(&stream) }

  /// The next bytes, at most `most`; fewer only at the end of the data, after its checksum was found right.
  func read(_ most: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(most, 1 << 18))
    while result.count < most, !isDone {
      let count = try inflate(into: &piece, most: min(piece.count, most - result.count))
      result.append(contentsOf: piece[..<count])
    }
    return result
  }

  private func inflate(into piece: inout [UInt8], most: Int) throws -> Int {
    let available = min(packed.count - position, 1 << 30)
    let (status, read, written) = packed.withUnsafeBufferPointer { source in
      piece.withUnsafeMutableBufferPointer { target -> (Int32, Int, Int) in
        // zlib does not write to its input; its C interface merely lacks the const.
        stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + position) }
        stream.avail_in = UInt32(available)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(most)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, available - Int(stream.avail_in), most - Int(stream.avail_out))
      }
    }
    position += read
    switch status {
    case Z_OK: break
    case Z_STREAM_END: try finishMember()
    case Z_BUF_ERROR where position == packed.count:
      throw broken(
        "ends in the middle of the compressed data", advice: "it was probably cut off: fetch it again")
    case Z_MEM_ERROR: throw Problem("memory ran out while unpacking \(Files.shown(path))")
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "code \(status)"
      throw broken("is damaged (\(reason))", advice: "fetch it again")
    }
    return written
  }

  /// A gzip file may hold several members one after the other; they unpack to one stretch of bytes.
  private func finishMember() throws {
    if position == packed.count {
      isDone = true
    } else if packed[position...].starts(with: [0x1F, 0x8B]) {
      let status = inflateReset(&stream)
      precondition(status == Z_OK, "inflateReset gave \(status)")
    } else {
      throw broken(
        "goes on for \(Numbers.grouped(packed.count - position)) bytes after the end of the compressed data",
        advice: "fetch it again")
    }
  }

  private func broken(_ what: String, advice: String) -> Problem {
    Problem("the gzip file \(Files.shown(path)) \(what)", advice: advice, kind: .malformed)
  }
}

/// Floats at an address that vectors like. Not cleared, so that pages nobody writes cost no memory.
final class Buffer {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    // 64 bytes: one vector and one line of the cache.
    start = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(1, count))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }

  func load(_ numbers: [Float]) {
    precondition(numbers.count == count, "\(numbers.count) numbers for a buffer of \(count)")
    numbers.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { start.update(from: first, count: count) }
    }
  }

  func store(into numbers: inout [Float]) {
    precondition(numbers.count == count, "a buffer of \(count) for \(numbers.count) numbers")
    numbers.withUnsafeMutableBufferPointer { target in
      if let first = target.baseAddress { first.update(from: start, count: count) }
    }
  }
}

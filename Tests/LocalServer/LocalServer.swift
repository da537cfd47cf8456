import Foundation

/// A web server on this machine alone, for one test: answers every request by a function, honestly or not.
package final class LocalServer: @unchecked Sendable {  // Its state is behind the lock.
  package struct Request: Sendable {
    package let path: String
    /// Of `Range: bytes=START-`.
    package let start: Int?
  }

  package struct Answer: Sendable {
    package var status = 200
    package var headers: [String] = []
    package var body: [UInt8] = []
    /// What Content-Length says; nil says nothing.
    package var length: Int?
    /// Whether the connection stays open and silent behind the body.
    package var stalls = false
    /// Whether the body is sent over and over.
    package var isEndless = false

    package init(_ body: [UInt8]) {
      self.body = body
      length = body.count
    }

    package init(status: Int, headers: [String] = []) {
      (self.status, self.headers, length) = (status, headers, 0)
    }

    /// What an honest server makes of a file and a request.
    package init(file: [UInt8], for request: Request) {
      let start = request.start ?? 0
      guard start < file.count else {
        self.init(status: 416)
        return
      }
      self.init(Array(file[start...]))
      if request.start == nil { return }
      status = 206
      headers = ["Content-Range: bytes \(start)-\(file.count - 1)/\(file.count)"]
    }
  }

  package struct Failure: Error { let what: String }

  package let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Request) -> Answer
  private let lock = NSLock()
  private var seen: [Request] = []
  private var isOpen = true

  package init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    // Clients that go away in the middle are what this is about.
    signal(SIGPIPE, SIG_IGN)
    self.answer = answer
    #if os(Linux)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    listener = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = self.listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound else { throw Failure(what: "no server: \(errno)") }
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      // Closed here, where it is used: elsewhere its number could meanwhile become another server's.
      defer { Foundation.close(listener) }
      while self?.isListening == true {
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 50) > 0 else { continue }
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        guard let self else {
          Foundation.close(connection)
          break
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  deinit { close() }

  package var address: String { "http://127.0.0.1:\(port)" }

  package var requests: [Request] { lock.withLock { seen } }

  package func close() {
    let wasOpen = lock.withLock {
      defer { isOpen = false }
      return isOpen
    }
    // Refuses whoever comes from now on, and wakes the thread that waits.
    if wasOpen { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  private var isListening: Bool { lock.withLock { isOpen } }

  private func serve(_ connection: Int32) {
    defer { Foundation.close(connection) }
    guard let request = LocalServer.request(from: connection) else { return }
    lock.withLock { seen.append(request) }
    let answer = answer(request)
    let head =
      ["HTTP/1.1 \(answer.status) Answer"] + answer.headers
      + (answer.length.map { ["Content-Length: \($0)"] } ?? []) + ["Connection: close", "", ""]
    guard LocalServer.send(Array(head.joined(separator: "\r\n").utf8), to: connection) else { return }
    repeat {
      guard LocalServer.send(answer.body, to: connection) else { return }
    } while answer.isEndless
    // Until the other side has gone.
    var byte: UInt8 = 0
    if answer.stalls { while read(connection, &byte, 1) > 0 {} }
  }

  private static func request(from connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let count = read(connection, &piece, piece.count)
      guard count > 0 else { return nil }
      bytes += piece[..<count]
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count > 1 else { return nil }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    return Request(
      path: String(words[1]), start: range.flatMap { Int($0.dropFirst(13).prefix { $0.isNumber }) })
  }

  private static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

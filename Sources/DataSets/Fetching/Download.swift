import Basis
import Foundation

/// That one address does not have a file, or not now; another may.
struct AddressFailure: Error {
  let problem: Problem
  /// Whether it was the part that it could not go on with, which is gone now: it may have the whole.
  var mayHaveTheWhole = false
}

/// One file from one address, through the program curl, into a part that a later try goes on with.
struct Download {
  let file: Release.File
  /// Of the file itself.
  let address: String
  /// Where the beginning of the file is, or will be.
  let part: String

  /// Ends with the part as long as the file should be. Throws an `AddressFailure`, or a `Problem` where no other address
  /// could help; the part is gone where it cannot be the beginning of the file.
  func run(isStopped: () -> Bool, progress: (Int) throws -> Void) throws {
    var have = Files.exists(part) ? try Files.size(of: part) : 0
    if have > file.bytes {
      try Download.remove(part)
      have = 0
    }
    if have == file.bytes { return }
    let target = try WrittenFile(part)
    let start = have
    let curl = try Subprocess(
      arguments(from: have),
      purpose: "it is what fetches files; \(address) can be fetched with anything else, too")
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    reading: while true {
      if isStopped() {
        throw Problem(
          "stopped: \(Numbers.bytes(have)) of \(file.name) are kept, and the same command goes on from there",
          kind: .interrupted)
      }
      switch curl.read(into: &buffer, milliseconds: 100) {
      case .nothing: try progress(have)
      case .bytes(let count):
        guard have + count <= file.bytes else {
          _ = curl.stop()
          try Download.remove(part)
          throw failure("sends more than the \(Numbers.grouped(file.bytes)) bytes of \(file.name)")
        }
        try target.write(buffer[..<count])
        have += count
        try progress(have)
      case .end: break reading
      }
    }
    let complaint = curl.complaint()
    let code = curl.wait()
    if code == 0, have == file.bytes { return try target.finish() }
    let trouble = CurlTrouble(code: code, complaint: complaint)
    if code == 0 || trouble.spoilsPart { try Download.remove(part) }
    if code == 0 {
      throw failure(
        "sent \(Numbers.grouped(have)) bytes where \(file.name) has \(Numbers.grouped(file.bytes)): another file"
      )
    }
    var failure = failure(trouble.phrase + (have > 0 && !trouble.spoilsPart ? kept(have) : ""))
    failure.mayHaveTheWhole = trouble.spoilsPart && code != 63 && start > 0
    throw failure
  }

  /// No configuration file, no other protocol, no patterns in addresses, no end of redirections, no endless wait.
  private func arguments(from start: Int) -> [String] {
    let scheme = String(address.prefix { $0 != ":" })
    // Who was asked in confidence must not send on to someone who is not; the checksum decides in any case.
    let onwards = scheme == "http" ? "=http,https" : "=https"
    return [
      "curl", "-q", "--silent", "--show-error", "--no-buffer", "--fail", "--location", "--globoff", "--proto",
      "=" + scheme,
      "--proto-redir", onwards, "--max-redirs", "10", "--connect-timeout", "30", "--speed-limit", "1",
      "--speed-time", "60", "--max-filesize", "\(file.bytes)", "--url", address,
    ] + (isLocal ? ["--noproxy", "*"] : []) + (start > 0 ? ["--continue-at", "\(start)"] : [])
  }

  /// A proxy's idea of this machine is another one.
  private var isLocal: Bool {
    let machine = Release.host(of: address).prefix { $0 != ":" }
    return ["localhost", "127.0.0.1"].contains(machine)
  }

  private func kept(_ have: Int) -> String {
    " (\(Numbers.bytes(have)) of \(Numbers.bytes(file.bytes)) are kept, and the same command goes on from there)"
  }

  private func failure(_ what: String) -> AddressFailure {
    AddressFailure(
      problem: Problem("\(Release.host(of: address)) \(what)", kind: .missingInput))
  }

  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw Problem("\(Files.shown(path)) cannot be removed: \(String(cString: strerror(errno)))")
    }
  }
}

import Basis
import Foundation
import Lab

/// Reads whole files and standard input, whatever they turn out to be.
enum Input {
  static let mostBytes = 64 << 20

  static func bytes(ofFile path: String) throws(Problem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    return try bytes(from: descriptor, called: path)
  }

  static func standardInput() throws(Problem) -> [UInt8] {
    try bytes(from: STDIN_FILENO, called: "standard input")
  }

  private static func bytes(from descriptor: Int32, called name: String) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(name, errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= mostBytes else {
        throw Problem(
          "\(name) is longer than \(mostBytes >> 20) MB",
          advice: "a script is plain text with one command a line",
          kind: .malformed)
      }
    }
  }

  private static func unreadable(_ name: String, _ code: Int32) -> Problem {
    let reason: String
    var advice: String?
    switch code {
    case ENOENT, ENOTDIR:
      reason = "there is no file \(name)"
      advice = self.advice(insteadOfFile: name)
    case EISDIR: reason = "\(name) is a folder, not a script"
    default: reason = "cannot read \(name): \(String(cString: strerror(code)))"
    }
    return Problem(reason, advice: advice, kind: .missingInput)
  }

  /// Who names no file may have meant a command.
  private static func advice(insteadOfFile name: String) -> String? {
    let words = name.split(separator: " ").map(String.init)
    if Subcommand(rawValue: name) != nil { return "\(name) stands first: descent \(name) …" }
    return Commands.match(words) == nil ? nil : "commands of the lab stand behind -c: descent -c '\(name)'"
  }
}

import Foundation
import PseudoTerminal
import TestSupport

/// A terminal with the program at its prompt: what a person would see and type.
final class Terminal {
  /// Long, because a busy machine is no failure; only what never comes takes this long.
  static let patienceSeconds = 60.0
  static let prompt = "› "

  enum Failure: Error { case system(String), neverCame(String, seen: String) }

  /// Everything that appeared, without escape sequences and carriage returns.
  private(set) var screen = ""
  /// The same as the terminal received it.
  private(set) var received = ""
  private let keyboard: Int32
  private let process: pid_t
  /// How much of `screen` earlier waits have already accepted.
  private var seen = 0
  private var bytes: [UInt8] = []

  init(
    program: String = Program.path, _ arguments: [String] = [], home: Scratch,
    environment more: [String: String] = [:], columns: UInt16 = 80
  ) throws {
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let settings = Program.environment(home: home, more).map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var descriptor: Int32 = -1
    process = pseudo_terminal_start(words, settings, columns, &descriptor)
    keyboard = descriptor
    guard process > 0 else { throw Failure.system("no terminal: \(errno)") }
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(keyboard)
  }

  // MARK: Hands

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
  }

  /// Types; `\u{03}` is Ctrl-C.
  func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Types a line once the prompt is there, and waits for the next prompt. Returns what came in between.
  @discardableResult
  func enter(_ line: String) throws -> String {
    type(line + "\r")
    try wait(for: "\n")
    return try wait(for: Terminal.prompt)
  }

  /// As terminals paste into programs that ask for it.
  func paste(_ text: String) { type("\u{1B}[200~" + text + "\u{1B}[201~") }

  func send(_ signal: Int32) { kill(process, signal) }

  // MARK: Eyes

  /// Waits until `text` appears after what was waited for before. Returns everything up to it.
  @discardableResult
  func wait(for text: String) throws -> String {
    let deadline = Date().addingTimeInterval(Terminal.patienceSeconds)
    while true {
      let start = screen.utf8.index(screen.startIndex, offsetBy: seen)
      if let found = screen.range(of: text, range: start..<screen.endIndex) {
        seen = screen.utf8.distance(from: screen.startIndex, to: found.upperBound)
        return String(screen[start..<found.upperBound])
      }
      guard try readMore(until: deadline) else { throw Failure.neverCame(text, seen: screen) }
    }
  }

  /// The exit code, or the negative number of the signal that ended the program. What appeared is on the screen.
  func waitForEnd() throws -> Int32 {
    let deadline = Date().addingTimeInterval(Terminal.patienceSeconds)
    while try readMore(until: deadline) {}
    var status: Int32 = 0
    guard Date() < deadline, waitpid(process, &status, 0) == process else {
      throw Failure.neverCame("the end", seen: screen)
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// Whether lines are edited and shown by the terminal itself, as programs expect to find it.
  var isInUsualMode: Bool {
    var mode = termios()
    guard tcgetattr(keyboard, &mode) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return mode.c_lflag & wanted == wanted
  }

  /// False at the end of everything, or when time is up.
  private func readMore(until deadline: Date) throws -> Bool {
    var source = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    let left = deadline.timeIntervalSinceNow
    guard left > 0, poll(&source, 1, Int32(left * 1000)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(keyboard, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count]
    received = String(decoding: bytes, as: UTF8.self)
    screen = Terminal.plain(received)
    return true
  }

  private static func plain(_ text: String) -> String {
    text.replacing(
      #/\u{1B}\[[0-9;?]*[A-Za-z]|\r|\u{7}|\u{1}|\u{2}/#.matchingSemantics(.unicodeScalar), with: "")
  }
}

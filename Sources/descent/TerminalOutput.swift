import Basis
import Foundation
import Lab

/// Results to standard output, talk and progress to standard error.
final class TerminalOutput: Output {
  let isJSON: Bool
  let resultPalette: Palette
  let talkPalette: Palette
  let showsProgress: Bool
  private let environment: [String: String]
  private let isQuiet: Bool
  private var progressIsShown = false

  init(colour: ColourChoice, isJSON: Bool, isQuiet: Bool, environment: [String: String]) {
    self.isJSON = isJSON
    self.environment = environment
    self.isQuiet = isQuiet
    func palette(_ descriptor: Int32) -> Palette {
      let isTerminal = TerminalOutput.isTerminal(descriptor)
      guard colour.allowsColour(onTerminal: isTerminal, environment: environment) else { return .plain }
      let isFull = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
      return .coloured.showing(isFull ? .full : .cube)
    }
    // Escape sequences inside JSON would be data.
    resultPalette = isJSON ? .plain : palette(STDOUT_FILENO)
    talkPalette = palette(STDERR_FILENO)
    let canRewriteLines = TerminalOutput.isTerminal(STDERR_FILENO) && environment["TERM"] != "dumb"
    showsProgress = canRewriteLines && !isQuiet && (environment["CI"] ?? "").isEmpty
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Asked anew each time, because windows change their size.
  var width: Int {
    if let columns = environment["COLUMNS"].flatMap(Int.init), columns > 0 { return min(columns, 1000) }
    if let columns = TerminalOutput.columns(STDOUT_FILENO) { return columns }
    return min(80, TerminalOutput.columns(STDERR_FILENO) ?? 80)
  }

  private static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  func write(_ text: String) {
    progress(nil)
    TerminalOutput.write(text, to: STDOUT_FILENO)
  }

  func talk(_ text: String) {
    progress(nil)
    TerminalOutput.write(text, to: STDERR_FILENO)
  }

  func note(_ text: String) {
    if !isQuiet { talk(text) }
  }

  /// Where the prompt appears: with the results if those are seen, else with the talk.
  var promptPalette: Palette { TerminalOutput.isTerminal(STDOUT_FILENO) ? resultPalette : talkPalette }

  /// A line as if it had been typed.
  func showTyped(_ line: String) {
    let isSeen = TerminalOutput.isTerminal(STDOUT_FILENO)
    TerminalOutput.write(promptPalette.paint(line, .faint) + "\n", to: isSeen ? STDOUT_FILENO : STDERR_FILENO)
  }

  /// A problem of the program's own arguments, which have no line to point at.
  func complain(_ problem: Problem) {
    talk(
      talkPalette.paint("descent: \(problem.message)", .bad) + "\n" + (problem.advice.map { $0 + "\n" } ?? "")
    )
  }

  func progress(_ line: String?) {
    guard showsProgress, progressIsShown || line != nil else { return }
    progressIsShown = line != nil
    let clearLine = "\r\u{1B}[K"
    TerminalOutput.write(clearLine + (line ?? ""), to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    let failure: Int32? = text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var stream = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&stream, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    guard let failure, descriptor == STDOUT_FILENO else { return }
    // Computing on for results that nobody will see helps no one.
    let reason = String(cString: strerror(failure))
    write("descent: results cannot be written: \(reason)\n", to: STDERR_FILENO)
    exit(74)
  }
}

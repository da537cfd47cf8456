import CReadline
import Foundation
import Lab

/// One line at a time from the person at the terminal.
final class LineEditor {
  enum Ending {
    case entered(String)
    /// Ctrl-D on an empty line.
    case closed
    /// Ctrl-C.
    case interrupted
  }

  /// What Tab may put at the cursor, an offset into the line's UTF-8 bytes.
  var completions: ((_ line: String, _ cursor: Int) -> Completions)?
  private let isColoured: Bool

  init(isColoured: Bool) {
    self.isColoured = isColoured
    let promptToStandardError = !TerminalOutput.isTerminal(STDOUT_FILENO)
    // .inputrc files ask for this name:  $if descent
    // readline keeps the pointer for as long as the program runs, and so does the program.
    editor_start(strdup("descent"), promptToStandardError)
  }

  func read(prompt: String) -> Ending {
    editor_complete_with(LineEditor.offerCompletions, Unmanaged.passUnretained(self).toOpaque())
    defer { editor_complete_with(nil, nil) }
    var text: UnsafeMutablePointer<CChar>?
    defer { free(text) }
    switch editor_read(decorated(prompt), &text) {
    case EDITOR_ENTERED: return .entered(text.map { String(cString: $0) } ?? "")
    case EDITOR_INTERRUPTED: return .interrupted
    default: return .closed
    }
  }

  /// Anything but a yes is a no.
  func confirm(_ question: String) -> Bool {
    guard case .entered(let answer) = read(prompt: question + " [y/N] ") else { return false }
    return ["y", "yes"].contains(answer.lowercased().filter { !$0.isWhitespace })
  }

  /// Colour between marks that tell readline that it takes no space.
  private func decorated(_ prompt: String) -> String {
    isColoured ? "\u{01}\u{1B}[36m\u{02}\(prompt)\u{01}\u{1B}[0m\u{02}" : prompt
  }

  private static let offerCompletions: editor_completer = { line, start, cursor, context in
    guard let line, let context else { return }
    let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
    let text = String(cString: line)
    let bytes = Array(text.utf8)
    let (start, cursor) = (Int(start), Int(cursor))
    guard 0 <= start, start <= cursor, cursor <= bytes.count else { return }
    guard let found = editor.completions?(text, cursor), 0 <= found.start, found.start <= cursor else {
      return
    }
    for candidate in found.candidates {
      // readline and the language may see the word begin at different places.
      if found.start >= start {
        let typed = String(decoding: bytes[start..<found.start], as: UTF8.self)
        editor_offer(typed + candidate.text, candidate.isWhole)
      } else {
        let typed = bytes[found.start..<start]
        guard candidate.text.utf8.starts(with: typed) else { continue }
        editor_offer(
          String(decoding: candidate.text.utf8.dropFirst(typed.count), as: UTF8.self), candidate.isWhole)
      }
    }
  }
}

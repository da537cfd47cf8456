/// Where the lab's words go. Only the program that owns the terminal knows what stands behind it.
package protocol Output: AnyObject {
  /// Columns to fill.
  var width: Int { get }
  /// Colours of results, and of talk: one stream may be a terminal while the other is a file.
  var resultPalette: Palette { get }
  var talkPalette: Palette { get }
  /// One JSON object a command instead of text.
  var isJSON: Bool { get }
  /// Whether `progress` is seen by anyone: talk goes to a terminal.
  var showsProgress: Bool { get }

  /// Results, complete lines with their line breaks (standard output).
  func write(_ text: String)
  /// Messages and problems, complete lines (standard error).
  func talk(_ text: String)
  /// How long work goes on, complete lines: also seen where nothing else is.
  func note(_ text: String)
  /// One line that replaces the one before; nil takes it away. Never called more than ten times a second, except to
  /// take it away.
  func progress(_ line: String?)
}

extension Output {
  package func note(_ text: String) { talk(text) }
}

/// For labs that nobody watches.
package final class SilentOutput: Output {
  package init() {}
  package var width: Int { 80 }
  package var resultPalette: Palette { .plain }
  package var talkPalette: Palette { .plain }
  package var isJSON: Bool { false }
  package var showsProgress: Bool { false }
  package func write(_ text: String) {}
  package func talk(_ text: String) {}
  package func progress(_ line: String?) {}
}

/// For labs of which only progress is seen.
package final class WatchedOutput: Output {
  private let seen: any Output
  /// What stands there while there is no progress to show.
  private let label: String?
  private var isShowing = false

  package init(_ seen: any Output, label: String? = nil) {
    (self.seen, self.label) = (seen, label)
  }

  package var width: Int { seen.width }
  package var resultPalette: Palette { .plain }
  package var talkPalette: Palette { .plain }
  package var isJSON: Bool { false }
  package var showsProgress: Bool { seen.showsProgress }
  package func write(_ text: String) {}
  package func talk(_ text: String) {}
  package func note(_ text: String) { seen.note(text) }

  package func progress(_ line: String?) {
    guard isShowing || line != nil else { return }
    isShowing = line != nil
    seen.progress(line ?? label)
  }
}

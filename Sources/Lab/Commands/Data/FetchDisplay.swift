import Basis
import Charts
import DataSets

/// What is seen while a data set is fetched: a line that is rewritten on a terminal, a few lines elsewhere.
final class FetchDisplay {
  /// Below this a file is there before anyone has read the line.
  static let smallBytes = 1_000_000

  private let lab: Lab
  private let start: Double
  private var file: Release.File?
  private var begun: (at: Double, bytes: Int) = (0, 0)
  private var lastRedraw = -Double.infinity
  /// The last quarter that was told of.
  private var quarter = 0
  private let bytes: Int

  init(_ lab: Lab, _ release: Release) {
    self.lab = lab
    bytes = release.bytes
    start = lab.environment.clock()
  }

  func show(_ event: Fetch.Event) {
    switch event {
    case .begins(let file, let have, let address):
      (self.file, begun) = (file, (lab.environment.clock(), have))
      quarter = 4 * have / max(1, file.bytes)
      let rest = have > 0 ? ", \(Numbers.bytes(have)) of it here already" : ""
      tell("\(file.name): \(Numbers.bytes(file.bytes)) from \(Release.host(of: address))\(rest)")
    case .has(let file, let have): redraw(file, have)
    case .fails(let problem): say(Files.readable(problem.message) + "; trying again elsewhere.")
    case .checks(let file): show("\(file.name): checking its SHA-256 sum", isForced: true)
    case .unpacks: show("unpacking", isForced: true)
    }
  }

  /// `mnist: 12 MB fetched in 2.1 s, with the published SHA-256 sums`
  func line(for outcome: Fetch.Outcome, _ name: String) -> String {
    switch outcome {
    case .wasThere: "\(name): here already"
    case .fetched:
      "\(name): \(Numbers.bytes(bytes)) fetched in \(Numbers.duration(lab.environment.clock() - start)), SHA-256 as "
        + "published"
    }
  }

  private func redraw(_ file: Release.File, _ have: Int) {
    let share = Double(have) / Double(max(1, file.bytes))
    if !lab.output.showsProgress {
      let now = 4 * have / max(1, file.bytes)
      if now > quarter, now < 4, file.bytes >= FetchDisplay.smallBytes {
        tell("\(file.name): \(25 * now) %")
      }
      quarter = max(quarter, now)
      return
    }
    let seconds = lab.environment.clock() - begun.at
    var parts = [FetchDisplay.phrase(have, of: file.bytes)]
    // The first moments would promise too much or too little.
    if seconds > 0.5, have > begun.bytes {
      let rate = Double(have - begun.bytes) / seconds
      parts.append("\(Numbers.bytes(Int(rate)))/s")
      parts.append("\(Numbers.duration(Double(file.bytes - have) / rate)) left")
    }
    let percent = Numbers.percent(share, decimals: 0).leftPadded(to: 5)
    let text = "\(percent) · \(parts.joined(separator: " · "))"
    // The bar gives way before the figures.
    let room = lab.output.width - 1 - file.name.count - text.count - 3
    show("\(file.name) \(Bar.progress(share, width: min(10, max(4, room))))\(text)")
  }

  /// `37 of 170 MB`
  private static func phrase(_ have: Int, of all: Int) -> String {
    let (part, whole) = (Numbers.bytes(have).split(separator: " "), Numbers.bytes(all))
    return part.last.map { whole.hasSuffix(" \($0)") } ?? false
      ? "\(part[0]) of \(whole)" : "\(Numbers.bytes(have)) of \(whole)"
  }

  private func show(_ line: String, isForced: Bool = false) {
    let now = lab.environment.clock()
    guard lab.output.showsProgress, !lab.output.isJSON, isForced || now - lastRedraw >= 0.1 else { return }
    lastRedraw = now
    lab.output.progress(line.truncated(to: lab.output.width - 1))
  }

  private func say(_ sentence: String) {
    for line in TextWrapping.wrap(StyledText(sentence), width: lab.output.width) {
      lab.output.talk(line.plain + "\n")
    }
  }

  /// For logs and pipes, where nothing can be rewritten.
  private func tell(_ line: String) {
    if !lab.output.showsProgress { lab.output.talk(line + "\n") }
  }
}

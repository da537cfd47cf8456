import Basis
import CReadline
import Lab
import Language

/// Runs scripts one after the other, up to the first failure.
struct Batch {
  static let interrupted = Problem("", kind: .interrupted).exitCode

  let lab: Lab
  let output: TerminalOutput
  let keepsGoing: Bool

  /// Returns the worst exit code.
  @discardableResult
  func run(_ scripts: [Script]) -> Int32 {
    var worst: Int32 = 0
    for script in scripts where lab.quitCode == nil {
      let code = run(script)
      worst = max(worst, code)
      if code == Batch.interrupted || code != 0 && !keepsGoing { break }
    }
    return lab.quitCode ?? worst
  }

  private func run(_ script: Script) -> Int32 {
    do {
      switch script {
      case .commands(let text): return run(Array(text.utf8), from: "-c")
      case .file(let path): return run(try Input.bytes(ofFile: path), from: path)
      case .standardInput: return run(try Input.standardInput(), from: "standard input")
      }
    } catch {
      output.complain(error)
      return error.exitCode
    }
  }

  private func run(_ bytes: [UInt8], from origin: String) -> Int32 {
    // Only now: until here Ctrl-C ended the wait for input in the usual way.
    interrupt_catch(true)
    if let text = String(validating: bytes, as: UTF8.self), Transcript.isTranscript(text) {
      return lab.run(source: SourceText(Transcript.strip(text), origin: origin), keepGoing: keepsGoing)
    }
    return lab.run(bytes: bytes, origin: origin, keepGoing: keepsGoing)
  }
}

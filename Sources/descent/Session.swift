import Basis
import CReadline
import Foundation
import Lab
import Language

/// One run of the program: scripts, then perhaps the prompt.
struct Session {
  let lab: Lab
  let output: TerminalOutput
  let folders: Folders
  let environment: [String: String]
  let isInteractive: Bool
  private let editor: LineEditor?

  init(_ options: LabOptions, wantsPrompt: Bool, isQuiet: Bool = false) {
    broken_pipe_ends_quietly()
    environment = ProcessInfo.processInfo.environment
    folders = Folders(environment: environment)
    output = TerminalOutput(
      colour: options.colour, isJSON: options.json, isQuiet: isQuiet, environment: environment)
    isInteractive = wantsPrompt && Session.someoneIsThere
    editor = isInteractive ? LineEditor(isColoured: !output.promptPalette.isPlain) : nil
    lab = Lab(Session.labEnvironment(options, folders, editor, environment), output: output)
  }

  /// Someone can type, and see what is typed.
  private static var someoneIsThere: Bool {
    TerminalOutput.isTerminal(STDIN_FILENO)
      && (TerminalOutput.isTerminal(STDOUT_FILENO) || TerminalOutput.isTerminal(STDERR_FILENO))
  }

  private static func labEnvironment(
    _ options: LabOptions, _ folders: Folders, _ editor: LineEditor?, _ variables: [String: String]
  ) -> LabEnvironment {
    var environment = LabEnvironment()
    environment.threads = options.workers
    if let seed = options.seed { environment.seed = seed }
    environment.seeds = options.seeds
    environment.isFullSize = options.full
    environment.startsFresh = options.fresh
    environment.studyFolder = folders.state + "/studies"
    environment.programIdentity = Session.programIdentity
    if let seconds = variables["DESCENT_CHECKPOINT"].flatMap(Double.init),
      (0...86_400).contains(seconds)
    {
      environment.checkpointSeconds = seconds
    }
    environment.lessonFolders = folders.lessons
    environment.dataFolders = folders.dataSets
    environment.cacheFolder = folders.cache
    environment.mirror = variables["DESCENT_MIRROR"]
    environment.progressFolder = folders.data
    environment.runFolder = folders.data
    environment.version = Descent.version
    environment.machine = Machine.text
    environment.scratchFolder = folders.cache + "/scratch"
    environment.isInterrupted = { interrupt_is_pending() }
    environment.clearInterrupt = { interrupt_clear() }
    environment.isInteractive = editor != nil
    if let editor { environment.confirm = { editor.confirm($0) } }
    return environment
  }

  /// A program that was built anew computes other bits, perhaps: its size and its date tell.
  private static var programIdentity: String {
    guard let path = Bundle.main.executablePath else { return "" }
    do {
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let facts = try FileManager.default.attributesOfItem(atPath: file)
      let date = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\((facts[.size] as? NSNumber)?.intValue ?? 0) \(date)"
    } catch {
      // Then the version alone has to do.
      return ""
    }
  }

  /// Opens the prompt, until `quit` or Ctrl-D. Returns the exit code.
  func prompt(readsStartup: Bool, showsBanner: Bool) -> Int32 {
    guard let editor else { preconditionFailure("a prompt where nobody can type") }
    interrupt_catch(false)
    editor.completions = { [lab] line, cursor in lab.completions(line: line, cursor: cursor) }
    let history = LineHistory(folder: folders.state, environment: environment)
    var prompt = Prompt(lab: lab, output: output, editor: editor, history: history)
    if showsBanner { prompt.greet() }
    if readsStartup { startUp() }
    return prompt.run()
  }

  private func startUp() {
    guard FileManager.default.fileExists(atPath: folders.startup) else { return }
    Batch(lab: lab, output: output, keepsGoing: false).run([.file(folders.startup)])
  }
}

import ArgumentParser
import Basis

struct Descent: ParsableCommand {
  static let version = "0.1"

  static let configuration = CommandConfiguration(
    commandName: "descent",
    abstract: "A terminal lab for training deep networks.",
    usage: """
      descent [OPTION …]                           open the lab
      descent [OPTION …] FILE …                    run scripts
      descent [OPTION …] -c 'data digits; …'       run commands
      command | descent [OPTION …]                 run what is piped in
      descent lesson NUMBER                        open the lab with a lesson
      descent check FOLDER|FILE …                  prove lessons
      descent claims --all                         reproduce every claim of the lessons
      descent lesson new NAME                      begin a lesson
      descent bench [-c 'data digits; …'|FILE …]   show where a training step's time goes
      descent help [NAME]                          explain a command, a layer, an optimizer …
      """,
    discussion: """
      Scripts and standard input stop at the first failure. The exit code is the worst seen: 0 fine, 1 an expectation \
      or claim failed, 2 a command failed, 64 wrong arguments, 65 a malformed script or lesson, 66 missing input, \
      70 a fault of Descent itself, 74 results could not be written, 130 interrupted.

      Environment: DESCENT_HOME (where Lessons and Datasets lie), DESCENT_MIRROR (where data fetch finds data sets, \
      NAME/FILE each, in place of their publishers), DESCENT_HISTORY (file; empty for none), \
      DESCENT_HISTSIZE, DESCENT_CHECKPOINT (seconds between those of a long training), DESCENT_COLOR, FORCE_COLOR, \
      NO_COLOR, COLUMNS, and the XDG folders.
      """,
    version: "descent \(version)")

  @Argument(help: ArgumentHelp("Scripts to run; - is standard input.", valueName: "FILE"))
  var scripts: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a script; may be given several times, in order with -c.", valueName: "FILE"))
  var files: [String] = []

  @Option(
    name: [.customShort("c"), .customLong("command")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run commands; may be given several times, in order with -f.", valueName: "COMMANDS"))
  var commands: [String] = []

  @Flag(name: [.customShort("i"), .long], help: "Open the lab after the scripts, with what they left.")
  var interactive = false

  @Flag(help: "No prompt, no questions and no startup file, even at a terminal.")
  var batch = false

  @Flag(help: "Go on after a failure; the exit code still tells of it.")
  var keepGoing = false

  @Flag(name: [.customShort("X"), .customLong("no-rc")], help: "Do not run the startup file.")
  var noStartup = false

  @Flag(name: [.customShort("q"), .long], help: "No banner and no progress.")
  var quiet = false

  @OptionGroup(title: "Lab options") var options: LabOptions

  func run() throws {
    let scripts = Script.inOrder(
      commands: commands, files: files, operands: scripts, arguments: Array(CommandLine.arguments.dropFirst())
    )
    let wantsPrompt = !batch && (scripts.isEmpty || interactive)
    let session = Session(options, wantsPrompt: wantsPrompt, isQuiet: quiet)
    let code = run(scripts, in: session)
    session.lab.close()
    throw ExitCode(code)
  }

  /// Returns the exit code.
  private func run(_ scripts: [Script], in session: Session) -> Int32 {
    let batch = Batch(lab: session.lab, output: session.output, keepsGoing: keepGoing)
    if !session.isInteractive {
      // Commands that nobody can type are read; after scripts, only if asked for.
      let readsInput = scripts.isEmpty || interactive && !scripts.contains(.standardInput)
      return batch.run(scripts + (readsInput ? [.standardInput] : []))
    }
    let code = batch.run(scripts)
    if session.lab.quitCode != nil { return code }
    return max(code, session.prompt(readsStartup: !noStartup, showsBanner: !quiet && scripts.isEmpty))
  }
}

import ArgumentParser
import Basis
import Lab

/// `descent bench FILE.descent`
struct BenchNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent bench",
    abstract: "Show where the time of a training step goes, layer by layer.",
    discussion: """
      Runs the scripts or commands that build a network, and then the lab's bench on it (descent help bench). Without any, \
      a small network for digits is measured.
      """)

  /// What is measured where nothing else was asked for.
  static let standard = "data digits; network; layer dense 64 relu count=2; layer dense 10; optimizer adam"

  @Argument(help: ArgumentHelp("Scripts that build a network; - is standard input.", valueName: "FILE"))
  var files: [String] = []

  @Option(
    name: [.customShort("c"), .customLong("command")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Commands that build one; may be given several times.", valueName: "COMMANDS"))
  var commands: [String] = []

  @Option(help: ArgumentHelp("Samples per step; otherwise as set batch=N says.", valueName: "N"))
  var batch: Int?

  @Option(help: ArgumentHelp("How long to measure.", valueName: "S"))
  var seconds: Double?

  @OptionGroup(title: "Lab options") var options: LabOptions

  func run() throws {
    let session = Session(options, wantsPrompt: false)
    let batch = Batch(lab: session.lab, output: session.output, keepsGoing: false)
    var scripts = Script.inOrder(
      commands: commands, files: [], operands: files, arguments: Array(CommandLine.arguments.dropFirst(2)))
    if scripts.isEmpty { scripts = [.commands(BenchNetwork.standard)] }
    let code = batch.run(scripts + [.commands(bench)])
    session.lab.close()
    throw ExitCode(code)
  }

  private var bench: String {
    ["bench", batch.map { "batch=\($0)" }, seconds.map { "seconds=\($0)" }].compactMap { $0 }
      .joined(separator: " ")
  }
}

import ArgumentParser
import Basis
import CReadline
import Lab

/// `descent claims --all --seeds 5 --markdown FILE`
struct ReproduceClaims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent claims",
    abstract: "Run the experiments of lessons and judge their claims.",
    discussion: """
      Runs whole lessons without a human and shows what became of each claim: reproduced, contradicted or undecided, \
      with the numbers. Exit code 1 if a claim comes out otherwise than its lesson states. With --full, the experiments \
      run in full size, and of the lesson nothing else does.
      """)

  @Argument(help: ArgumentHelp("Lesson files, or folders of lessons.", valueName: "FOLDER|FILE"))
  var paths: [String] = []

  @Flag(help: "All lessons that lesson can open.")
  var all = false

  @Option(help: ArgumentHelp("One lesson, by number or name; may be given several times.", valueName: "N"))
  var lesson: [String] = []

  @Option(help: ArgumentHelp("Write the table as Markdown.", valueName: "FILE"))
  var markdown: String?

  @Option(
    help: ArgumentHelp(
      "Write tables, plots and verdicts as a page (.html) or Markdown (.md).", valueName: "FILE"))
  var report: String?

  @OptionGroup(title: "Lab options") var options: LabOptions

  func validate() throws {
    if paths.isEmpty && !all && lesson.isEmpty {
      throw ValidationError("name lessons to run: --all, --lesson 2, or their files")
    }
    // Whoever waits for a study should not hear of a wrong name at its end.
    if let report {
      do { _ = try DocumentFormat(report, command: "--report") } catch let problem as Problem {
        throw ValidationError(problem.message)
      }
    }
  }

  func run() throws {
    let session = Session(options, wantsPrompt: false)
    interrupt_catch(true)
    do {
      let library = session.lab.library
      let named = try lesson.map { try library.entry($0).file }
      let files = paths + named + (all ? library.entries.map(\.file) : [])
      guard !files.isEmpty else {
        throw Problem("no lessons were found", advice: "name their files or folder", kind: .missingInput)
      }
      var environment = session.lab.environment
      environment.runsStudiesAlone = options.full
      let outcome = try ClaimsOfLessons.run(files, in: environment, watching: session.output)
      session.output.progress(nil)
      session.lab.keep(outcome.entries)
      let command = (["descent"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
      if let markdown { try outcome.write(to: markdown, madeBy: command) }
      if let report { try outcome.writeReport(to: report, madeBy: command) }
      let output = session.output
      output.write(
        output.isJSON
          ? JSONRenderer.line(command: "claims", outcome.report) + "\n"
          : TextRenderer(width: output.width, palette: output.resultPalette).text(outcome.report))
      throw ExitCode(outcome.exitCode)
    } catch let problem as Problem {
      session.output.complain(problem)
      throw ExitCode(problem.exitCode)
    }
  }
}

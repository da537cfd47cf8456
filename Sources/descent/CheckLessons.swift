import ArgumentParser
import Basis
import CReadline
import Lab

/// `descent check Lessons`
struct CheckLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent check",
    abstract: "Prove lessons without a human.",
    discussion: """
      Runs every block of every lesson in a fresh lab: solutions must pass, tasks must fail untouched, listed wrong \
      answers must fail, and all of it within the seconds promised. Exit code 1 if a lesson does not hold, 66 if \
      there is none.
      """)

  @Argument(help: ArgumentHelp("Lesson files, or folders of lessons.", valueName: "FOLDER|FILE"))
  var paths: [String]

  @OptionGroup(title: "Lab options") var options: LabOptions

  func run() throws {
    let session = Session(options, wantsPrompt: false)
    interrupt_catch(true)
    do {
      let (report, code) = try LessonCheck.run(
        paths, in: session.lab.environment, watching: WatchedOutput(session.output))
      let output = session.output
      output.write(
        output.isJSON
          ? JSONRenderer.line(command: "check", report) + "\n"
          : TextRenderer(width: output.width, palette: output.resultPalette).text(report))
      throw ExitCode(code)
    } catch let problem as Problem {
      session.output.complain(problem)
      throw ExitCode(problem.exitCode)
    }
  }
}

import ArgumentParser
import Basis
import Lessons

/// `descent lesson new NAME`
struct LessonTools: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent lesson",
    abstract: "Open a lesson, or help those who write some.",
    discussion: "descent lesson 1 opens the lab with lesson 1; with new it begins one of your own.",
    subcommands: [NewLesson.self])
}

struct NewLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a lesson that already passes descent check.",
    discussion: """
      Writes NN-NAME.md with the next free number and prints its path. Lessons/AUTHORING.md tells what each part is for.
      """)

  @Argument(
    help: ArgumentHelp("Lower-case letters, digits and dashes: learning-rate.", valueName: "NAME"))
  var name: String

  @Option(name: .customLong("in"), help: ArgumentHelp("The folder for it.", valueName: "FOLDER"))
  var folder = "."

  @OptionGroup(title: "Lab options") var options: LabOptions

  func run() throws {
    let output = Session(options, wantsPrompt: false).output
    do {
      output.write(try LessonSkeleton.write(name, in: folder) + "\n")
    } catch let problem as Problem {
      output.complain(problem)
      throw ExitCode(problem.exitCode)
    }
  }
}

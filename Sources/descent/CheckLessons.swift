import ArgumentParser
import Basis
import Lab

/// `descent check Lessons`
struct CheckLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descent check",
    abstract: "Prove lessons without a human.",
    discussion: """
      Runs every block of every lesson in a fresh lab: solutions must pass, tasks must fail untouched, listed wrong \
      answers must fail, and all of it within the minutes promised. Exit code 1 if a lesson does not hold, 65 if one \
      is malformed.
      """)

  @Argument(help: ArgumentHelp("Lesson files, or folders of lessons.", valueName: "FOLDER|FILE"))
  var paths: [String]

  @OptionGroup(title: "Lab options") var options: LabOptions

  func run() throws {
    throw ExitCode(70)
  }
}

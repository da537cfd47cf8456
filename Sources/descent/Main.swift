@main
enum Main {
  /// `check`, `claims`, `lesson` and `help` are told apart here: beside operands of any name, the argument parser knows no subcommands.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "check": CheckLessons.main(Array(arguments.dropFirst()))
    case "claims": ReproduceClaims.main(Array(arguments.dropFirst()))
    case "lesson": LessonTools.main(Array(arguments.dropFirst()))
    case "help" where arguments.count == 1: Descent.main(["--help"])
    case "help" where arguments == ["help", "check"]: CheckLessons.main(["--help"])
    case "help" where arguments == ["help", "claims"]: ReproduceClaims.main(["--help"])
    case "help" where arguments == ["help", "lesson"]: LessonTools.main(["--help"])
    default: Descent.main(arguments)
    }
  }
}

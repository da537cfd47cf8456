/// Something to run that was named on the command line.
enum Script: Equatable {
  case commands(String)
  case file(String)
  case standardInput

  static func path(_ path: String) -> Script { path == "-" ? .standardInput : .file(path) }

  /// All of them in the order they were given. The argument parser keeps the values of each option apart, so the order
  /// is read off the arguments again; that they are well formed is known by then.
  static func inOrder(
    commands: [String], files: [String], operands: [String], arguments: [String]
  ) -> [Script] {
    var commands = commands.map(Script.commands)[...]
    var files = files.map(Script.path)[...]
    var operands = operands[...]
    var scripts: [Script] = []
    for argument in arguments {
      if argument == operands.first {
        scripts.append(.path(operands.removeFirst()))
      } else if names(argument, short: "c", long: "command"), let next = commands.popFirst() {
        scripts.append(next)
      } else if names(argument, short: "f", long: "file"), let next = files.popFirst() {
        scripts.append(next)
      }
    }
    return scripts + commands + files + operands.map(Script.path)
  }

  /// `-c`, `-qc`, `--command`, `--command=…`
  private static func names(_ argument: String, short: Character, long: String) -> Bool {
    if argument.hasPrefix("--") { return argument == "--" + long || argument.hasPrefix("--\(long)=") }
    return argument.hasPrefix("-") && argument.count > 1 && argument.last == short
  }
}

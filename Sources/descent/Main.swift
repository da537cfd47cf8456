import ArgumentParser
import Foundation

@main
enum Main {
  /// Subcommands are told apart here: beside operands of any name, the argument parser knows none.
  static func main() {
    let (command, arguments) = Subcommand.read(Array(CommandLine.arguments.dropFirst()))
    run(command, arguments)
  }

  private static func run(_ command: Subcommand?, _ arguments: [String]) {
    switch command {
    case nil: Descent.main(arguments)
    case .check?: CheckLessons.main(arguments)
    case .claims?: ReproduceClaims.main(arguments)
    case .lesson?:
      if let name = Subcommand.lesson(arguments) {
        Descent.main(["-i", "-c", "lesson \(name)"] + arguments.dropFirst())
      } else {
        LessonTools.main(arguments)
      }
    case .bench?: BenchNetwork.main(arguments)
    case .help?:
      if arguments.count == 1, let topic = Subcommand(rawValue: arguments[0]), topic != .help {
        run(topic, ["--help"])
      } else {
        Descent.main(Subcommand.help(arguments))
      }
    }
  }
}

/// What the first word of the command line may ask for.
enum Subcommand: String, CaseIterable {
  case check, claims, lesson, bench, help

  /// The subcommand and its arguments. Options of the lab may stand before its name: they go behind it.
  static func read(_ arguments: [String]) -> (Subcommand?, [String]) {
    var options: [String] = []
    var rest = arguments[...]
    while let option = rest.first, option.hasPrefix("--") {
      let takesValue = LabOptions.names.contains(String(option.dropFirst(2)))
      let isWhole = LabOptions.flags.contains(String(option.dropFirst(2))) || isAssignment(option)
      guard takesValue && rest.count > 1 || isWhole else { return (nil, arguments) }
      options += rest.prefix(takesValue ? 2 : 1)
      rest = rest.dropFirst(takesValue ? 2 : 1)
    }
    guard let command = rest.first.flatMap({ Subcommand(rawValue: $0) }) else { return (nil, arguments) }
    return (command, rest.dropFirst() + options)
  }

  /// `--seed=9`
  private static func isAssignment(_ option: String) -> Bool {
    guard let sign = option.firstIndex(of: "=") else { return false }
    return LabOptions.names.contains(String(option[..<sign].dropFirst(2)))
  }

  /// The lesson to open in the lab, where one is named and not a tool for writing some.
  static func lesson(_ arguments: [String]) -> String? {
    arguments.first.flatMap { $0.hasPrefix("-") || ["new", "help"].contains($0) ? nil : $0 }
  }

  /// `help relu` asks the lab.
  static func help(_ arguments: [String]) -> [String] {
    let words = arguments.prefix { !$0.hasPrefix("-") }
    if words.isEmpty { return ["--help"] }
    return ["-c", (["help"] + words).joined(separator: " ")] + arguments.dropFirst(words.count)
  }
}

import Basis
import Language

/// Several words of which the first that can be had is meant: `cifar10 or digits`.
struct Alternatives {
  static let word = "or"

  let words: [String]

  /// nil where there is no `or` behind the first word.
  init?(_ call: Call) throws {
    let given = call.positional
    guard given.count > 1, given[1].text == Alternatives.word else { return nil }
    for (place, argument) in given.enumerated() {
      let isSeparator = argument.text == Alternatives.word
      guard isSeparator == (place % 2 == 1) else {
        throw Problem(
          isSeparator
            ? "there is an \"or\" too many"
            : "between alternatives stands \"or\", got \(argument.value.literal)",
          advice: "for example: \(call.verb) cifar10 or digits", at: argument.span)
      }
    }
    guard given.count % 2 == 1 else {
      throw Problem(
        "nothing stands behind the last \"or\"", advice: "for example: \(call.verb) cifar10 or digits",
        at: given.last?.span)
    }
    words = stride(from: 0, to: given.count, by: 2).map { given[$0].text }
  }

  /// What completion makes of arguments that may not be finished: without the alternatives before the last.
  static func last(of arguments: [CursorContext.WrittenArgument]) -> [CursorContext.WrittenArgument] {
    var rest = arguments[...]
    while rest.count > 1, rest.prefix(2).allSatisfy({ $0.name == nil }), rest.dropFirst().first?.text == word
    {
      rest = rest.dropFirst(2)
    }
    return Array(rest)
  }
}

import Basis

/// The rule for what networks may be called.
enum NetworkName {
  static let longest = 40

  static func check(_ name: String, command: String) throws -> String {
    guard !name.isEmpty else { throw Problem("\(command) needs a name", advice: "\(command) wide") }
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    guard isPlain, name.count <= longest else {
      throw Problem(
        "a network's name is made of letters, digits, - and _, at most \(longest) of them; got "
          + Value.text(String(name.prefix(60))).literal,
        advice: "\(command) wide")
    }
    return name
  }
}

import Basis

/// What curl's exit code says, in words. The codes are listed in curl's manual, EXIT CODES.
struct CurlTrouble {
  let code: Int32
  /// Its own line, which holds the number that a server answered with.
  let complaint: String

  /// 404 of `The requested URL returned error: 404`.
  private var answer: Int? {
    guard code == 22 else { return nil }
    return complaint.split { !("0"..."9").contains($0) }.last.flatMap { Int($0) }
  }

  /// Whether what there is of the file is no use: the server cannot go on in the middle, has nothing behind what there is,
  /// or has another file.
  var spoilsPart: Bool { code == 33 || code == 36 || code == 63 || answer == 416 }

  /// What follows the name of the machine.
  var phrase: String {
    switch code {
    case 1, 3: "leads to an address that is not taken: \(Files.readable(line, limit: 200))"
    case 5: "cannot be reached: the proxy's name is unknown"
    case 6: "cannot be found: there is no network, or no machine of this name"
    case 7: "does not answer: the connection was refused, or there is no network"
    case 18, 52, 55, 56, 92: "broke off"
    case 22: answered
    case 23: "cannot be written down"
    case 28: "is too slow, or does not answer"
    case 33, 36: "cannot go on in the middle of a file"
    case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91:
      "cannot prove who it is: \(Files.readable(line, limit: 200))"
    case 37: "has no such file"
    case 47: "sends in circles: more than ten redirections"
    case 63: "has a longer file than was published"
    case ..<0: "was not finished: curl was ended by signal \(-code)"
    default: "fails: \(Files.readable(line.isEmpty ? "curl's code is \(code)" : line, limit: 200))"
    }
  }

  private var answered: String {
    switch answer {
    case 404?, 410?: "has no such file (\(answer ?? 404))"
    case 401?, 403?: "does not give the file away (\(answer ?? 403))"
    case 416?: "has a shorter file than what is here already (416)"
    case 429?: "has been asked too often (429); try again later"
    case let number? where number >= 500: "is in trouble (\(number)); try again later"
    case let number?: "answers with error \(number)"
    case nil: "answers with an error"
    }
  }

  private var line: String {
    String(complaint.split(separator: "\n").first ?? "")
  }
}

import Basis
import Foundation

/// The name and the text of a lesson file, before anything is understood of it.
struct LessonFile {
  let path: String
  let number: Int
  let name: String
  /// With `\n` line ends and without a byte order mark.
  let text: String

  /// Front matter comes on top of the page.
  static let mostBytes = MarkdownLimits.bytes + 16 * 1024

  /// Files of a folder of lessons that are about lessons, in small letters.
  static let companions: Set<String> = ["readme.md", "authoring.md", "claims.md"]

  /// `02-vanishing-gradients.md` is lesson 2, `vanishing-gradients`. Nil for any other form of name.
  static func parts(of path: String) -> (number: Int, name: String)? {
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    guard file.hasSuffix(".md"), let dash = file.firstIndex(of: "-") else { return nil }
    let digits = file[..<dash]
    let name = file[file.index(after: dash)...].dropLast(3)
    let isName = { (character: Character) in
      character.isASCII && (character.isLowercase || character.isNumber || character == "-")
    }
    guard (1...4).contains(digits.count), let number = Int(digits), number >= 0,
      digits.first?.isNumber == true,
      !name.isEmpty, name.allSatisfy(isName)
    else { return nil }
    return (number, String(name))
  }

  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Problem("there is no file \"\(SafeText.line(path))\".", kind: .missingInput)
    }
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { handle.closeFile() }
      data = try handle.read(upToCount: LessonFile.mostBytes + 1) ?? Data()
    } catch {
      throw Problem(
        "\"\(SafeText.line(path))\" cannot be read: \(error.localizedDescription)",
        advice: "A lesson is a Markdown file such as 02-vanishing-gradients.md.", kind: .missingInput)
    }
    try self.init(path: path, bytes: Array(data))
  }

  init(path: String, bytes: [UInt8]) throws {
    let top = LessonPlace(file: path, line: 1)
    guard let (number, name) = LessonFile.parts(of: path) else {
      throw top.fault(
        "a lesson's file is named NN-name.md, with lower-case letters, digits and dashes.",
        advice: "For example: 02-vanishing-gradients.md")
    }
    guard bytes.count <= LessonFile.mostBytes else {
      throw top.fault("a lesson must have at most \(Numbers.bytes(LessonFile.mostBytes)), got more.")
    }
    let decoded = String(decoding: bytes, as: UTF8.self)
    // Decoding replaces what is not UTF-8, so a difference tells.
    guard decoded.utf8.elementsEqual(bytes), !bytes.contains(0) else {
      throw top.fault("the file is not UTF-8 text.", advice: "Save it as UTF-8 in your editor.")
    }
    self.path = path
    self.number = number
    self.name = name
    let text = decoded.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    self.text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }
}

/// Text that is nothing but text in HTML and XML, between tags and between quotes.
package enum XMLText {
  package static func escaped(_ text: String) -> String {
    var clean = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": clean += "&amp;"
      case "<": clean += "&lt;"
      case ">": clean += "&gt;"
      case "\"": clean += "&quot;"
      case "'": clean += "&#39;"
      default: clean.unicodeScalars.append(scalar)
      }
    }
    return clean
  }
}

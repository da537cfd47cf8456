import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page or a drawing as a strict reader sees it: its elements, and everything that stands between the tags.
package final class Markup: NSObject, XMLParserDelegate {
  package private(set) var elements: [(name: String, attributes: [String: String])] = []
  package private(set) var text = ""

  package struct Malformed: Error {
    package let reason: String
    package let line: Int
    package let source: String
  }

  /// Throws unless it is well-formed XML.
  package init(_ source: String) throws {
    super.init()
    let parser = XMLParser(data: Data(source.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw Malformed(
        reason: parser.parserError.map { "\($0)" } ?? "", line: parser.lineNumber, source: source)
    }
  }

  /// The attributes of every element of this name.
  package func all(_ name: String) -> [[String: String]] {
    elements.filter { $0.name == name }.map(\.attributes)
  }

  package func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) { elements.append((name, attributes)) }

  package func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

import CMarkdown

/// CommonMark with tables, read by cmark-gfm and turned into values that are safe to show.
struct MarkdownParser {
  /// A block at the document's top level.
  struct Item {
    let block: Markdown.Block
    /// Lines count from 1 and refer to the text that was parsed.
    let firstLine: Int
    let lastLine: Int
    let column: Int
    /// The content of a fenced block as it stands in the file, unfiltered.
    let rawCode: String?
  }

  /// A fenced block inside a list or a quotation.
  struct NestedCode {
    let language: String
    let line: Int
  }

  private(set) var items: [Item] = []
  private(set) var nestedCode: [NestedCode] = []

  // Deeper nesting is of no use to a reader, and every level costs stack and columns.
  private static let deepest = 12

  // The registry of extensions is a global of the library and not guarded against two threads; `static let` is.
  private static let register: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Text beyond the limits comes back as one block of code, unread.
  init(_ text: String) {
    guard MarkdownLimits.excess(in: text) == nil else {
      let block = Markdown.Block.code(language: "", text: SafeText.code(text))
      items = [Item(block: block, firstLine: 1, lastLine: 1, column: 1, rawCode: nil)]
      return
    }
    MarkdownParser.register
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    var bytes = text
    bytes.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    guard let document = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(document) }
    for node in children(of: document) {
      let isCode = kind(of: node) == "code_block"
      for block in blocks(from: node, depth: 0) {
        items.append(
          Item(
            block: block, firstLine: Int(cmark_node_get_start_line(node)),
            lastLine: Int(cmark_node_get_end_line(node)), column: Int(cmark_node_get_start_column(node)),
            rawCode: isCode ? literal(of: node) : nil))
      }
    }
  }

  static func blocks(_ text: String) -> [Markdown.Block] { MarkdownParser(text).items.map(\.block) }

  // MARK: Blocks

  /// None for what is not shown, such as comments.
  private mutating func blocks(from node: OpaquePointer, depth: Int) -> [Markdown.Block] {
    if depth > MarkdownParser.deepest { return [.paragraph([.text(plainText(of: node))])] }
    switch kind(of: node) {
    case "paragraph": return [.paragraph(inlines(of: node, depth: depth))]
    case "heading":
      return [.heading(level: Int(cmark_node_get_heading_level(node)), inlines(of: node, depth: depth))]
    case "thematic_break": return [.rule]
    case "code_block":
      let language = language(of: node)
      if depth > 0 {
        nestedCode.append(NestedCode(language: language, line: Int(cmark_node_get_start_line(node))))
      }
      return [.code(language: language, text: SafeText.code(literal(of: node)))]
    case "html_block":
      let text = literal(of: node)
      return text.hasPrefix("<!--") ? [] : [.code(language: "html", text: SafeText.code(text))]
    case "block_quote": return [.quote(nested(in: node, depth: depth))]
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      var items: [[Markdown.Block]] = []
      for item in children(of: node) { items.append(nested(in: item, depth: depth)) }
      return [
        .list(
          start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
          tight: cmark_node_get_list_tight(node) != 0, items: items)
      ]
    case "table": return [.table(table(from: node, depth: depth))]
    default: return [.paragraph([.text(plainText(of: node))])]
    }
  }

  private mutating func nested(in node: OpaquePointer, depth: Int) -> [Markdown.Block] {
    var result: [Markdown.Block] = []
    for child in children(of: node) { result += blocks(from: child, depth: depth + 1) }
    return result
  }

  private func table(from node: OpaquePointer, depth: Int) -> Markdown.Table {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    let letters = cmark_gfm_extensions_get_table_alignments(node)
    let alignments: [Markdown.Table.Alignment] = (0..<columns).map { column in
      switch letters?[column] {
      case UInt8(ascii: "r"): .right
      case UInt8(ascii: "c"): .center
      default: .left
      }
    }
    let rows = children(of: node).map { row in
      let cells = children(of: row).map { MarkdownParser.cell(inlines(of: $0, depth: depth)) }
      return Array((cells + Array(repeating: [], count: columns)).prefix(columns))
    }
    return Markdown.Table(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  /// Without the space between a word and a comment behind it, which would widen the column.
  private static func cell(_ inlines: [Markdown.Inline]) -> [Markdown.Inline] {
    inlines.enumerated().map { index, inline in
      guard case .text(let text) = inline, index + 1 < inlines.count, case .comment = inlines[index + 1]
      else {
        return inline
      }
      return .text(String(text.reversed().drop { $0 == " " }.reversed()))
    }
  }

  // MARK: Inlines

  private func inlines(of parent: OpaquePointer, depth: Int) -> [Markdown.Inline] {
    var result: [Markdown.Inline] = []
    for node in children(of: parent) {
      let inline = inline(from: node, depth: depth + 1)
      if case .text(let new) = inline, case .text(let old)? = result.last {
        result[result.count - 1] = .text(old + new)
      } else {
        result.append(inline)
      }
    }
    return result
  }

  private func inline(from node: OpaquePointer, depth: Int) -> Markdown.Inline {
    if depth > 2 * MarkdownParser.deepest { return .text(plainText(of: node)) }
    switch kind(of: node) {
    case "text": return .text(SafeText.line(literal(of: node)))
    case "softbreak": return .text(" ")
    case "linebreak": return .lineBreak
    case "code": return .code(SafeText.line(literal(of: node)))
    case "html_inline":
      let text = literal(of: node)
      guard text.hasPrefix("<!--"), text.hasSuffix("-->") else { return .text(SafeText.line(text)) }
      return .comment(SafeText.line(String(text.dropFirst(4).dropLast(3))))
    case "emph": return .emphasis(inlines(of: node, depth: depth))
    case "strong": return .strong(inlines(of: node, depth: depth))
    case "link": return .link(inlines(of: node, depth: depth), address: address(of: node))
    case "image":
      return .link(
        [.text("[image: ")] + inlines(of: node, depth: depth) + [.text("]")], address: address(of: node))
    default: return .text(plainText(of: node))
    }
  }

  // MARK: Nodes

  private func children(of node: OpaquePointer) -> [OpaquePointer] {
    var result: [OpaquePointer] = []
    var child = cmark_node_first_child(node)
    while let next = child {
      result.append(next)
      child = cmark_node_next(next)
    }
    return result
  }

  private func kind(of node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  private func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private func address(of node: OpaquePointer) -> String {
    SafeText.line(cmark_node_get_url(node).map { String(cString: $0) } ?? "")
  }

  /// The first word after the fence.
  private func language(of node: OpaquePointer) -> String {
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    return SafeText.line(info).split(separator: " ").first.map(String.init) ?? ""
  }

  /// All text below a node. It walks without recursion, so it is safe at any depth.
  private func plainText(of node: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var words: [String] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return words.joined(separator: " ") }
      guard event == CMARK_EVENT_ENTER, let text = cmark_node_get_literal(cmark_iter_get_node(iterator))
      else {
        continue
      }
      words.append(SafeText.line(String(cString: text)))
    }
  }
}

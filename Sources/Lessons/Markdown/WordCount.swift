extension Markdown.Block {
  /// How many words a reader has to read; code is looked at rather than read.
  var words: Int {
    func count(_ inlines: [Markdown.Inline]) -> Int {
      inlines.words.split(whereSeparator: \.isWhitespace).count
    }
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): return count(inlines)
    case .list(_, _, let items): return items.joined().reduce(0) { $0 + $1.words }
    case .quote(let blocks): return blocks.reduce(0) { $0 + $1.words }
    case .table(let table): return ([table.header] + table.rows).joined().reduce(0) { $0 + count($1) }
    case .code, .rule: return 0
    }
  }
}

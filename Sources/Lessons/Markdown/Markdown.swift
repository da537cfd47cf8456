/// Markdown as a value: what a lesson's prose is made of, free of control characters and of limited depth.
package enum Markdown {
  package indirect enum Block: Equatable, Sendable {
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    /// `start` is the first number of an ordered list; tight lists have no empty lines between items.
    case list(start: Int?, tight: Bool, items: [[Block]])
    case quote([Block])
    case code(language: String, text: String)
    case table(Table)
    case rule
  }

  package indirect enum Inline: Equatable, Sendable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case link([Inline], address: String)
    case lineBreak
    /// Not shown. In a table it may say what the text before it stands for.
    case comment(String)
  }

  package struct Table: Equatable, Sendable {
    package enum Alignment: Sendable { case left, center, right }
    package let alignments: [Alignment]
    package let header: [[Inline]]
    package let rows: [[[Inline]]]

    /// The same table with other cells below its header.
    package func cells(_ change: ([Inline]) -> [Inline]) -> Table {
      Table(alignments: alignments, header: header, rows: rows.map { $0.map(change) })
    }
  }
}

extension Markdown {
  package static func blocks(_ text: String) -> [Block] { MarkdownParser.blocks(text) }
}

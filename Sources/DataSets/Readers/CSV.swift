import Basis

package struct CSV: Reader {
  package enum Header: String, CaseIterable, Sendable { case auto, on, off }
  package enum Categories: String, CaseIterable, Sendable { case error, onehot }

  package var file = ""
  package var target = ""
  package var task = TargetKind.auto
  package var header = Header.auto
  package var missing = MissingValues.Handling.error
  package var categories = Categories.error
  package var ignore: [String] = []
  package var separator = ","

  package init() {}

  package static let card = Card<CSV>(
    "csv", "Reads a table of comma-separated values.",
    positions: [Setting("file", \.file, kind: .file, "The file.")],
    settings: [
      Setting("target", \.target, "Column to predict: its name, its number from 1, or last."),
      Setting("task", choice: \.task, "Whether the target is classes or numbers."),
      Setting("header", choice: \.header, "Whether line 1 holds the columns' names."),
      Setting("missing", choice: \.missing, "What to do with missing entries."),
      Setting(
        "categories", choice: \.categories,
        "What to do with columns of text: onehot makes one feature per word."),
      Setting("ignore", words: \.ignore, "Columns to leave out, such as [id, name]."),
      Setting("separator", \.separator, "What stands between fields: a character, or tab."),
    ],
    examples: [
      "data csv flowers.csv target=species", "data csv houses.csv target=price missing=median ignore=[id]",
    ],
    details: """
      header=auto takes line 1 as names if none of its fields is a number. task=auto takes a text target as \
      classes, and a target of at most 20 different whole numbers too; anything else is a regression. \
      Missing entries are empty or ?, NA, N/A, NaN, null, none or -; missing=mean and missing=median are \
      computed on the training part only. Fields may be quoted and then contain separators, line breaks and \
      doubled quotes.
      """)

  package func load(seed: UInt64) throws -> RawData {
    guard !file.isEmpty else {
      throw Problem("csv needs a file", advice: "data csv FILE target=COLUMN")
    }
    return try data(Files.read(file))
  }

  /// Reads the bytes of a file; `file` then only names them in messages.
  package func data(_ bytes: [UInt8]) throws -> RawData {
    let table = try CSVTable(bytes, path: file, separator: separatorByte(), header: header)
    return try CSVAssembly(self, table).data()
  }

  private func separatorByte() throws -> UInt8 {
    switch separator {
    case "tab", "\t": return 0x09
    case "space": return 0x20
    case "comma": return 0x2C
    case "semicolon": return 0x3B
    default:
      guard let byte = separator.utf8.first, separator.utf8.count == 1, byte != 0x22, byte >= 0x20,
        !(byte >= 0x30 && byte <= 0x39)
      else {
        throw Problem(
          "separator must be one character (or tab, space), got \(Files.shown(separator, limit: 20))",
          advice: "separator=\";\"")
      }
      return byte
    }
  }
}

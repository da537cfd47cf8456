import Foundation

/// Tables and sentences, as text for the terminal and as Markdown for a file.
struct Output {
  struct Table {
    let columns: [String]
    var rows: [[String]] = []

    init(_ columns: [String]) { self.columns = columns }
  }

  private var markdown = ""

  mutating func say(_ sentence: String) {
    print(sentence + "\n")
    markdown += sentence + "\n\n"
  }

  mutating func add(_ table: Table) {
    let widths = table.columns.indices.map { column in
      ([table.columns] + table.rows).map { $0[column].count }.max() ?? 0
    }
    for row in [table.columns] + table.rows {
      print(
        zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  "))
    }
    print()
    let rule = table.columns.indices.map { $0 == 0 ? "---" : "--:" }
    for row in [table.columns, rule] + table.rows { markdown += "| " + row.joined(separator: " | ") + " |\n" }
    markdown += "\n"
  }

  func write(to path: String) throws { try markdown.write(toFile: path, atomically: true, encoding: .utf8) }
}

enum Machine {
  /// `2026-11-21, AMD EPYC, 2 processors`
  static var description: String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd"
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } }
    let wide = information.contains("avx512f") ? ", AVX-512" : ""
    return "\(format.string(from: Date())), \(model ?? "unknown processor")\(wide), "
      + "\(ProcessInfo.processInfo.activeProcessorCount) processors"
  }
}

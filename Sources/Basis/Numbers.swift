import Foundation

/// Numbers as text. Never follows the locale: a point is a point in every file and on every screen.
package enum Numbers {
  /// Three significant digits for people: `0.0123`, `98.9`, `1,797`, `3.1e-10`, `NaN`.
  package static func short(_ number: Double, digits: Int = 3) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "−∞" : "∞" }
    if number == 0 { return "0" }
    let size = abs(number)
    if size == size.rounded(), size < 1e7 { return grouped(Int(number)) }
    if size < 1e-3 || size >= 1e7 { return scientific(number, digits: digits - 1) }
    // Of the rounded number: 0.9996 has three significant digits as 1.00, not as 1.000.
    let rounded = abs(Double(String(format: "%.\(digits - 1)e", locale: nil, number)) ?? number)
    let decimals = max(0, digits - 1 - Int(floor(log10(rounded))))
    let text = String(format: "%.\(decimals)f", locale: nil, number)
    // 1,234.56 asked for three digits has no decimals left and so groups like a whole number.
    return decimals == 0 ? grouped(Int(number.rounded())) : text
  }

  /// `3.1e-10`: one digit before the point, `digits` significant digits in all, no padding in the exponent.
  package static func scientific(_ number: Double, digits: Int = 2) -> String {
    if !number.isFinite || number == 0 { return short(number) }
    let text = String(format: "%.\(max(0, digits - 1))e", locale: nil, number)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    return "\(text[..<mark])e\(exponent < 0 ? "-" : "")\(abs(exponent))"
  }

  /// For columns of very different sizes: plain where that is short, scientific where it is not: `0.73`, `12`, `3.1e-10`.
  package static func compact(_ number: Double, digits: Int = 2) -> String {
    let size = abs(number)
    guard size.isFinite, size > 0 else { return short(number) }
    return size >= 0.00995 && size < 999.5
      ? short(number, digits: digits) : scientific(number, digits: digits)
  }

  /// Results of every size: whole numbers in full, others with so many significant digits: `2,410`, `0.00148`, `4.14e-7`.
  package static func measured(_ number: Double, digits: Int = 3) -> String {
    abs(number) < 1e-3 ? scientific(number, digits: digits) : short(number, digits: digits)
  }

  /// A fixed number of decimals: `fixed(0.98765, 2)` is `0.99`. What rounds to zero has no sign.
  package static func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite else { return short(number) }
    let text = String(format: "%.\(decimals)f", locale: nil, number)
    return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// A fraction in 0…1 as per cent: `98.9 %`.
  package static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    fraction.isFinite ? fixed(fraction * 100, decimals) + " %" : short(fraction)
  }

  /// `26,200`.
  package static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// The shortest text that reads back as exactly this number.
  package static func exact(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let text = "\(number)"
    // 1e-8, not 1e-08: as people write it.
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    return "\(text[..<mark])e\(exponent)"
  }

  /// A duration in seconds: `0.4 s`, `85 ms`, `340 µs`, `2 min 50 s`.
  package static func duration(_ seconds: Double) -> String {
    guard abs(seconds) < 1e12 else { return "\(short(seconds / 3600)) h" }
    if seconds > 0, seconds < 0.0009995 { return "\(Int((seconds * 1e6).rounded())) µs" }
    if seconds < 0.0995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 9.95 { return fixed(seconds, 1) + " s" }
    if seconds < 59.5 { return fixed(seconds, 0) + " s" }
    let whole = Int(seconds.rounded())
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// A size in bytes: `640 B`, `102 kB`, `2.1 MB`.
  package static func bytes(_ count: Int) -> String {
    if count < 1000 { return "\(count) B" }
    if count < 1_000_000 { return short(Double(count) / 1e3, digits: 2) + " kB" }
    if count < 1_000_000_000 { return short(Double(count) / 1e6, digits: 2) + " MB" }
    return short(Double(count) / 1e9, digits: 2) + " GB"
  }
}

extension Int {
  /// "1 epoch", "1,000 epochs".
  package func counted(_ noun: String) -> String {
    "\(Numbers.grouped(self)) \(self == 1 ? noun : noun.plural)"
  }
}

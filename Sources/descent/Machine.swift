import Basis
import Foundation

/// What measured times depend on, in a few words.
enum Machine {
  /// `AMD EPYC 9R45, 2 cores, Linux 6.1`
  static var text: String {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let parts = [processor, cores.counted("core"), system]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static var processor: String {
    #if canImport(Darwin)
      var size = 0
      guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 0 else { return "" }
      var bytes = [CChar](repeating: 0, count: size)
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else { return "" }
      return String(cString: bytes)
    #else
      // Absent on some systems, and then there is nothing to say.
      guard let information = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return "" }
      let lines = String(decoding: information, as: UTF8.self).split(separator: "\n")
      let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":", maxSplits: 1).last
      return model.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    #endif
  }

  private static var system: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "" }
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(name.sysname)) \(text(name.release).prefix { $0.isNumber || $0 == "." })"
  }
}

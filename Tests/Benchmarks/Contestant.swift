import Basis
import Foundation

/// A process that makes steps when it is told to. Otherwise it is suspended: some frameworks' threads go on spinning
/// after their work, and would hold a core while the others are timed.
final class Contestant {
  let title: String
  private let process = Process()
  private let orders = Pipe()
  private let answers = Pipe()
  private var unread = Data()
  private(set) var times: [Double] = []

  init(_ title: String, _ program: String, _ arguments: [String], environment: [String: String] = [:]) throws
  {
    self.title = title
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = orders
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Waits until it has built and warmed up; false if it never will.
  func isReady() -> Bool {
    while let line = line() {
      if line == "ready" {
        _ = process.suspend()
        return true
      }
    }
    return false
  }

  /// Makes steps for so long and keeps their times, in microseconds, but the first: it warms the caches.
  func run(seconds: Double, keeps: Bool) {
    let all = (answer("\(seconds)") ?? "").split(separator: " ").compactMap { Double($0) }
    if keeps { times += all.count > 3 ? Array(all.dropFirst()) : all }
  }

  func peakMegabytes() -> Int? { answer("memory").flatMap { Int($0) } }

  func stop() {
    _ = process.resume()
    try? orders.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  var median: Double { times.isEmpty ? .infinity : times.sorted()[times.count / 2] }
  var minimum: Double { times.min() ?? .infinity }

  private func answer(_ order: String) -> String? {
    guard process.isRunning else { return nil }
    _ = process.resume()
    defer { _ = process.suspend() }
    orders.fileHandleForWriting.write(Data((order + "\n").utf8))
    return line()
  }

  private func line() -> String? {
    while true {
      if let end = unread.firstIndex(of: 10) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread = Data(unread[(end + 1)...])
        return line
      }
      let more = answers.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }
}

import Basis
import Foundation

/// Proves lessons without a human (`descent check FOLDER`).
package struct LessonChecker<Host: LessonHost> {
  private let makeHost: () throws -> Host
  private let extent: LessonExtent
  /// Seconds from any fixed moment.
  private let clock: () -> Double
  /// What the host knows when all blocks have run, for instance of claims that did not come out as stated.
  private let examine: (Host, Lesson, inout LessonReport) -> Void

  /// `makeHost` gives a fresh lab that shows nothing.
  package init(
    extent: LessonExtent = .lesson,
    clock: @escaping () -> Double = { ProcessInfo.processInfo.systemUptime },
    makeHost: @escaping () throws -> Host,
    examine: @escaping (Host, Lesson, inout LessonReport) -> Void = { _, _, _ in }
  ) {
    self.clock = clock
    self.extent = extent
    self.makeHost = makeHost
    self.examine = examine
  }

  /// The lessons to check at a path: itself, or every Markdown file of the folder but what is about lessons.
  package static func files(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Problem("there is no file or folder \"\(SafeText.line(path))\".", kind: .missingInput)
    }
    guard isFolder.boolValue else { return [path] }
    let files = Library.files(in: path).filter { file in
      file.hasSuffix(".md") && !LessonFile.companions.contains(file.lowercased())
    }
    guard !files.isEmpty else {
      throw Problem(
        "there are no lessons in \"\(SafeText.line(path))\".",
        advice: "Lessons are Markdown files such as 02-vanishing-gradients.md.", kind: .missingInput)
    }
    return files.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }

  /// Checks every lesson of a folder, or the one file. `progress` hears of each as soon as it is done.
  package func check(path: String, progress: (LessonReport) -> Void = { _ in }) throws -> [LessonReport] {
    var numbers: [Int: String] = [:]
    return try LessonChecker.files(at: path).map { file in
      var report = try check(file: file)
      if let (number, name) = LessonFile.parts(of: file),
        let other = numbers.updateValue(name, forKey: number)
      {
        report.fail(
          LessonPlace(file: file, line: 1), "\(other) is lesson \(number) already.",
          advice: "Give one of the two files another number.")
      }
      progress(report)
      return report
    }
  }

  package func check(file: String) throws -> LessonReport {
    do {
      return try check(Lesson(LessonFile(path: file)))
    } catch let fault as LessonFault {
      var report = LessonReport(file: file, title: "")
      report.fail(fault.place, fault.message, advice: fault.advice)
      return report
    }
  }

  /// Throws only if no host can be made, or on an interruption.
  package func check(_ lesson: Lesson) throws -> LessonReport {
    var proof = LessonProof(lesson, extent, host: try makeHost(), clock: clock)
    try proof.run()
    var report = proof.report
    examine(proof.host, lesson, &report)
    return report
  }
}

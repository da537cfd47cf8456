import Basis
import DataSets
import Foundation

/// Which files a command may write.
extension Lab {
  /// Throws unless writing there is allowed: a lesson's commands may write in the scratch folder alone without asking,
  /// and nobody replaces a file by accident.
  func permitWriting(to path: String, overwriting: Bool) throws {
    let target = URL(fileURLWithPath: Files.resolve(path)).standardizedFileURL
    if lessonDepth > 0 {
      // Links are followed first: a link inside the folder must not lead outside.
      let scratch = URL(fileURLWithPath: environment.scratchFolder).resolvingSymlinksInPath().path
      let folder = target.deletingLastPathComponent().resolvingSymlinksInPath().path
      let isInside = folder == scratch || folder.hasPrefix(scratch + "/")
      if !isInside {
        guard let confirm = environment.confirm,
          confirm("The lesson wants to write \(target.path). Allow it?")
        else {
          throw Problem(
            "a lesson may write only in \(scratch), and this is \(target.path)",
            advice: "type the command yourself if you want the file there")
        }
      }
    }
    guard Files.exists(path), !overwriting else { return }
    if let confirm = environment.confirm, lessonDepth == 0, confirm("\(path) exists. Replace it?") { return }
    throw Problem("\(path) exists already", advice: "overwrite=on replaces it; or choose another name")
  }
}

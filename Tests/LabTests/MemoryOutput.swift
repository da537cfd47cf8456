import Lab

/// Keeps everything that a lab says.
final class MemoryOutput: Output {
  let width: Int
  let resultPalette: Palette
  var talkPalette: Palette { resultPalette }
  let isJSON: Bool
  let showsProgress: Bool
  private(set) var written = ""
  private(set) var said = ""

  init(width: Int = 80, palette: Palette = .plain, isJSON: Bool = false, showsProgress: Bool = false) {
    self.width = width
    resultPalette = palette
    self.isJSON = isJSON
    self.showsProgress = showsProgress
  }

  func write(_ text: String) { written += text }
  func talk(_ text: String) { said += text }
  func progress(_ line: String?) {}
  func clear() { (written, said) = ("", "") }
}

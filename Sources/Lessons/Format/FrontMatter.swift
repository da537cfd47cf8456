/// What stands between the `---` lines at the top of a lesson.
package struct FrontMatter: Equatable, Sendable {
  package var title = ""
  /// Citations of what the lesson rests on.
  package var source: [String] = []
  /// Promised reading time.
  package var minutes: Double?
  /// Promised computing time, all blocks together.
  package var seconds: Double?
  /// The same in full size, as the author found it: for information.
  package var fullSeconds: Double?
  /// Data sets the lesson loads.
  package var needs: [String] = []
  /// Identifiers of the claims it shows.
  package var teaches: [String] = []
}

/// Where data comes from and on which terms; `data` and `explain` show it.
package struct Facts: Equatable, Sendable {
  package var origin: String
  package var licence: String
  package var citation: String
  /// Anything a learner should know before trusting the numbers.
  package var notes: String

  package init(origin: String, licence: String = "", citation: String = "", notes: String = "") {
    self.origin = origin
    self.licence = licence
    self.citation = citation
    self.notes = notes
  }
}

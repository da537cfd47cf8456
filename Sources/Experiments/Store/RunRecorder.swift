import Basis

/// Takes the runs that have come to an end: the store, or whoever gathers an experiment's.
package protocol RunRecorder: AnyObject {
  /// Keeps runs, numbers and all, together or not at all. The problem says what is not being recorded and what to do;
  /// whoever trains goes on.
  func record(_ runs: [RunRecord]) throws
  /// Adds what the test part said of a run that was recorded without it.
  func complete(_ key: String, test: RunRecord.Quality) throws
  /// Keeps claims that were judged, each in place of its former verdict.
  func keep(_ claims: [ClaimEntry]) throws
}

/// Judges a claim that every run must satisfy: one that does not refutes it.
package struct CountTest: Equatable, Sendable {
  /// One answer per seed.
  package let held: [Bool]

  package init(_ held: [Bool]) { self.held = held }

  package var holding: Int { held.count { $0 } }

  package var verdict: Verdict {
    held.isEmpty ? .undecided : held.allSatisfy { $0 } ? .reproduced : .contradicted
  }
}

import Basis

/// Runs programs against a host, statement by statement.
package struct Interpreter {
  let host: any Host

  package init(_ host: any Host) { self.host = host }
}

import Basis
import Language

/// A host that writes down what it is asked, in order, as text.
final class RecordingHost: Host {
  var bindings = Bindings()
  var measurements = ["accuracy", "loss", "seconds", "gradient.mean"]
  var isInterrupted: Bool { log.count >= interruptAfter }
  var isFullSize = false
  var log: [String] = []
  var calls: [Call] = []
  var expectations: [Expectation] = []
  var interruptAfter = Int.max

  func run(_ call: Call) throws {
    switch call.verb {
    case "fail": throw Problem("it failed")
    case "pick": throw call.problem("no such thing", at: call.arguments[0], advice: "pick another")
    case "nested": try Interpreter(self).run(try Program(parsing: "ok\n  fail", origin: "inner"))
    case "twice":
      for _ in 0..<2 { if let block = call.block { try Interpreter(self).run(block) } }
    default:
      calls.append(call)
      log.append(call.text)
    }
  }

  func measure(_ name: String, _ arguments: [Value], at span: Span, in source: SourceText) throws -> Value {
    let arguments = arguments.map(\.display).joined(separator: ",")
    switch name {
    case "accuracy" where arguments == "test": return .number(0.75)
    case "loss" where arguments == "train": return .number(.nan)
    case "seconds" where arguments.isEmpty: return .number(3)
    case "gradient.mean": return .text(arguments)
    default: throw Problem("\(name)(\(arguments)) is not measured")
    }
  }

  func show(_ values: [Value]) throws { log.append("show " + values.map(\.literal).joined(separator: "|")) }

  func expectation(_ outcome: Expectation) throws {
    expectations.append(outcome)
    if !outcome.held { throw Problem("expected \(outcome.text)", kind: .expectation) }
  }

  func record(measure name: String, value: Value, of expression: Expression) throws {
    log.append("record \(name) \(value.literal)")
  }

  func judge(_ claim: Claim, at span: Span, in source: SourceText) throws { log.append(claim.line) }
}

/// Runs a program and gives what the host saw.
func log(of text: String, isFullSize: Bool = false) throws -> [String] {
  let host = RecordingHost()
  host.isFullSize = isFullSize
  try Interpreter(host).run(try Program(parsing: text))
  return host.log
}

/// The diagnostic that a program ends with, from reading or from running it.
func diagnostic(of text: String, origin: String? = nil) -> Diagnostic? {
  do {
    try Interpreter(RecordingHost()).run(try Program(parsing: text, origin: origin))
    return nil
  } catch let diagnostic as Diagnostic {
    return diagnostic
  } catch {
    return nil
  }
}

/// What `print` of this expression shows.
func shown(_ expression: String) throws -> String {
  String(try log(of: "print \(expression)").joined().dropFirst("show ".count))
}

import Basis
import Language
import Testing

struct InterpreterTests {
  @Test(arguments: [
    ("1 - 2 - 3", "-4"), ("1 - (2 - 3)", "2"), ("2 + 3 * 4", "14"), ("(2 + 3) * 4", "20"),
    ("12 / 2 / 3", "2"), ("2^3^2", "512"), ("(2^3)^2", "64"), ("-2^2", "-4"), ("(-2)^2", "4"),
    ("2^-1", "0.5"), ("--2", "2"), ("2 - -3", "5"), ("-3 + 5", "2"), ("1 + 2 < 2 * 2", "on"), ("3-1", "2"),
    ("20% * 50", "10"), ("7%", "0.07"), ("1e-3", "0.001"), (".5 + 1E2", "100.5"), ("6 − 2", "4"),
    ("1 ≤ 1", "on"), ("1 ≥ 2", "off"), ("1 ≠ 2", "on"), ("1 + 1..2 * 2", "2..4"), ("2 * (1 + 2", ""),
    ("1 < 2 and 2 < 3", "on"), ("1 < 2 and 3 < 2", "off"), ("2 < 1 or 2 < 3", "on"),
    ("1 < 2 or 1 < 2 and 2 < 1", "on"), ("(1 < 2 or 1 < 2) and 2 < 1", "off"), ("on and off", "off"),
  ])
  func operatorsBindAsInMathematics(expression: String, value: String) throws {
    if value.isEmpty {
      #expect(throws: Diagnostic.self) { try shown(expression) }
    } else {
      #expect(try shown(expression) == value)
    }
  }

  @Test(arguments: [
    ("abs(-3)", "3"), ("sqrt(16)", "4"), ("log10(1000)", "3"), ("log(exp(2))", "2"), ("min(3, 1, 2)", "1"),
    ("max([3, 1, 2])", "3"), ("mean(1..4)", "2.5"), ("mean(1, 2)", "1.5"), ("round(2.567, 2)", "2.57"),
    ("round(1e300, 15)", "1e300"), ("round(-1.2)", "-1"), ("floor(-1.2)", "-2"), ("ceil(12.57)", "13"),
    ("length([a, b])", "2"), ("count(0..9)", "10"),
    ("max(loss(train), 1)", "nan"), ("log10(seconds) < 1", "on"),
  ])
  func functionsComputeWhatTheirNamesSay(expression: String, value: String) throws {
    #expect(try shown(expression) == value)
  }

  @Test func aBareWordIsABindingThenAMeasurementThenItself() throws {
    #expect(try shown("seconds") == "3")
    #expect(try shown("relu") == "relu")
    #expect(try shown("[seconds, relu]") == "[seconds, relu]")
    #expect(try shown("gradient.mean(last)") == "last")
    #expect(try shown("gradient.mean(1..last)") == "\"1..last\"")
    #expect(try shown("gradient.mean(seconds)") == "seconds")
    #expect(try log(of: "let seconds = 5; print seconds, seconds + 1") == ["show 5|6"])
  }

  @Test func argumentsTakeTheValuesOfBindings() throws {
    #expect(
      try log(of: "let n = 50; let f = relu; layer dense n f n=n [n, f, \"f\"] 1..n (n / 2) \"n\" n-1")
        == ["layer dense 50 relu n=50 [50, relu, f] 1..50 25 \"n\" n-1"])
  }

  @Test func anArgumentKeepsItsTextAndItsPlace() throws {
    let host = RecordingHost()
    let source = "load 007 \"a b\" rate = 20% x"
    host.bindings["x"] = .number(0.5)
    try Interpreter(host).run(try Program(parsing: source))
    let call = try #require(host.calls.first)
    #expect(call.arguments.map(\.text) == ["007", "a b", "20%", "0.5"])
    #expect(call.arguments.map(\.value) == [.number(7), .text("a b"), .number(0.2), .number(0.5)])
    #expect(call.arguments.map { call.source[$0.span] } == ["007", "\"a b\"", "20%", "x"])
    #expect(call["rate"]?.nameSpan.map { call.source[$0] } == "rate")
    #expect(call[2]?.text == "0.5")
    #expect(call[3] == nil)
    #expect(call.source[call.verbSpan] == "load")
  }

  @Test func loopsRunTheirBlockForEveryValueAndForgetTheirVariable() throws {
    #expect(
      try log(of: "for a in [sigmoid, 2, \"x y\"] { use a }; use a") == [
        "use sigmoid", "use 2", "use \"x y\"", "use a",
      ])
    #expect(
      try log(of: "let i = 9; for i in 1..3 { repeat 2 { t i } }; t i") == [
        "t 1", "t 1", "t 2", "t 2", "t 3", "t 3", "t 9",
      ])
    #expect(try log(of: "repeat 0 { t }; for x in [] { t }") == [])
  }

  @Test func loopsHaveALimit() throws {
    for loop in ["repeat 1e12 { t }", "repeat 1e300 { t }", "for x in 1..1e12 { t }", "repeat 1000001 { t }"]
    {
      #expect(diagnostic(of: loop)?.problem.message.contains("at most 1,000,000 rounds") == true, "\(loop)")
    }
    #expect(
      diagnostic(of: "repeat -1 { t }")?.problem.message == "repeat needs a whole number of rounds, got -1")
    #expect(diagnostic(of: "repeat 1.5 { t }") != nil)
    #expect(diagnostic(of: "repeat relu { t }") != nil)
    try Interpreter(RecordingHost()).run(try Program(parsing: "repeat 1000000 { }"))
  }

  @Test(arguments: [
    ("1", "one"), ("2", "two"), ("3", "many"), ("4", "many"),
  ])
  func ofAnIfTheFirstBranchThatHoldsRuns(value: String, branch: String) throws {
    let text = "if n == 1 { one } else if n == 2 { two } else if n <= 2 { no } else { many }"
    #expect(try log(of: "let n = \(value); \(text)") == [branch])
  }

  @Test func anIfTakesWordsFlagsAndConjunctions() throws {
    #expect(try log(of: "for a in [x, y, z] { if a == x or a == z { use a } }") == ["use x", "use z"])
    #expect(try log(of: "if on { a }; if off { b }; if off { c } else { d }") == ["a", "d"])
    #expect(try log(of: "if on { let n = 3 }; t n") == ["t 3"], "a name given inside stays")
    let wrong = try #require(diagnostic(of: "if seconds { a }"))
    #expect(wrong.problem.message == "if needs a comparison or on/off, got 3")
    #expect(wrong.source[try #require(wrong.problem.span)] == "seconds")
  }

  @Test func anIfHasNoLimitOnItsBranchesButOnItsDepth() throws {
    let chain = "if off { a }" + String(repeating: " else if off { a }", count: 20_000) + " else { b }"
    #expect(try log(of: chain) == ["b"])
    let deep = String(repeating: "if on { ", count: 500) + "a" + String(repeating: " }", count: 500)
    #expect(diagnostic(of: deep)?.problem.message.contains("deep") == true)
  }

  @Test func sizeIsItsFirstValueAndItsSecondInFull() throws {
    let text = """
      let n = 3; train size(6, 50) layers=size(1..2, n..9) size(relu, leaky-relu) [size(a, b), size([c, d], on)]
      repeat size(1, 2) { t }; print size(seconds, 7) + 1; for s in size(1..1, [x, y]) { use s }
      """
    #expect(
      try log(of: text) == ["train 6 layers=1..2 relu [a, [c, d]]", "t", "show 4", "use 1"])
    #expect(
      try log(of: text, isFullSize: true)
        == ["train 50 layers=3..9 leaky-relu [b, on]", "t", "t", "show 8", "use x", "use y"])
    // A mistake in one of the two does not wait for the other size.
    #expect(diagnostic(of: "train size(1..2, 5..1)") != nil)
    #expect(
      diagnostic(of: "train size(6)")?.problem.message == "size(LESSON, FULL) takes two values, got 1")
  }

  @Test func aCallStandsInACommandWithoutMoreParentheses() throws {
    #expect(try log(of: "train max(2, seconds) rate=accuracy(test)") == ["train 3 rate=0.75"])
    #expect(try log(of: "use gradient.mean(1..last)") == ["use \"1..last\""])
    #expect(diagnostic(of: "train nonsense(3)")?.problem.message.contains("nonsense") == true)
  }

  @Test func anExpectationCarriesBothSides() throws {
    let host = RecordingHost()
    try Interpreter(host).run(try Program(parsing: "let t = 0.5\nexpect accuracy( test )>t"))
    let outcome = try #require(host.expectations.first)
    #expect(outcome.text == "accuracy(test) > t")
    #expect(outcome.left == .number(0.75))
    #expect(outcome.right == .number(0.5))
    #expect(outcome.comparison == .greater)
    #expect(outcome.held)
  }

  @Test func aJoinedConditionCarriesAllItsComparisons() throws {
    let host = RecordingHost()
    try Interpreter(host).run(
      try Program(parsing: "expect accuracy(test) > 0.5 and (seconds < 2 or seconds == 3) and on"))
    let outcome = try #require(host.expectations.first)
    #expect(outcome.held && outcome.comparison == nil)
    #expect(outcome.parts.map(\.text) == ["accuracy(test) > 0.5", "seconds < 2", "seconds == 3", "on"])
    #expect(outcome.parts.map(\.left) == [.number(0.75), .number(3), .number(3), .flag(true)])
    #expect(outcome.parts.map(\.held) == [true, false, true, true])
  }

  @Test(arguments: [
    ("accuracy(test) > 0.9", false), ("loss(train) < 1", false), ("loss(train) >= 1", false),
    ("loss(train) == loss(train)", false), ("loss(train) != 1", true), ("seconds == 3", true),
    ("on", true), ("off", false), ("relu == relu", true), ("relu != \"elu\"", true), ("(1 < 2) == on", true),
    ("[1, 2] == [1, 2]", true), ("1..3 == 1..3", true), ("3 <= 3", true), ("2 >= 3", false),
  ])
  func comparisonsHoldOrDoNot(condition: String, held: Bool) throws {
    let problem = diagnostic(of: "expect \(condition)")
    #expect((problem == nil) == held)
    if !held { #expect(problem?.problem.kind == .expectation) }
  }

  @Test func aBlockIsHandedOverAsAProgram() throws {
    #expect(
      try log(of: "twice {\n  ok\n  measure x = seconds + 1\n}") == ["ok", "record x 4", "ok", "record x 4"])
    let host = RecordingHost()
    try Interpreter(host).run(try Program(parsing: "let n = 5; experiment deep seed=1..n { train n }"))
    #expect(host.calls[0].text == "experiment deep seed=1..5 {\n  train n\n}")
    #expect(host.calls[0].block?.text == "train n\n")
  }

  @Test func problemsOfTheHostGetThePlaceOfTheirStatement() throws {
    let failed = try #require(diagnostic(of: "ok; repeat 1 {\n  fail 1 2\n}"))
    #expect(failed.source[try #require(failed.problem.span)] == "fail 1 2")
    let picked = try #require(diagnostic(of: "pick cherry"))
    #expect(picked.source[try #require(picked.problem.span)] == "cherry")
    let measured = try #require(diagnostic(of: "print 1 + accuracy(moon)"))
    #expect(measured.source[try #require(measured.problem.span)] == "accuracy(moon)")
  }

  @Test func aProblemInAnotherProgramShowsThatProgram() throws {
    let inner = try #require(diagnostic(of: "# a longer text than the inner one\nnested"))
    #expect(inner.location == "inner:2:3")
  }

  @Test func problemsCanBeReportedAndPassedOver() throws {
    let host = RecordingHost()
    var messages: [String] = []
    try Interpreter(host).run(try Program(parsing: "a; fail; b; for x in [1, 2] { fail }; expect 1 > 2; c")) {
      messages.append($0.problem.message)
    }
    #expect(host.log == ["a", "b", "c"])
    #expect(messages == ["it failed", "it failed", "expected 1 > 2"])
  }

  @Test func interruptionEndsEverything() throws {
    let host = RecordingHost()
    host.interruptAfter = 3
    let error = #expect(throws: Diagnostic.self) {
      try Interpreter(host).run(try Program(parsing: "a; repeat 1000 { b }; c")) { _ in }
    }
    #expect(error?.problem.kind == .interrupted)
    #expect(host.log == ["a", "b", "b"])
  }
}

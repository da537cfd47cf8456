import Basis

extension PredictBlock {
  /// Reads the content of the block that begins at `place`.
  init(_ lines: [SourceLine], at place: LessonPlace) throws {
    let isForm = { (line: SourceLine) in
      ["- ", "number:", "within:"].contains { line.text.hasPrefix($0) }
    }
    let start = lines.firstIndex(where: isForm) ?? lines.endIndex
    let question = Markdown.blocks(lines[..<start].map { String($0.text) }.joined(separator: "\n"))
    guard !question.isEmpty else {
      throw place.fault("the predict block asks nothing.", advice: "Begin it with the question.")
    }
    let form = lines[start...].filter { !$0.isBlank }
    guard let first = form.first else {
      throw place.fault(
        "the predict block has no answers.",
        advice: "Add lines \"- label: condition\", or \"number: expression\" and \"within: factor 10\".")
    }
    let isOptions = first.text.hasPrefix("- ")
    self.init(
      question: question,
      form: try isOptions ? PredictBlock.options(form) : PredictBlock.number(form, at: place))
  }

  private static func options(_ lines: [SourceLine]) throws -> Form {
    var options: [Option] = []
    for line in lines {
      // Labels may hold a colon, expressions cannot.
      guard let content = line.after("- "), let colon = content.text.lastIndex(of: ":") else {
        throw line.place.fault(
          "an option must look like \"- label: condition\", got \"\(SafeText.line(String(line.text)))\".",
          advice: "For example: - it grows: loss(train) > 2.3")
      }
      let length = content.text.distance(from: content.text.startIndex, to: colon)
      let condition = content.dropping(length + 1).trimmed
      let label = SafeText.line(String(content.text[..<colon]))
      guard !label.isEmpty, !condition.text.isEmpty else {
        throw line.place.fault("an option needs both a label and a condition.")
      }
      guard !options.contains(where: { $0.label == label }) else {
        throw line.place.fault("two options are called \"\(label)\"; a learner could not tell them apart.")
      }
      options.append(Option(label: label, condition: condition.code))
    }
    guard options.count > 1 else {
      throw lines[0].place.fault("a prediction needs at least two options, got \(options.count).")
    }
    return .options(options)
  }

  private static func number(_ lines: [SourceLine], at place: LessonPlace) throws -> Form {
    var expression: LessonCode?
    var tolerance: Tolerance?
    for line in lines {
      if let value = line.after("number:"), expression == nil, !value.text.isEmpty {
        expression = value.code
      } else if let value = line.after("within:"), tolerance == nil {
        tolerance = try self.tolerance(value)
      } else {
        throw line.place.fault(
          "a numeric prediction has one \"number: expression\" and one \"within:\" line, got \"\(SafeText.line(String(line.text)))\"."
        )
      }
    }
    guard let expression, let tolerance else {
      throw place.fault(
        "a numeric prediction needs both \"number:\" and \"within:\".",
        advice: "For example:\nnumber: accuracy(test)\nwithin: 5%")
    }
    return .number(expression, within: tolerance)
  }

  private static func tolerance(_ line: SourceLine) throws -> Tolerance {
    if let factor = line.after("factor "), let number = Double(factor.text), number > 1, number.isFinite {
      return .factor(number)
    }
    if line.text.last == "%" {
      let digits = SourceLine(text: line.text.dropLast(), place: line.place).trimmed.text
      if let percent = Double(digits), Bounds.positive.contains(percent) { return .fraction(percent / 100) }
    }
    throw line.place.fault(
      "\"within:\" must be a factor above 1 or a percentage above 0, got \"\(SafeText.line(String(line.text)))\".",
      advice: "For example: within: factor 10, or within: 20%")
  }
}

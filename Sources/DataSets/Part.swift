/// The three parts of a data set: to learn from, to choose settings by, and to judge the result once.
package enum Part: String, CaseIterable, Sendable {
  case train, validation, test
}

/// One of something for each part.
package struct Parts<Content> {
  package var train: Content
  package var validation: Content
  package var test: Content

  package init(train: Content, validation: Content, test: Content) {
    self.train = train
    self.validation = validation
    self.test = test
  }

  package subscript(part: Part) -> Content {
    get {
      switch part {
      case .train: train
      case .validation: validation
      case .test: test
      }
    }
    set {
      switch part {
      case .train: train = newValue
      case .validation: validation = newValue
      case .test: test = newValue
      }
    }
  }

  package func map<Result>(_ transform: (Content) throws -> Result) rethrows -> Parts<Result> {
    Parts<Result>(
      train: try transform(train), validation: try transform(validation), test: try transform(test))
  }
}

extension Parts: Equatable where Content: Equatable {}
extension Parts: Sendable where Content: Sendable {}

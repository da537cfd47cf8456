import Basis

/// Something wrong at a place of a lesson file.
struct LessonFault: Error, Equatable {
  let place: LessonPlace
  let message: String
  let advice: String?

  /// For whoever shows problems: the place goes into the message, because a problem's own span refers to what the
  /// learner typed.
  var problem: Problem { Problem("\(place.text): \(message)", advice: advice, kind: .malformed) }
}

extension LessonPlace {
  func fault(_ message: String, advice: String? = nil) -> LessonFault {
    LessonFault(place: self, message: message, advice: advice)
  }
}

/// One lesson: a Markdown file `NN-name.md`, taken apart into what is read and what is done.
package struct Lesson: Equatable, Sendable {
  package let number: Int
  /// The slug of the file's name: `vanishing-gradients` of `02-vanishing-gradients.md`.
  package let name: String
  /// The path as it was given.
  package let file: String
  package let frontMatter: FrontMatter
  package let parts: [LessonPart]
  /// Words of prose, for the reading time.
  package let wordCount: Int

  package var title: String { frontMatter.title }
}

/// A stretch of a lesson with one role.
package struct LessonPart: Equatable, Sendable {
  package enum Content: Equatable, Sendable {
    /// To be read. Code in any other language than ours belongs to it.
    case prose([Markdown.Block])
    case run(RunBlock)
    case task(TryBlock)
    case predict(PredictBlock)
  }

  /// Stays the same when other parts of the lesson are edited: the role and a digest of the text.
  package let identity: String
  package let place: LessonPlace
  package let content: Content
}

/// ` ```descent ` or ` ```claim `: commands that run when the learner presses Enter.
package struct RunBlock: Equatable, Sendable {
  package let code: LessonCode
}

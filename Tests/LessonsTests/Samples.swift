import Lessons

/// Lessons for the fake host, written by hand.
enum Samples {
  static let header = """
    ---
    title: Counting
    source: "Peano (1889), Arithmetices principia"
    minutes: 1
    seconds: 30
    needs: [digits]
    teaches: [counting-up]
    ---

    """

  static func lesson(_ body: String, header: String = header) throws -> Lesson {
    try Lesson(text: header + body, file: "Lessons/01-counting.md")
  }

  static let full = """
    # Counting

    First we add.

    ```descent
    add 1
    add 1
    ```

    What will it be?

    ```predict
    Where does x end?
    - at three: x = 3
    - above three: x > 3
    ```

    ```predict
    How far from zero?
    number: x
    within: factor 2
    ```

    Let us see.

    ```claim
    add 2
    ```

    ```try
    Bring x **above ten**.

    expect x > 10
    expect x < 100
    hint: Look at `add`.
    hint: Nine would do,
      or more.
    solution:
      add 4
      add 5
    wrong:
      add 1
    wrong: set 1000
    ```

    Well done.
    """
}

extension Lesson {
  var tasks: [TryBlock] {
    parts.compactMap { if case .task(let task) = $0.content { task } else { nil } }
  }

  var runs: [RunBlock] {
    parts.compactMap { if case .run(let run) = $0.content { run } else { nil } }
  }

  var questions: [PredictBlock] {
    parts.compactMap { if case .predict(let question) = $0.content { question } else { nil } }
  }
}

extension LessonProgress {
  var solvedTasks: Int { records.values.count { $0.isSolved } }
  var rightPredictions: Int { records.values.count { $0.isRight == true } }
  var scoredPredictions: Int { records.values.count { $0.isRight != nil } }
}

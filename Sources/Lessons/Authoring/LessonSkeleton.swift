import Basis
import Foundation

/// The beginning of a lesson: small, complete, and true from the first minute, so that a teacher changes what works.
package enum LessonSkeleton {
  /// Writes `NN-name.md` into a folder, with the first number that no lesson there has. Returns its path.
  ///
  /// Throws a `Problem` if the name cannot be a lesson's, or the folder has a lesson of this name already.
  package static func write(_ name: String, in folder: String) throws -> String {
    let number = try nextNumber(for: name, in: folder)
    let file = (number < 10 ? "0" : "") + "\(number)-\(name).md"
    let path = folder.hasSuffix("/") ? folder + file : folder + "/" + file
    do {
      // Never over a file that came into being meanwhile.
      try Data(text(title: title(of: name)).utf8).write(
        to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      throw Problem("\(SafeText.line(path)) cannot be written: \(error.localizedDescription)")
    }
    return path
  }

  private static func nextNumber(for name: String, in folder: String) throws -> Int {
    guard LessonFile.parts(of: "01-" + name + ".md")?.name == name else {
      throw Problem(
        "a lesson's name has lower-case letters, digits and dashes, got \"\(SafeText.line(name))\"",
        advice: "for example: descent lesson new learning-rate")
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw Problem(
        "there is no folder \(SafeText.line(folder))", advice: "mkdir makes one; --in names another",
        kind: .missingInput)
    }
    let entries = Library(folders: [folder]).entries
    if let other = entries.first(where: { $0.name == name }) {
      throw Problem("\(SafeText.line(other.file)) is there already", advice: "choose another name")
    }
    let number = (entries.map(\.number).max() ?? 0) + 1
    guard LessonFile.parts(of: "\(number)-\(name).md") != nil else {
      throw Problem("\(SafeText.line(folder)) has a lesson \(number - 1), and numbers end there")
    }
    return number
  }

  /// `learning-rate` → `Learning rate`
  private static func title(of name: String) -> String {
    let words = name.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  static func text(title: String) -> String {
    """
    ---
    title: \(title)
    source: "Who claims it, where (year)"
    minutes: 4
    seconds: 10
    needs: [digits]
    teaches: [X1]
    ---

    # \(title)

    Begin with the question, and why it matters. This page works as it stands; replace it piece by piece, and run
    `descent check` on it now and then.

    ```descent
    data digits
    network
    layer dense 32 relu
    layer dense 10
    ```

    Let the learner commit to an answer before the machine gives it.

    ```predict
    Ten classes, and nothing learned yet. How many test digits will the network get right?
    - about one in ten: accuracy(test) < 0.3
    - about half of them: accuracy(test) >= 0.3
    ```

    ```descent
    print accuracy(test)
    train 1
    expect accuracy(test) > 0.4
    ```

    Say what was to be seen. Then let the claim be measured, over several seeds.

    ```claim
    experiment rates varies seed=1..3 rate=[0.001, 0.1] {
      data digits
      network
      layer dense 32 relu
      layer dense 10
      optimizer sgd lr=rate
      train 3
      measure right = accuracy(test)
    }
    claim X1 "a rate of 0.1 learns more in three epochs than one of 0.001" rates.right(0.1) > rates.right(0.001) by 0.1
    ```

    ```try
    Get to 90 % of the test digits. You may train longer, or change the learning rate.

    expect accuracy(test) > 0.9
    hint: So far every digit has been seen once.
    hint: `train 20` goes on from here.
    solution:
      train 20
    wrong:
      optimizer sgd lr=0.0001
      train 5
    ```

    ## Remember

    - One sentence for each thing worth keeping.

    ## Where the source is imprecise

    What does not hold, and the numbers above that show it.

    """
  }
}

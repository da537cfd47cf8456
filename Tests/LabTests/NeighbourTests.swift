import Basis
import Foundation
import Lab
import TestSupport
import Testing

@Suite struct NeighbourTests {
  private func value(_ data: String, _ expression: String) throws -> Double {
    let test = TestLab(data, isJSON: true)
    #expect(test.run("print \(expression)") == 0, "\(test.output.said)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(test.output.written.utf8)) as? [String: Any])
    return try #require(((object["result"] as? [String: Any])?["values"] as? [Double])?.first)
  }

  /// One feature, classes in runs of two: 0 0 1 1 0 0 1 1 …, so that everybody's nearest other is a twin, or, where all
  /// are as far, the one before.
  @Test func theNearestOtherDecides() throws {
    let scratch = try Scratch()
    let rows = (0..<40).flatMap { pair in
      let label = pair.isMultiple(of: 2) ? "a" : "b"
      return ["\(pair * 10),\(label)", "\(pair * 10 + 1),\(label)"]
    }
    let path = try scratch.write("x,class\n" + rows.joined(separator: "\n") + "\n", to: "pairs.csv")
    #expect(try value("data csv \(path) target=class; split validation=0 test=0", "neighbour(train)") == 1)
    let shifted = (0..<40).map { "\($0 * 10),\($0.isMultiple(of: 2) ? "a" : "b")" }
    let lone = try scratch.write("x,class\n" + shifted.joined(separator: "\n") + "\n", to: "lone.csv")
    #expect(try value("data csv \(lone) target=class; split validation=0 test=0", "neighbour(train)") == 0)
  }

  /// scikit-learn 1.5 gives 0.98 to 0.99 for one neighbour on these digits.
  @Test func digitsAreRecognizedByTheirNeighbours() throws {
    let share = try value("data digits", "neighbour(test)")
    #expect(share > 0.96 && share <= 1)
  }

  @Test func whatCannotBeComparedIsSaid() {
    for (commands, part) in [
      ("data diabetes", "predicts numbers"), ("", "no data yet"),
      ("data spirals count=400000", "take too long"), ("data iris; split test=0", "nothing to compare"),
    ] {
      let test = TestLab(commands)
      #expect(test.run("print neighbour(test)") == 2, "\(commands)")
      #expect(test.output.said.contains(part), "\(commands): \(test.output.said)")
    }
  }
}

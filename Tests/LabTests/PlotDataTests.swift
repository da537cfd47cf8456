import Basis
import DataSets
import Foundation
import Lab
import Testing

@Suite struct PlotDataTests {
  private func result(_ commands: String, _ command: String = "plot data") throws -> [String: Any] {
    let test = TestLab(commands, isJSON: true)
    #expect(test.run(command) == 0, "\(test.output.said)")
    let line = try #require(test.output.written.split(separator: "\n").last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    return try #require(object["result"] as? [String: Any])
  }

  @Test(arguments: ["spirals", "spirals classes=7", "moons", "circles", "blobs", "xor"])
  func everyPlaneIsDrawnWithin80Columns(data: String) {
    let test = TestLab("data \(data)")
    #expect(test.run("plot data") == 0)
    let lines = test.output.written.split(separator: "\n")
    #expect(lines.count > 18 && lines.allSatisfy { $0.count <= 80 })
    #expect(test.output.written.contains("o") && test.output.written.contains("x"))
    #expect(!test.output.written.contains("\u{1B}"))
  }

  @Test func withoutANetworkNothingLiesUnderThePoints() throws {
    let result = try result("data moons")
    let plane = try #require(result["plane"] as? [String: Any])
    #expect(plane["answers"] == nil)
    #expect((plane["points"] as? [Any])?.count == 350)
  }

  @Test func theGroundIsWhatTheNetworkAnswers() throws {
    let test = TestLab(
      "data blobs classes=2 count=400; network; layer dense 2; optimizer sgd lr=0.5; train 30", isJSON: true)
    test.output.clear()
    #expect(test.run("plot data") == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(test.output.written.utf8)) as? [String: Any])
    let plane = try #require((object["result"] as? [String: Any])?["plane"] as? [String: Any])
    let answers = try #require(plane["answers"] as? [[Int]])
    let across = try #require(plane["across"] as? [Double])
    let up = try #require(plane["up"] as? [Double])
    let points = try #require(plane["points"] as? [[String: Any]])
    // The answer at a point is that of the cell it lies in, but for points whose cell the border crosses.
    var agreeing = 0
    for point in points {
      let x = try #require(point["x"] as? Double), y = try #require(point["y"] as? Double)
      let column = Int((x - across[0]) / (across[1] - across[0]) * Double(answers[0].count))
      let row = answers.count - 1 - Int((y - up[0]) / (up[1] - up[0]) * Double(answers.count))
      if answers[row][column] == point["class"] as? Int { agreeing += 1 }
    }
    test.output.clear()
    test.run("print accuracy(train)")
    let printed = try #require(
      try JSONSerialization.jsonObject(with: Data(test.output.written.utf8)) as? [String: Any])
    let accuracy = try #require(((printed["result"] as? [String: Any])?["values"] as? [Double])?.first)
    #expect(abs(Double(agreeing) / Double(points.count) - accuracy) < 0.03)
    #expect(accuracy > 0.9, "the law says little about a network that guesses")
    #expect(Set(answers.joined()) == [0, 1])
  }

  @Test func aCurveIsDrawnThroughTheSine() throws {
    let result = try result(
      "data sine; network; layer dense 16 tanh; layer dense 1; optimizer adam lr=0.03; train 60")
    let curve = try #require((result["curve"] as? [String: Any])?["curve"] as? [[String: Any]])
    #expect(curve.count == 65)
    for point in curve {
      let x = try #require(point["x"] as? Double), y = try #require(point["y"] as? Double)
      #expect(abs(y - sin(Double.pi * x)) < 0.4, "at \(x)")
    }
  }

  @Test(arguments: [
    ("data digits", "64 features and classes"), ("data iris", "4 features"),
    ("data diabetes", "numbers to predict"),
    ("", "no data yet"),
  ])
  func whatHasNoTwoAxesIsExplained(commands: String, part: String) {
    let test = TestLab(commands)
    #expect(test.run("plot data") == 2)
    #expect(test.output.said.replacing("\n", with: " ").contains(part))
  }

  @Test func aNetworkThatDoesNotFitIsLeftOut() {
    let test = TestLab("data moons; network; layer dense 1")
    #expect(test.run("plot data") == 0)
    #expect(test.output.written.replacing("\n", with: " ").contains("The network does not fit this data."))
  }
}

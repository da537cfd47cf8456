import Basis
import Foundation
import Lab
import Language
import TestSupport
import Testing

@Suite struct TrainingTests {
  @Test func aDivergingTrainingSaysWhereAndKeepsTheLastGoodState() throws {
    let test = TestLab(TestLab.small + "; optimizer sgd lr=1e6")
    let before = test.lab.state.model?.digest
    #expect(test.run("train 3") == 2)
    #expect(test.output.said.contains("loss became NaN at step "))
    #expect(test.output.said.contains("optimizer lr="))
    let model = try #require(test.lab.state.model)
    #expect(model.network.parameters.allSatisfy { $0.isFinite })
    #expect(model.epochs > 0 || model.digest == before)
  }

  @Test func anInterruptionKeepsWhatWasLearnedAndCanBeReplayed() throws {
    let scratch = try Scratch()
    var polls = 0
    var isArmed = false
    let test = TestLab(TestLab.small + "; optimizer momentum") {
      $0.isInterrupted = {
        polls += isArmed ? 1 : 0
        return isArmed && polls > 57
      }
    }
    isArmed = true
    #expect(test.run("train 100") == 130)
    isArmed = false
    let steps = try #require(test.lab.state.model?.steps)
    #expect(steps > 0 && steps < 100)
    let file = scratch.path + "/stopped.descent"
    #expect(test.run("save script \"\(file)\"") == 0)
    let replay = TestLab("run \"\(file)\"")
    #expect(replay.lab.state.model?.digest == test.lab.state.model?.digest)
  }

  @Test func inAPipeEveryEpochIsALine() {
    let test = TestLab.smallNet()
    test.run("train 3")
    let lines = test.output.written.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("epoch ") } == 3)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func digestsDoNotDependOnThreads() {
    let digests = [1, 2].map { threads in
      TestLab(TestLab.small + "; train 2") { $0.threads = threads }.lab.state.model?.digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test func aRegressionIsMeasuredInItsOwnUnits() throws {
    let test = TestLab("data diabetes; network; layer dense 16 relu; layer dense 1; train 20", isJSON: true)
    test.run("print mae(test), r2(test)")
    let line = try #require(test.output.written.split(separator: "\n").first)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let values = try #require((object?["result"] as? [String: Any])?["values"] as? [Double])
    // The target runs from 25 to 346 with a deviation of 77: linear regression errs by about 43 (scikit-learn's
    // LinearRegression on this data set), and standardized units would be below 1.
    #expect(values[0] > 30 && values[0] < 65)
    #expect(values[1] > 0.25)
  }
}

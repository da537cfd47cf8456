import Basis
import Experiments

/// A sweep's table, its drawing, and one sentence that says which variants can be told apart.
enum SweepReport {
  static func report(_ result: ExperimentResult) -> Report {
    var report = ExperimentReport.report(result, threads: 1)
    guard let measure = result.measures.first else { return report }
    let arms = ArmComparison(result, measure)
    report.addGap()
    report.add(plot: "ranking", arms.plot(.deviation), arms.sentence(.deviation), data: arms.json)
    return report
  }
}

/// What is kept of an epoch.
package struct EpochRecord: Equatable, Sendable, Codable {
  package let loss: Double
  package let accuracy: Double?
  package let validationLoss: Double?
  package let validationAccuracy: Double?
  package let seconds: Double
  package let rate: Double

  package init(_ report: EpochReport) {
    (loss, accuracy) = (report.training.loss, report.training.accuracy)
    (validationLoss, validationAccuracy) = (report.validation?.loss, report.validation?.accuracy)
    (seconds, rate) = (report.seconds, report.pace.rate)
  }
}

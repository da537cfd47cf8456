import Basis

extension DataSet {
  /// Of what training and judging see, much as `sha256` takes its sum of it: enough to notice that data is not what it
  /// was, and fast enough to ask each time.
  package var fingerprint: Fingerprint {
    var sum = Fingerprint()
    sum.add(shape.text)
    sum.add(task.classes.joined(separator: "\n"))
    for part in Part.allCases {
      let samples = self[part]
      sum.add(samples.features)
      switch samples.targets {
      case .classes(let labels, let count):
        sum.add([count])
        sum.add(labels)
      case .values(let values, let width):
        sum.add([width])
        sum.add(values)
      }
    }
    // Which rows they are; to gather them would take far longer than all the rest.
    sum.add(leftOut)
    return sum
  }
}

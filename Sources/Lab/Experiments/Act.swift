import Language

/// Something done beside the lab's state: an experiment, a sweep or a claim, and where the lab stood then.
struct Act {
  enum Kind: Equatable {
    case experiment(String)
    /// With the experiments it is about.
    case claim(about: [String])
  }

  let kind: Kind
  /// The statement in its normal form.
  let text: String
  /// The commands that had led to the state.
  let script: [String]
  let bindings: Bindings
  /// Whether it would come out otherwise elsewhere.
  let dependsOnState: Bool
}

extension Lab {
  func note(_ plan: ExperimentPlan, dependsOnState: Bool) {
    acts.append(
      Act(
        kind: .experiment(plan.name), text: plan.text, script: state.script, bindings: bindings,
        dependsOnState: dependsOnState))
  }

  /// A claim about experiments of these names.
  func note(_ experiments: [String], _ claim: String) {
    acts.append(
      Act(
        kind: .claim(about: experiments), text: claim, script: state.script, bindings: bindings,
        dependsOnState: false))
  }
}

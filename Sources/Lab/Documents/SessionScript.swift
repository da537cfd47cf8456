import Basis
import Language

/// The script that repeats a session in a fresh lab: the commands that led to its state, and its experiments, sweeps and
/// claims, each where the lab stands as it stood then.
struct SessionScript {
  private let final: [String]
  private(set) var lines: [String]
  /// The commands in effect.
  private var now: [String] = []
  private var bindings = Bindings()

  init(_ lab: Lab) {
    final = lab.state.script
    lines = ["seed \(lab.environment.seed)"]
    for act in SessionScript.needed(lab.acts) { add(act) }
    move(to: final)
  }

  private mutating func add(_ act: Act) {
    if act.dependsOnState {
      move(to: act.script)
    } else {
      // Anywhere would do; in its order it reads best.
      let way = SessionScript.common(act.script, final)
      if way > now.count, now.elementsEqual(final.prefix(now.count)) { move(to: Array(final.prefix(way))) }
    }
    for name in act.bindings.names where act.text.contains(name) && act.bindings[name] != bindings[name] {
      guard let value = act.bindings[name] else { continue }
      lines.append("let \(name) = \(value.literal)")
      bindings[name] = value
    }
    lines.append(act.text)
  }

  /// Takes back what the other way has not, and goes on along it.
  private mutating func move(to script: [String]) {
    let way = SessionScript.common(now, script)
    let undone = now.dropFirst(way).count { !$0.hasPrefix("#") }
    if undone > 0 { lines.append("undo \(undone)") }
    lines += script.dropFirst(way)
    now = script
  }

  private static func common(_ one: [String], _ other: [String]) -> Int {
    zip(one, other).prefix { $0 == $1 }.count
  }

  /// Without experiments that were run again before any claim had asked for them, and without claims that were judged
  /// again.
  static func needed(_ acts: [Act]) -> [Act] {
    var kept: [Act] = []
    var claims: Set<String> = []
    var later: Set<String> = []
    var wanted: Set<String> = []
    for act in acts.reversed() {
      switch act.kind {
      case .claim(let experiments):
        guard claims.insert(act.text).inserted else { continue }
        wanted.formUnion(experiments)
      case .experiment(let name):
        guard later.insert(name).inserted || wanted.contains(name) else { continue }
        wanted.remove(name)
      }
      kept.append(act)
    }
    return kept.reversed()
  }
}

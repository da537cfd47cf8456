import Foundation

/// How the others run a workload: their best settings, each a contestant of its own.
struct Peers {
  let python: String
  /// Folder of the scripts.
  let scripts: String

  /// Told to use the kernels for AVX-512 that the libraries do not choose by themselves on every processor. No setting
  /// was slower for it; only what is run as it was installed goes without.
  private static let widest = [
    "OPENBLAS_CORETYPE": "SkylakeX", "MKL_ENABLE_INSTRUCTIONS": "AVX512", "MKL_CBWR": "AVX512",
  ]

  func contestants(_ workload: Workload) -> [Contestant] {
    let name = workload.name
    var list: [(title: String, words: [String], environment: [String: String])] = []
    func add(_ title: String, _ script: String, _ options: [String], widest: Bool = true) {
      list.append((title, [script + ".py", name] + options, widest ? Self.widest : [:]))
    }
    let kind = name.hasPrefix("W2") && name != "W2sgd" ? "foreach" : "fused"
    // The second thread pays for itself everywhere but where a step, or each of its parts, is tiny.
    for threads in name == "W4" ? [1] : ["W2stats", "W5"].contains(name) ? [1, 2] : [2] {
      let words = threads == 1 ? ", 1 thread" : ""
      add("PyTorch \(kind)" + words, "pytorch", [kind, "threads=\(threads)"])
      add("PyTorch compiled" + words, "pytorch", ["compiled", kind, "threads=\(threads)"])
    }
    add("PyTorch as installed", "pytorch", [], widest: false)
    if !workload.images.isEmpty {
      add("PyTorch channels-last", "pytorch", ["channels-last", kind])
      add("PyTorch compiled channels-last", "pytorch", ["compiled", "channels-last", kind])
      add("TensorFlow function", "keras_peer", ["function"])
    }
    if !workload.watches {
      add("Keras fit", "keras_peer", ["fit"], widest: false)
      add("Keras fit, many steps a call", "keras_peer", ["fit-many"])
      add("TensorFlow function with XLA", "keras_peer", ["xla"])
    }
    if ["W1", "W4", "W6"].contains(name) { add("scikit-learn partial_fit", "sklearn_peer", []) }
    if ["W1", "W2", "W2sgd", "W4", "W5", "W6"].contains(name) {
      add("NumPy by hand", "numpy_peer", [])
    }
    return list.compactMap { entry in
      var words = entry.words
      words[0] = scripts + "/" + words[0]
      return try? Contestant(entry.title, python, ["-W", "ignore"] + words, environment: entry.environment)
    }
  }
}

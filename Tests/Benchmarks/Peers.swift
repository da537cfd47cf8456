import Foundation

/// How the others run a workload: their best settings, each a contestant of its own.
struct Peers {
  let python: String
  /// Folder of the scripts.
  let scripts: String

  /// Told to use the kernels for AVX-512 that the libraries do not choose by themselves on every processor.
  private static let widest = [
    "OPENBLAS_CORETYPE": "SkylakeX", "MKL_ENABLE_INSTRUCTIONS": "AVX512", "MKL_CBWR": "AVX512",
  ]

  func contestants(_ workload: Workload) -> [Contestant] {
    let name = workload.name
    var list: [(title: String, words: [String], environment: [String: String])] = []
    func add(_ title: String, _ script: String, _ options: [String], widest: Bool = false) {
      list.append(
        (title + (widest ? ", avx-512" : ""), [script + ".py", name] + options, widest ? Self.widest : [:]))
    }
    let isSmall = !["W1", "W3", "W3bn", "W6"].contains(name)
    let kind = name.hasPrefix("W2") && name != "W2sgd" ? "foreach" : "fused"
    for threads in isSmall ? [1, 2] : [2] {
      let words = threads == 1 ? ", 1 thread" : ""
      add("PyTorch \(kind)" + words, "pytorch", [kind, "threads=\(threads)"])
      add("PyTorch compiled" + words, "pytorch", ["compiled", kind, "threads=\(threads)"])
    }
    add("PyTorch as installed", "pytorch", [])
    add("PyTorch compiled", "pytorch", ["compiled", kind], widest: true)
    if !workload.images.isEmpty {
      add("PyTorch channels-last", "pytorch", ["channels-last", kind])
      add("PyTorch compiled channels-last", "pytorch", ["compiled", "channels-last", kind])
    }
    if !workload.watches {
      add("Keras fit", "keras_peer", ["fit"])
      add("Keras fit, many steps a call", "keras_peer", ["fit-many"])
      add("TensorFlow function", "keras_peer", ["function"])
      add("TensorFlow function with XLA", "keras_peer", ["xla"])
    }
    if ["W1", "W4", "W6"].contains(name) {
      for widest in [false, true] { add("scikit-learn partial_fit", "sklearn_peer", [], widest: widest) }
    }
    if ["W1", "W2", "W2sgd", "W4", "W5", "W6"].contains(name) {
      for widest in [false, true] { add("NumPy by hand", "numpy_peer", [], widest: widest) }
    }
    return list.compactMap { entry in
      var words = entry.words
      words[0] = scripts + "/" + words[0]
      return try? Contestant(entry.title, python, ["-W", "ignore"] + words, environment: entry.environment)
    }
  }
}

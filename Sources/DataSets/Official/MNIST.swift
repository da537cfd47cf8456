import Basis

package struct MNIST: OfficialSet {
  package var path = ""

  package init() {}

  package static let card = Card<MNIST>(
    "mnist", "Handwritten digits, the data set that most of the literature begins with.",
    positions: [
      Setting(
        "path", \.path, kind: .folder,
        "A folder with the four files, gzipped or plain; without it the data set that data fetch mnist has put into "
          + "the cache.")
    ],
    sources: [
      Source(
        "LeCun, Bottou, Bengio & Haffner", 1998,
        "Gradient-based learning applied to document recognition, doi:10.1109/5.726791")
    ],
    examples: ["data mnist", "data mnist count=2000", "data mnist ~/mnist"],
    details:
      "60,000 digits to learn from, the validation part included, and 10,000 to test on, by other writers. data idx "
      + "reads other files of the same format.")

  // Sizes and checksums as several projects state and check them; the servers are TensorFlow's and PyTorch's.
  package static let release = Release(
    title: "70,000 handwritten digits, 28×28 grey",
    files: [
      .init(
        "train-images-idx3-ubyte.gz", bytes: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
      .init(
        "train-labels-idx1-ubyte.gz", bytes: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
      .init(
        "t10k-images-idx3-ubyte.gz", bytes: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
      .init(
        "t10k-labels-idx1-ubyte.gz", bytes: 4_542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ],
    addresses: [
      "https://storage.googleapis.com/cvdf-datasets/mnist", "https://ossci-datasets.s3.amazonaws.com/mnist",
    ],
    facts: Facts(
      origin: "MNIST, yann.lecun.com/exdb/mnist, made from NIST's Special Databases 1 and 3",
      licence: "CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
      citation:
        "LeCun, Bottou, Bengio & Haffner: Gradient-based learning applied to document recognition, 1998",
      notes: "no writer of the test part is in the training part"))

  package func read(_ path: String) throws -> RawData {
    var files = IDX()
    files.path = path
    return try files.load(seed: 0)
  }
}

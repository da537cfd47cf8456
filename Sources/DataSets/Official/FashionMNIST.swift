import Basis

package struct FashionMNIST: OfficialSet {
  package var path = ""

  package init() {}

  package static let card = Card<FashionMNIST>(
    "fashion-mnist", "Pictures of clothes, in the form of MNIST but harder.",
    positions: [
      Setting(
        "path", \.path, kind: .folder,
        "A folder with the four files, gzipped or plain; without it the data set that data fetch fashion-mnist has "
          + "put into the cache.")
    ],
    sources: [
      Source("Xiao, Rasul & Vollgraf", 2017, "arXiv:1708.07747, Fashion-MNIST: a novel image dataset")
    ],
    examples: [
      "data fashion-mnist", "data fashion-mnist classes=[sandal, sneaker]", "data fashion-mnist ~/fashion",
    ],
    details:
      "60,000 articles to learn from, the validation part included, and 10,000 to test on. The classes: "
      + classes.joined(separator: ", ") + ".")

  static let classes = [
    "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot",
  ]

  // Sizes and checksums as several projects state and check them; the MD5 sums beside them are those of the authors.
  package static let release = Release(
    title: "70,000 clothes, 28×28 grey",
    files: [
      .init(
        "train-images-idx3-ubyte.gz", bytes: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
      .init(
        "train-labels-idx1-ubyte.gz", bytes: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
      .init(
        "t10k-images-idx3-ubyte.gz", bytes: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
      .init(
        "t10k-labels-idx1-ubyte.gz", bytes: 5_148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ],
    addresses: [
      "https://fashion-mnist.s3.eu-central-1.amazonaws.com",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
    ],
    facts: Facts(
      origin: "Fashion-MNIST, github.com/zalandoresearch/fashion-mnist",
      licence: "MIT, Zalando SE",
      citation: "Xiao, Rasul & Vollgraf: Fashion-MNIST, a novel image dataset, arXiv:1708.07747, 2017",
      notes: "photographs of articles of Zalando, made grey and small"))

  package func read(_ path: String) throws -> RawData {
    var files = IDX()
    files.path = path
    files.names = FashionMNIST.classes
    return try files.load(seed: 0)
  }
}

// swift-tools-version: 6.0
import PackageDescription

// The arrows of ARCHITECTURE.md: a target may use only what stands above it in this file.
let package = Package(
  name: "Descent",
  platforms: [.macOS(.v13)],
  products: [.executable(name: "descent", targets: ["descent"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
  ],
  targets: [
    // C: what Swift cannot express (several versions of a loop, chosen by processor) or that others keep better.
    // Where a library's headers lie is the Makefile's business: pkg-config is not everywhere.
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CMarkdown"),
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(
      name: "CKernels",
      // Optimized in every configuration: these loops are the product, and tests should not wait for them.
      cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])],
      linkerSettings: [.linkedLibrary("dnnl")]),

    .target(name: "CSubprocess"),
    .target(name: "Basis"),
    .target(name: "NeuralNet", dependencies: ["Basis", "CKernels"]),
    .target(name: "Textbook", dependencies: ["Basis", "NeuralNet"]),
    .target(name: "DataSets", dependencies: ["Basis", "CSubprocess", "CZlib"]),
    .target(name: "Charts", dependencies: ["Basis"]),
    .target(name: "Interchange", dependencies: ["Basis", "NeuralNet", "DataSets"]),
    .target(name: "Language", dependencies: ["Basis"]),
    .target(name: "Lessons", dependencies: ["Basis", "CMarkdown"]),
    .target(name: "Experiments", dependencies: ["Basis", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "Lab",
      dependencies: [
        "Basis", "NeuralNet", "Textbook", "DataSets", "Interchange", "Charts", "Language", "Lessons",
        "Experiments",
      ]),
    .executableTarget(
      name: "descent",
      dependencies: [
        "Basis", "Experiments", "Lab", "Language", "Lessons", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "BasisTests", dependencies: ["Basis"]),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Basis", "CKernels", "NeuralNet"], path: "Tests/Benchmarks",
      exclude: ["Peers"]),
    .target(name: "AllocationCount", path: "Tests/AllocationCount"),
    .testTarget(
      name: "NeuralNetTests",
      dependencies: ["Basis", "CKernels", "NeuralNet", "Textbook", "AllocationCount", "TestSupport"]),
    .testTarget(name: "TextbookTests", dependencies: ["Basis", "NeuralNet", "Textbook"]),
    .testTarget(name: "LessonsTests", dependencies: ["Basis", "Lessons", "TestSupport"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Basis", "Experiments", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "LocalServer", path: "Tests/LocalServer"),
    .testTarget(
      name: "DataSetsTests", dependencies: ["Basis", "DataSets", "CZlib", "LocalServer", "TestSupport"]),
    .testTarget(
      name: "InterchangeTests", dependencies: ["Basis", "DataSets", "Interchange", "NeuralNet"],
      exclude: ["reference.py"]),
    .testTarget(name: "LanguageTests", dependencies: ["Language"]),
    .target(
      name: "PseudoTerminal", path: "Tests/PseudoTerminal",
      linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]),
    .testTarget(
      name: "ShellTests", dependencies: ["descent", "LocalServer", "PseudoTerminal", "TestSupport"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "TestSupport"]),
    .testTarget(
      name: "LabTests",
      dependencies: [
        "Basis", "Charts", "DataSets", "Experiments", "Lab", "Language", "Lessons", "LocalServer",
        "NeuralNet", "TestSupport",
      ]),
  ]
)

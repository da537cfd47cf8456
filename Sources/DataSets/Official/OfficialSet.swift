import Basis

/// A data set that its authors published in one form for all, and that everybody's numbers are about. It is found in the
/// cache once `data fetch NAME` has put it there, or in a folder that is named: `data NAME FOLDER`.
package protocol OfficialSet: Reader {
  static var release: Release { get }
  /// Empty: in the cache.
  var path: String { get set }
  /// Reads a folder, or whatever else the format comes in.
  func read(_ path: String) throws -> RawData
}

package enum OfficialSets {
  /// The one list. A test compares it with the files of this folder.
  package static let family = Family<any OfficialSet>(
    "official data set", [CIFAR10.self, MNIST.self, FashionMNIST.self])

  package static func type(named name: String) -> (any OfficialSet.Type)? {
    family.type(named: name) as? any OfficialSet.Type
  }
}

extension OfficialSet {
  package func load(seed: UInt64) throws -> RawData {
    guard !path.isEmpty else {
      throw Problem("\(name) needs a folder here", advice: "data \(name) FOLDER")
    }
    return try read(path)
  }

  /// From the place that was named, or else from the cache.
  package func load(from cache: DataCache) throws -> RawData {
    guard path.isEmpty else { return try read(path) }
    let folder = try cache.folder(of: Self.self)
    var data: RawData
    do {
      data = try read(folder)
    } catch var problem as Problem where problem.kind == .malformed {
      // Its files have the right sizes, so fetching would find everything in its place.
      problem.advice = "it is damaged: delete the folder \(Files.readable(folder)), then data fetch \(name)"
      throw problem
    }
    data.name = name
    data.facts = Self.release.facts
    return data
  }
}

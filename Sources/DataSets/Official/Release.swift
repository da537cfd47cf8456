import Basis

/// A data set as it was published: which files, where they can be had, and how to tell that they are the real ones.
package struct Release: Equatable, Sendable {
  package struct File: Equatable, Sendable {
    /// A plain file name.
    package let name: String
    package let bytes: Int
    /// 64 hexadecimal digits; nil for what is unpacked from a file whose own checksum was right.
    package let sha256: String?

    package init(_ name: String, bytes: Int, sha256: String? = nil) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// What it is in a line, without the name: `60,000 photographs, 32×32 colour`.
  package let title: String
  package let files: [File]
  /// Folders on the web that hold the files, in the order in which they are tried.
  package let addresses: [String]
  /// What is kept of the one file, a gzipped tar archive; empty where the files are kept as they are.
  package let members: [File]
  package let facts: Facts

  package init(title: String, files: [File], addresses: [String], members: [File] = [], facts: Facts) {
    precondition(members.isEmpty || files.count == 1, "\(files.count) files to unpack")
    precondition(files.allSatisfy { $0.sha256?.utf8.count == 64 }, "a published file without a checksum")
    self.title = title
    self.files = files
    self.addresses = addresses
    self.members = members
    self.facts = facts
  }

  /// The files that a complete folder has.
  package var contents: [File] { members.isEmpty ? files : members }
  /// To be downloaded.
  package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// `170 MB from www.cs.toronto.edu`
  package var origin: String { "\(Numbers.bytes(bytes)) from \(Release.host(of: addresses[0]))" }

  /// `www.cs.toronto.edu` of `https://www.cs.toronto.edu/~kriz`, without a name and password before it; the address
  /// itself where it names no machine.
  package static func host(of address: String) -> String {
    let parts = address.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, let host = parts[2].split(separator: "@").last else { return address }
    return String(host)
  }
}

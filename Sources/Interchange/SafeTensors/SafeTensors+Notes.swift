// What is no tensor goes along as JSON in the metadata.

extension SafeTensors {
  mutating func note(_ value: some Encodable, as name: String) throws {
    metadata[name] = String(decoding: try JSONText.encode(value), as: UTF8.self)
  }
}

extension SafeTensorsFile {
  /// Nil where there is none of that name. Throws a `Problem` for one that is not of this type.
  func note<Note: Decodable>(_ type: Note.Type, named name: String) throws -> Note? {
    try metadata[name].map { try JSONText.decode(type, from: Array($0.utf8), what: name) }
  }
}

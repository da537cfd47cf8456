/// The JSON object at the front of a safetensors file.
struct SafeTensorsHeader: Codable {
  struct Entry: Codable, Equatable {
    /// `F32`, `F16`, `I64` …
    let dtype: String
    let shape: [Int]
    /// First byte and the one behind the last, counted from the end of the header.
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  var metadata: [String: String]
  var entries: [String: Entry]

  /// Ten times what a thousand layers take. The format itself ends at 100 MB.
  static let mostBytes = 25_000_000
  private static let metadataKey = "__metadata__"

  init(metadata: [String: String], entries: [String: Entry]) {
    self.metadata = metadata
    self.entries = entries
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    (metadata, entries) = ([:], [:])
    for key in container.allKeys {
      if key.stringValue == SafeTensorsHeader.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if !metadata.isEmpty {
      try container.encode(metadata, forKey: Key(stringValue: SafeTensorsHeader.metadataKey))
    }
    for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
  }
}

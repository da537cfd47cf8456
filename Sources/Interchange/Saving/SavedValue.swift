import Basis

/// A value of the language as JSON that says what it is: `{"number":0.5}`, `{"text":"he"}`.
package struct SavedValue: Codable, Equatable, Sendable {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  private enum Sort: String, CodingKey, CaseIterable {
    case number, text, flag, range, list
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Sort.self)
    guard let sort = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "one sort of value is needed"))
    }
    switch sort {
    case .number: value = .number(try container.decode(Double.self, forKey: sort))
    case .text: value = .text(try container.decode(String.self, forKey: sort))
    case .flag: value = .flag(try container.decode(Bool.self, forKey: sort))
    case .list: value = .list(try container.decode([SavedValue].self, forKey: sort).map(\.value))
    case .range:
      let ends = try container.decode([Int].self, forKey: sort)
      // As in the language: beyond 2⁵³ even the length of a range could overflow.
      let whole = -(1 << 53)...(1 << 53)
      guard ends.count == 2, ends[0] <= ends[1], ends.allSatisfy(whole.contains) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: container.codingPath + [sort], debugDescription: "two ends, the smaller first"))
      }
      value = .range(ends[0]...ends[1])
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Sort.self)
    switch value {
    case .number(let number): try container.encode(number, forKey: .number)
    case .text(let text): try container.encode(text, forKey: .text)
    case .flag(let flag): try container.encode(flag, forKey: .flag)
    case .range(let range): try container.encode([range.lowerBound, range.upperBound], forKey: .range)
    case .list(let values): try container.encode(values.map { SavedValue($0) }, forKey: .list)
    }
  }
}

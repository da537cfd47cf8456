extension DecodingError {
  /// What is wrong with a JSON file, in words.
  package var reason: String {
    func place(_ context: Context) -> String {
      context.codingPath.map { $0.intValue.map { "entry \($0 + 1)" } ?? $0.stringValue }.joined(
        separator: ", ")
    }
    switch self {
    case .keyNotFound(let key, _): return "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(place(context)) has the wrong kind of value"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "this is not JSON" : "\(place(context)) does not fit"
    @unknown default: return "this does not fit the schema"
    }
  }
}

/// Items that act one after the other, such as regularizers: each name stands once.
extension Array {
  /// With this one in place of the one of its name, or behind all others.
  func adding(_ item: Element, named name: (Element) -> String) -> [Element] {
    var all = self
    if let index = all.firstIndex(where: { name($0) == name(item) }) {
      all[index] = item
    } else {
      all.append(item)
    }
    return all
  }
}

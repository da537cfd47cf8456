import Foundation

/// What is made when it is first asked for, and then kept.
// Sendable: `made` is only touched while `lock` is locked.
final class Deferred<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private let make: @Sendable () -> Value
  private var made: Value?

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  var ifMade: Value? { lock.withLock { made } }

  var value: Value {
    lock.withLock {
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}

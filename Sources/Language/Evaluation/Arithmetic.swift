import Basis
import Foundation

/// The operators on numbers. What has no answer is a `Problem`; NaN and infinity that come in are passed on,
/// because a measurement may well be NaN.
enum Arithmetic {
  static func apply(_ sign: Operator, _ left: Double, _ right: Double, at span: Span) throws -> Double {
    switch sign {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide:
      guard right != 0 else {
        throw Problem("\(Numbers.short(left)) / 0 has no value: the divisor is zero", at: span)
      }
      return left / right
    case .power:
      if left == 0, right < 0 {
        throw Problem("0 ^ \(Numbers.short(right)) has no value: it divides by zero", at: span)
      }
      if left < 0, right.isFinite, right != right.rounded() {
        throw Problem(
          "\(Numbers.short(left)) ^ \(Numbers.short(right)) has no value: a negative number has only whole powers",
          at: span)
      }
      return pow(left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or:
      preconditionFailure("\(sign.rawValue) does not give a number")
    }
  }
}

import CKernels

/// Threads that run one piece of work together. They start when they are first needed and sleep in between.
final class Gang {
  private let pool = ck_pool_create()

  deinit { if let pool { ck_pool_destroy(pool) } }

  /// Runs body(context, member, members) for all members at the same time and returns when they are done. Where the system
  /// gives no threads, one member does everything.
  func run(_ members: Int, _ body: ck_gang_body, _ context: UnsafeMutableRawPointer) {
    if members > 1, let pool, ck_pool_run(pool, Int32(members), body, context) { return }
    body(context, 0, 1)
  }

  /// Returns when all members of the present run, so many, have called it.
  func meet(_ member: Int, of members: Int) {
    if members > 1, let pool { ck_pool_meet(pool, Int32(member)) }
  }
}

import CKernels

/// What a gang of threads runs: each member does its part, and members may meet on the way.
protocol GangWork: AnyObject {
  func run(member: Int, of members: Int)
}

/// Threads that run one piece of work together. They start when they are first needed and sleep in between.
final class Gang {
  private let pool: OpaquePointer?
  private var work: (any GangWork)?
  /// In the present run.
  private(set) var members = 1

  init() { pool = ck_pool_create() }

  deinit { if let pool { ck_pool_destroy(pool) } }

  /// Runs all members at the same time and returns when they are done. Where the system gives no threads, one member
  /// does everything.
  func run(_ members: Int, _ work: any GangWork) {
    if members > 1, let pool {
      (self.work, self.members) = (work, members)
      defer { self.work = nil }
      let context = Unmanaged.passUnretained(self).toOpaque()
      if ck_pool_run(pool, Int32(members), Gang.runMember, context) { return }
    }
    self.members = 1
    work.run(member: 0, of: 1)
  }

  /// Returns when all members of the present run have called it.
  func meet() {
    if members > 1, let pool { ck_pool_meet(pool) }
  }

  private static let runMember: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Void = {
    context, member in
    guard let context else { return }
    let gang = Unmanaged<Gang>.fromOpaque(context).takeUnretainedValue()
    gang.work?.run(member: Int(member), of: gang.members)
  }
}

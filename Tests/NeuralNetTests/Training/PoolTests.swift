import CKernels
import Foundation
import Testing

@Suite struct PoolTests {
  /// What the members of a gang share: each writes its own slots between meetings.
  private final class Board {
    let pool: OpaquePointer
    let rounds: Int
    let members: Int
    let slots: UnsafeMutablePointer<Int>
    let torn: UnsafeMutablePointer<Int>

    init(_ pool: OpaquePointer, members: Int, rounds: Int) {
      (self.pool, self.members, self.rounds) = (pool, members, rounds)
      slots = .allocate(capacity: members)
      slots.initialize(repeating: 0, count: members)
      torn = .allocate(capacity: members)
      torn.initialize(repeating: 0, count: members)
    }

    deinit {
      slots.deallocate()
      torn.deallocate()
    }

    func play(_ member: Int) {
      for round in 1...rounds {
        slots[member] = round
        ck_pool_meet(pool, Int32(member))
        // After a meeting everyone sees what everyone wrote before it.
        for other in 0..<members where slots[other] != round { torn[member] += 1 }
        ck_pool_meet(pool, Int32(member))
      }
    }
  }

  private func run(_ pool: OpaquePointer, _ members: Int, rounds: Int) -> Board {
    let board = Board(pool, members: members, rounds: rounds)
    let ran = withExtendedLifetime(board) {
      ck_pool_run(
        pool, Int32(members),
        { context, member, _ in
          guard let context else { return }
          Unmanaged<Board>.fromOpaque(context).takeUnretainedValue().play(Int(member))
        }, Unmanaged.passUnretained(board).toOpaque())
    }
    #expect(ran)
    return board
  }

  @Test func everyMemberRunsAndMeetingsHoldForGangsOfChangingSize() throws {
    let pool = try #require(ck_pool_create())
    defer { ck_pool_destroy(pool) }
    for turn in 0..<400 {
      let members = 1 + turn * 7 % 5
      let board = run(pool, members, rounds: 20)
      for member in 0..<members {
        #expect(board.slots[member] == 20)
        #expect(board.torn[member] == 0)
      }
    }
  }

  @Test func sleepersWake() throws {
    let pool = try #require(ck_pool_create())
    defer { ck_pool_destroy(pool) }
    for _ in 0..<20 {
      let board = run(pool, 3, rounds: 3)
      #expect((0..<3).allSatisfy { board.slots[$0] == 3 })
      // Far longer than the spin.
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  @Test func aPoolThatNeverRanEndsCleanly() throws {
    let pool = try #require(ck_pool_create())
    ck_pool_destroy(pool)
  }
}

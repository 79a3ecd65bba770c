import { releaseHolds } from '#modules/orders'
import { voidSignals } from '#modules/trust'
import type { Work } from '#platform/work'
import { claimClosed, claimWithdrawn } from '../events.ts'
import { claimMachine } from '../machine.ts'
import { claimDue } from '../timers/claim-due.ts'
import { lapseWhatIsOpen } from './conclude.ts'
import { assertAllowed, lockForSide } from './for-side.ts'
import { aboutClaim, factOf, type LockedClaim, saveClaim } from './lock-claim.ts'

/** The shopper takes it back: it turned up, or they solved it with the seller. Nothing of it counts for anybody. */
export async function withdrawClaim(work: Work, { id }: { id: string }): Promise<void> {
  const locked = await lockForSide(work, id)
  const { row } = locked.claim
  if (row.state === 'withdrawn') return
  await assertAllowed(work, locked, 'withdraw')
  const saved = await saveClaim(work, row, {
    state: claimMachine.next(row.state, 'withdraw'),
    due_at: null,
    hard_at: null,
    paused_at: null,
    left_seconds: null,
    hard_left_seconds: null,
  })
  await work.clearTimer(claimDue, row.id)
  await releaseHolds(work, { kind: 'claim', refId: row.id })
  await lapseWhatIsOpen(work, row.id)
  await voidSignals(work, { about: { kind: 'claim', id: row.id }, reason: 'withdrawn' })
  await work.emit(claimWithdrawn, aboutClaim(saved), factOf(saved))
}

/** Settled elsewhere. What was decided about money and blame before stays as it is. */
export async function closeClaim(work: Work, { claim: { row } }: LockedClaim, reason: string): Promise<void> {
  const saved = await saveClaim(work, row, {
    state: claimMachine.next(row.state, 'close'),
    due_at: null,
    hard_at: null,
    paused_at: null,
    left_seconds: null,
    hard_left_seconds: null,
    closed_reason: reason,
  })
  await work.clearTimer(claimDue, row.id)
  await releaseHolds(work, { kind: 'claim', refId: row.id })
  await lapseWhatIsOpen(work, row.id)
  await work.emit(claimClosed, aboutClaim(saved), { ...factOf(saved), reason })
}

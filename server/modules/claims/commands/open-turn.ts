import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { claimOpened } from '../events.ts'
import { type Surroundings, surroundingsOf } from '../facts.ts'
import { claimMachine } from '../machine.ts'
import { claimDue } from '../timers/claim-due.ts'
import { ruleOnClaim } from './rule-on-claim.ts'
import { aboutClaim, factOf, type LockedClaim, saveClaim } from './lock-claim.ts'

/** The claim is open: it is the seller's turn by the clock, weekends included (policy `claim.seller_answer`), unless the facts alone decide. */
export async function openTurn(work: Work, locked: LockedClaim, known?: Surroundings): Promise<void> {
  const around = known ?? (await surroundingsOf(work, locked.matter))
  const { row } = locked.claim
  const answerBy = addHours(work.now, around.resolved.get('claim.seller_answer'))
  const opened = await saveClaim(work, row, {
    state: claimMachine.next(row.state, 'open'),
    turn_at: work.now,
    due_at: answerBy,
  })
  await work.setTimer(claimDue, answerBy, { claimId: row.id }, { key: row.id })
  await work.emit(claimOpened, aboutClaim(opened), {
    ...factOf(opened),
    answerBy: answerBy.toISOString(),
    advanced: opened.advanced,
    amount: { amountMinor: opened.value_minor, currency: opened.currency },
  })
  await ruleOnClaim(work, { ...locked, claim: { ...locked.claim, row: opened } }, around)
}

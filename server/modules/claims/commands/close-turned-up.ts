import { lockOrder } from '#modules/orders'
import { voidDefects } from '#modules/sellers'
import { burdensOf, settleBurden } from '#modules/settlements'
import type { Work } from '#platform/work'
import { claimMachine } from '../machine.ts'
import { claimsOfProblems } from '../queries.ts'
import { lockClaim } from './lock-claim.ts'
import { closeClaim } from './withdraw-claim.ts'

/**
 * It arrived after all: the claim is closed, and nobody is to blame. Who bears what the shopper was paid follows what they chose:
 * sent back, the seller, who has it again; paid for or given to them, the platform, which has the money or gave it away.
 * @param choice.bears null while that is not known yet
 */
export async function closeTurnedUp(
  work: Work,
  { problemId, bears }: { problemId: string; bears: 'seller' | 'platform' | null },
): Promise<void> {
  for (const found of await claimsOfProblems(work, [problemId])) {
    await lockOrder(work, found.row.order_id)
    const locked = await lockClaim(work, found.row.id)
    if (claimMachine.can(locked.claim.row.state, 'close')) await closeClaim(work, locked, 'turned_up')
    await voidDefects(work, { about: { kind: 'claim', id: found.row.id } })
    if (bears === null) continue
    for (const burden of await burdensOf(work, { about: { kind: 'claim', id: found.row.id } }))
      await settleBurden(work, { burdenId: burden.id, burden: { payer: bears }, reason: 'turned_up' })
  }
}

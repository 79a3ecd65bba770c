import type { Claim } from '#contract/claims'
import { listClaims, presentClaims } from '#modules/claims'
import type { Reader } from '#platform/work'
import type { SellerTodo } from './contract.ts'

/** Claims that wait for the seller, and questions in them. Silence decides for the shopper. */
export async function claimsDue(reader: Reader, sellerId: string, limit: number): Promise<SellerTodo[]> {
  const records = await listClaims(reader, {
    sellerId,
    states: ['contacting', 'seller_due', 'review', 'appealed'],
    by: 'due',
    limit,
  })
  const shown = await presentClaims(
    reader,
    records.filter(({ row }) => row.paused_at === null),
  )
  return shown
    .filter((claim) => claim.dueFor === 'seller')
    .map((claim) => ({
      kind: 'claim',
      id: claim.id,
      title: claim.items[0]?.title ?? claim.order.reference,
      imageUrl: claim.items[0]?.imageUrl ?? null,
      category: claim.items[0]?.category ?? null,
      what: claim.question ? 'question' : claim.state,
      orderId: claim.order.id,
      orderReference: claim.order.reference,
      firstName: claim.shopper.name || null,
      since: claim.turnAt ?? claim.openedAt,
      by: claim.dueAt,
      onSilence: onSilence(claim),
    }))
}

function onSilence({ state, question, advanced }: Claim): SellerTodo['onSilence'] {
  if (state === 'contacting' && !question) return 'becomes_claim'
  // Whoever was paid first is given nothing more.
  return advanced ? 'stays_at_cost' : 'shopper_wins'
}

import { chargeSucceeded, refundFailed, refundRequested, refundSucceeded } from '#events/refunds'
import { lockOrder } from '#modules/orders'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { bearPart, openParts } from './commands/bear-refund.ts'
import { burdenOf, followRefunds, openBook, type BurdenBook } from './commands/follow-order.ts'
import { restOf } from './commands/settle-burden.ts'
import type { BurdenRow } from './tables.ts'

export const reactions = [
  /** Whatever goes back for a seller's unit without another word is the seller's: their sale goes back. */
  on(refundRequested, 'settlements.refund-requested', (work, { payload }) => bearWhatIsOpen(work, payload)),
  on(refundFailed, 'settlements.refund-failed', (work, { payload }) => follow(work, payload)),
  on(refundSucceeded, 'settlements.refund-succeeded', (work, { payload }) => bearWhatIsOpen(work, payload)),
  /** What turned up and was paid again is sold again. */
  on(chargeSucceeded, 'settlements.charge-succeeded', (work, { payload }) => follow(work, payload)),
]

async function follow(work: Work, { orderId }: { orderId: string }): Promise<void> {
  await followRefunds(work, await openBook(work, await lockOrder(work, orderId)))
}

async function bearWhatIsOpen(
  work: Work,
  { orderId, refundId, unitIds }: { orderId: string; refundId: string; unitIds: string[] },
): Promise<void> {
  if (unitIds.length === 0) return
  const book = await openBook(work, await lockOrder(work, orderId))
  await followRefunds(work, book)
  for (const part of openParts(book, refundId)) {
    const before = inPlaceOf(book, refundId, part.sellerId)
    await bearPart(work, book, part, {
      refundId,
      burden: before ? restOf(burdenOf(before), before) : { payer: 'seller' },
      state: before && before.posted_at === null ? 'held' : 'posted',
      ...(before ? { insteadOf: before.id, reason: before.reason, about: aboutOf(before) } : {}),
    })
  }
}

/** What did not arrive and is taken another way is borne by whom it was borne before. */
function inPlaceOf(book: BurdenBook, refundId: string, sellerId: string): BurdenRow | undefined {
  const originals = new Set(
    book.refunds
      .filter(({ movements }) => movements.some((movement) => movement.made_good_by === refundId))
      .map(({ row }) => row.id),
  )
  return book.rows.find((row) => originals.has(row.refund_id) && row.seller_id === sellerId)
}

function aboutOf({ about_kind, about_id }: BurdenRow): { kind: string; id: string } | null {
  return about_kind !== null && about_id !== null ? { kind: about_kind, id: about_id } : null
}

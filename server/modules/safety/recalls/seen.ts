import { findOrder, lockOrder } from '#modules/orders'
import type { Work } from '#platform/work'
import { findNotice } from './queries.ts'
import { lockNotice, saveNotice } from './save-notice.ts'

/** The shopper has read it; what colleagues open counts for nothing. */
export async function noteSeen(work: Work, { id }: { id: string }): Promise<void> {
  const found = await findNotice(work, id)
  await findOrder(work, found.order_id, 'recall notice')
  if (found.seen_at !== null || (work.actor.kind !== 'shopper' && work.actor.kind !== 'guest')) return
  await lockOrder(work, found.order_id)
  const notice = await lockNotice(work, id)
  if (notice.seen_at === null) await saveNotice(work, notice, { seen_at: work.now })
}

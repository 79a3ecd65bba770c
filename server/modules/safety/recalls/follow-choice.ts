import { heirOf, lockOrder } from '#modules/orders'
import type { Work } from '#platform/work'
import { recallRemedied } from '../events.ts'
import { noticeMachine } from '../machine.ts'
import { findRecall, noticeAbout } from './queries.ts'
import { lockNotice, saveNotice } from './save-notice.ts'
import { emitTold } from './tell-recall.ts'

type About = { kind: string; id: string } | null

/** What was chosen is there: the money was booked, or the storefront sends it. */
export async function noteRemedied(work: Work, about: About): Promise<void> {
  const found = await noticeAbout(work, about)
  if (!found) return
  await lockOrder(work, found.order_id)
  const notice = await lockNotice(work, found.id)
  if (!notice.choice || notice.state !== 'answered') return
  await saveNotice(work, notice, {
    state: noticeMachine.next(notice.state, 'remedy'),
    remedied_at: work.now,
  })
  await work.emit(
    recallRemedied,
    { kind: 'recall_notice', id: notice.id, orderId: notice.order_id, customerId: notice.customer_id },
    { recallId: notice.recall_id, noticeId: notice.id, choice: notice.choice },
  )
}

/** What was chosen could not be given: the shopper is told, and chooses again from what is still possible. */
export async function chooseAnew(work: Work, about: About, failed: { refundId?: string; replacementId?: string }) {
  const found = about?.kind === 'recall' ? await noticeAbout(work, about) : undefined
  if (!found) return
  const order = await lockOrder(work, found.order_id)
  const notice = await lockNotice(work, found.id)
  if (notice.state !== 'answered' && notice.state !== 'remedied') return
  const isCurrent = failed.refundId
    ? failed.refundId === notice.refund_id
    : failed.replacementId === notice.replacement_id
  if (!isCurrent) return
  await saveNotice(work, notice, {
    state: noticeMachine.next(notice.state, 'reopen'),
    // Where nothing was sent in their place, the new units carry the money of those that the shopper has.
    unit_ids: [...new Set(notice.unit_ids.flatMap((id) => heirOf(order, id)?.id ?? []))],
    choice: null,
    answered_at: null,
    answered_by: null,
    remedied_at: null,
    refund_id: null,
    replacement_id: null,
  })
  await emitTold(work, await findRecall(work, notice.recall_id), notice, { number: notice.reminders, again: true })
}

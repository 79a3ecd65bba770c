import { refundFailed, refundRequested, refundSucceeded } from '#events/refunds'
import { findChange } from '#modules/changes'
import { loadOrders } from '#modules/orders'
import { isForSomebodyElse, loadRefunds, presentRefunds } from '#modules/refunds'
import type { Refund } from '#contract/refunds'
import { on } from '#platform/events/on'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { MoneyLine } from '../templates.ts'
import { lateMadeGood, lostPutRight, wasTold } from './was-told.ts'

/** A provider that answers within this time needs no second mail: the one about the refund or its cause named amount, method and day. */
const toldMinutes = 60

const lateReasons = new Set(['late_delivery', 'late_goodwill'])

export const refundReactions = [
  on(refundRequested, 'notifications.refund-requested', async (work, { payload }) => {
    const [refund] = await presentRefunds(work, [payload.refundId])
    if (!refund || refund.state === 'failed' || (await isToldWithItsCause(work, refund))) return
    await tell(work, refund, refund.state === 'succeeded' ? 'refund_done' : 'refund_under_way')
  }),

  on(refundSucceeded, 'notifications.refund-succeeded', async (work, { payload }) => {
    const [refund] = await presentRefunds(work, [payload.refundId])
    if (!refund || new Date(refund.createdAt) > addMinutes(work.now, -toldMinutes)) return
    await tell(work, refund, 'refund_done')
  }),

  on(refundFailed, 'notifications.refund-failed', async (work, { payload }) => {
    const [refund] = await presentRefunds(work, [payload.refundId])
    if (!refund) return
    const lines = moneyLinesOf(refund).filter((_, index) => refund.perTender[index]?.id === payload.movementId)
    await send(
      work,
      refund,
      'refund_failed',
      { amount: payload.failedAmount, lines },
      `refund-failed:${payload.movementId}`,
    )
  }),
]

/** Where a refund goes, in the words of the order's payment methods. */
export function moneyLinesOf(refund: Refund): MoneyLine[] {
  return refund.perTender.map(({ label, amount, expectedBy }) => ({
    label,
    amount,
    by: expectedBy ? { day: new Date(expectedBy) } : null,
  }))
}

async function tell(work: Work, refund: Refund, template: 'refund_under_way' | 'refund_done'): Promise<void> {
  await send(work, refund, template, { amount: refund.amount, lines: moneyLinesOf(refund) }, `${template}:${refund.id}`)
}

async function send(
  work: Work,
  refund: Refund,
  template: 'refund_under_way' | 'refund_done' | 'refund_failed',
  params: { amount: Refund['amount']; lines: MoneyLine[] },
  dedupeKey: string,
): Promise<void> {
  const [order] = await loadOrders(work, [refund.orderId])
  const [detail] = await loadRefunds(work, [refund.id])
  if (!order || !detail) return
  // The value of a gift: whoever received it hears of it, and whoever gave it does not.
  const recipientId = isForSomebodyElse(detail)
  await queueNotification(work, {
    template,
    params,
    to: { customerId: recipientId ?? order.row.customer_id },
    dedupeKey,
    about: { kind: 'refund', id: refund.id },
    orderId: refund.orderId,
    order: order.row.reference,
    path: recipientId
      ? `/returns/${refund.about?.id ?? ''}`
      : refund.about?.kind === 'problem'
        ? `/problems/${refund.about.id}`
        : refund.about?.kind === 'claim'
          ? `/claims/${refund.about.id}`
          : `/orders/${refund.orderId}`,
  })
}

// The mail about a cancellation, about a lost parcel that was put right unasked, or about being late, names its money.
async function isToldWithItsCause(work: Work, refund: Refund): Promise<boolean> {
  // What a claim came to is told with its money.
  if (refund.about?.kind === 'claim') return true
  // Whoever gave the shipping fee back or a credit for being late said so with an apology; not of what a bank held up.
  if (refund.about && lateReasons.has(refund.reason))
    return wasTold(work, [lateMadeGood(refund.about.id)], new Date(refund.createdAt))
  if (refund.about?.kind === 'problem') return wasTold(work, lostPutRight(refund.about.id, ['refund', 'cancel']))
  if (refund.about?.kind !== 'change') return false
  return (await findChange(work, refund.about.id)).row.kind === 'cancel'
}

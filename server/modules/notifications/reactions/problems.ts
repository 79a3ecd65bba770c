import {
  problemPaymentFailed,
  problemReopened,
  problemReported,
  problemTurnedUp,
  problemUnlocked,
  reviewDecided,
  reviewOpened,
  reviewSilent,
} from '#events/problems'
import { replacementAccepted } from '#events/replacements'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { findProblem, problemsOf, reviewsAbout } from '#modules/problems'
import { findReplacement } from '#modules/replacements'
import { hasBegunBack, type ReturnRecord, returnIdOf, returnsOf } from '#modules/returns'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams, Things } from '../templates.ts'
import { thingsOf } from './things.ts'
import { lostPutRight, wasTold } from './was-told.ts'

export const problemReactions = [
  on(problemReported, 'notifications.problem-reported', async (work, { payload: { problemId, state, waitUntil } }) => {
    if (state !== 'waiting' || !waitUntil) return
    await tell(work, problemId, 'wait_started', `wait-started:${problemId}`, (things) => ({
      things,
      until: { moment: new Date(waitUntil) },
    }))
  }),

  on(problemUnlocked, 'notifications.problem-unlocked', (work, { payload: { problemId } }) =>
    tell(work, problemId, 'wait_over', `wait-over:${problemId}`, (things) => ({ things })),
  ),

  on(problemReopened, 'notifications.problem-reopened', async (work, { id, payload: { problemId, because } }) => {
    // A refund that failed and a cancellation that came too late have mails of their own.
    if (because === 'refund_failed' || because === 'cancel_refused') return
    const template =
      because === 'exchange_not_paid'
        ? 'exchange_not_paid'
        : because === 'parts_not_possible'
          ? 'part_not_possible'
          : 'replacement_not_possible'
    await tell(work, problemId, template, `problem-reopened:${id}`, (things) => ({ things }))
  }),

  on(problemPaymentFailed, 'notifications.problem-payment-failed', (work, { id, payload: { problemId } }) =>
    tell(work, problemId, 'payment_declined', `payment-declined:${id}`, (things) => ({ things })),
  ),

  on(problemTurnedUp, 'notifications.problem-turned-up', (work, { payload: { problemId } }) =>
    tell(work, problemId, 'turned_up', `turned-up:${problemId}`, (things) => ({ things })),
  ),

  on(
    replacementAccepted,
    'notifications.replacement-accepted',
    async (work, { about, payload: { replacementId, expectedBy } }) => {
      const { row, units } = await findReplacement(work, replacementId)
      if (row.about_kind === 'problem' && (await wasTold(work, lostPutRight(row.about_id, ['replacement'])))) return
      const [order] = await loadOrders(work, [row.order_id])
      if (!order) return
      await queueNotification(work, {
        template: 'replacement_on_its_way',
        params: {
          things: thingsOf(
            order,
            units.map((unit) => unit.unit_id),
          ),
          by: expectedBy ? { day: new Date(expectedBy) } : null,
          first: await whereTheFirstIs(work, row),
          day: row.promised_by && new Date(expectedBy) > row.promised_by ? 'later' : 'as_said',
          what: units.some((unit) => isOtherVariant(order, unit)) ? 'other' : 'same',
        },
        to: { customerId: order.row.customer_id },
        dedupeKey: `replacement-accepted:${replacementId}`,
        about: { kind: about.kind, id: about.id },
        orderId: row.order_id,
        order: order.row.reference,
        path: pathOf(row),
      })
    },
  ),

  on(reviewOpened, 'notifications.review-opened', (work, { payload: { reviewId, problemId, decideBy, onSilence } }) =>
    tell(work, problemId, 'review_opened', `review-opened:${reviewId}`, (things) => ({
      things,
      by: { moment: new Date(decideBy) },
      silence: onSilence === 'for_shopper' ? 'for_shopper' : 'to_lead',
    })),
  ),

  on(
    reviewDecided,
    'notifications.review-decided',
    async (work, { payload: { reviewId, problemId, outcome, remedy } }) => {
      const note = (await reviewsAbout(work, [problemId])).find((review) => review.id === reviewId)?.note ?? ''
      // A refund or a new one has a mail of its own, with amount and day.
      if (outcome === 'granted' && (remedy === 'refund' || remedy === 'replacement')) return
      await tell(
        work,
        problemId,
        outcome === 'granted' ? 'review_granted' : 'review_declined',
        `review-decided:${reviewId}`,
        (things) => ({ things, note }),
      )
    },
  ),

  on(reviewSilent, 'notifications.review-silent', async (work, { id, payload: { problemId, result, decideBy } }) => {
    if (result === 'for_shopper')
      await tell(work, problemId, 'review_for_you', `review-silent:${id}`, (things) => ({ things }))
    else
      await tell(work, problemId, 'review_moved', `review-silent:${id}`, (things) => ({
        things,
        by: decideBy ? { moment: new Date(decideBy) } : null,
      }))
  }),
]

function isOtherVariant(order: OrderRecord, swap: { unit_id: string; new_unit_id: string }): boolean {
  const variantOf = (id: string) => order.units.find((unit) => unit.id === id)?.variant_id
  return variantOf(swap.unit_id) !== variantOf(swap.new_unit_id)
}

function pathOf(row: { about_kind: string; about_id: string; order_id: string }): string {
  if (row.about_kind === 'problem') return `/problems/${row.about_id}`
  return row.about_kind === 'return' ? `/returns/${returnIdOf(row.about_id)}` : `/orders/${row.order_id}`
}

const neverCame = new Set<string>(['delivered_not_received', 'not_received', 'late'])

// Who holds a broken one in their hands is not told that it may turn up, and who is to send it back is told that.
async function whereTheFirstIs(
  work: Work,
  replacement: { about_kind: string; about_id: string; order_id: string; id: string },
): Promise<TemplateParams['replacement_on_its_way']['first']> {
  const returns = await returnsOf(work, [replacement.order_id])
  if (replacement.about_kind !== 'problem')
    return returns.some((each) => each.advance?.replacement_id === replacement.id && isToHandOver(each))
      ? 'back'
      : 'here'
  const problems = await problemsOf(work, [replacement.order_id])
  const about = problems.find(({ row }) => row.id === replacement.about_id)?.row
  if (about && neverCame.has(about.kind)) return 'lost'
  return returns.some((each) => each.row.id === about?.return_id && isToHandOver(each)) ? 'back' : 'here'
}

function isToHandOver(record: ReturnRecord): boolean {
  return !record.row.canceled_at && !record.row.closed_at && !hasBegunBack(record)
}

async function tell<T extends TemplateName>(
  work: Work,
  problemId: string,
  template: T,
  dedupeKey: string,
  params: (things: Things) => TemplateParams[T],
): Promise<void> {
  const { row, unitIds } = await findProblem(work, problemId)
  const [order] = await loadOrders(work, [row.order_id])
  if (!order) return
  await queueNotification(work, {
    template,
    params: params(thingsOf(order, unitIds)),
    to: { customerId: row.customer_id },
    dedupeKey,
    about: { kind: 'problem', id: problemId },
    orderId: row.order_id,
    order: order.row.reference,
    reference: row.reference,
    path: `/problems/${problemId}`,
  })
}

import { changeRefused } from '#events/changes'
import {
  chargeFailed,
  chargeSucceeded,
  disputeRecorded,
  refundFailed,
  refundRecorded,
  refundRequested,
  refundSucceeded,
} from '#events/refunds'
import { replacementCanceled, replacementNotStopped, replacementRefused } from '#events/replacements'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import { sendPaidExchange, undoUnpaidExchange } from './commands/give-exchange.ts'
import { recordPaidAfterAll, returnUnneededPayment, undoKeeping } from './commands/pay-after-all.ts'
import { recordRefundAfterAll } from './commands/record-refund-after-all.ts'
import { refreshOffers } from './commands/refresh-offers.ts'
import { reopenProblem } from './commands/reopen-problem.ts'
import { returnInstead } from './commands/turned-up.ts'
import type { ProblemTables } from './tables.ts'

const db = tablesOf<ProblemTables>()

export const reactions = [
  // Whatever moves money of an order changes what its open problems can still promise.
  on(refundRequested, 'problems.offers-after-refund', (work, { payload }) => refreshOffers(work, payload.orderId)),
  on(refundRecorded, 'problems.offers-after-refund-elsewhere', (work, { payload }) =>
    refreshOffers(work, payload.orderId),
  ),
  on(disputeRecorded, 'problems.offers-after-dispute', (work, { payload }) =>
    refreshOffers(work, payload.orderId, { restored: payload.state !== 'open' }),
  ),

  on(replacementRefused, 'problems.replacement-refused', async (work, { payload }) => {
    if (payload.about.kind !== 'problem') return
    await reopenProblem(work, {
      problemId: payload.about.id,
      given: { replacementId: payload.replacementId },
      because: payload.code,
      without: payload.code === 'parts_not_possible' ? ['parts'] : ['replacement', 'exchange'],
      words:
        payload.code === 'parts_not_possible'
          ? 'We don’t have that part on its own, and that’s on us. Here’s what we can do instead.'
          : 'We couldn’t send a new one after all, and that’s on us. You can have your money right away.',
    })
  }),

  // It was stopped because it hurt somebody: the money stands in for it. What turned up is not remedied any more.
  on(replacementCanceled, 'problems.replacement-stopped', async (work, { payload }) => {
    if (payload.about.kind !== 'problem') return
    await reopenProblem(work, {
      problemId: payload.about.id,
      given: { replacementId: payload.replacementId },
      because: 'product_unsafe',
      without: ['replacement', 'exchange', 'parts'],
      words: 'We stopped the new one, because it may not be safe. You can have your money right away.',
    })
  }),

  // It turned up, and the new one had left all the same.
  on(replacementNotStopped, 'problems.replacement-not-stopped', async (work, { payload }) => {
    if (payload.about.kind === 'problem') await returnInstead(work, payload.about.id)
  }),

  // The money did not arrive: the provider could not take it back to where it came from.
  on(refundFailed, 'problems.refund-failed', async (work, { payload }) => {
    if (payload.about?.kind !== 'problem') return
    await reopenProblem(work, {
      problemId: payload.about.id,
      given: { refundId: payload.refundId },
      because: 'refund_failed',
      without: [],
      withCredit: true,
      words: 'Your refund didn’t go through, and that’s not your fault. Nothing is lost: pick another way to get it.',
    })
    await returnUnneededPayment(work, payload.about.id, payload.refundId)
  }),

  on(refundSucceeded, 'problems.refund-succeeded', async (work, { payload }) => {
    if (payload.about?.kind === 'problem') await recordRefundAfterAll(work, payload.about.id, payload.refundId)
  }),

  // Canceling a late order was the remedy, and the warehouse could not stop it.
  on(changeRefused, 'problems.cancel-refused', async (work, { payload }) => {
    const problem = await db(work)
      .selectFrom('problem')
      .select('id')
      .where('store_id', '=', work.storeId)
      .where('change_id', '=', payload.changeId)
      .executeTakeFirst()
    if (!problem) return
    await reopenProblem(work, {
      problemId: problem.id,
      given: { changeId: payload.changeId },
      because: 'cancel_refused',
      without: ['cancel'],
      words:
        'It had already left when we asked, so we couldn’t stop it. You can turn the parcel away at the door, or wait a little.',
    })
  }),

  on(chargeSucceeded, 'problems.paid', async (work, { payload }) => {
    if (payload.about.kind !== 'problem') return
    await recordPaidAfterAll(work, payload.about.id, payload.chargeId)
    await sendPaidExchange(work, payload.about.id, payload.chargeId)
  }),

  on(chargeFailed, 'problems.payment-failed', async (work, { payload }) => {
    if (payload.about.kind !== 'problem') return
    await undoKeeping(work, payload.about.id, { chargeId: payload.chargeId, code: payload.code })
    if (!(await undoUnpaidExchange(work, payload.about.id, payload.chargeId))) return
    await reopenProblem(work, {
      problemId: payload.about.id,
      given: { chargeId: payload.chargeId },
      because: 'exchange_not_paid',
      without: [],
      words: 'The payment didn’t go through, and nothing was taken. Pick again, or another way to put it right.',
    })
  }),
]

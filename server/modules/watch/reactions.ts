import { orderRevised } from '#events/orders'
import { promiseNear, promiseRelieved } from '#events/clocks'
import { phoneLineChanged } from '#events/calls'
import { changeApplied, changeOverdue, changeRefused } from '#events/changes'
import { shipmentDelivered, shipmentScanned } from '#events/deliveries'
import { mailLookedAt, mailPutAside } from '#events/mail'
import { problemPaymentFailed, problemRemedied, problemReopened, problemTurnedUp } from '#events/problems'
import { disputeRecorded, refundRecorded, refundSucceeded } from '#events/refunds'
import { replacementDelivered, replacementRefused, replacementShipped } from '#events/replacements'
import { findProblem } from '#modules/problems'
import { balances, loadRefunds } from '#modules/refunds'
import { loadOrders, lockOrder } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { on } from '#platform/events/on'
import { isDeclaredLost, presumeLost } from './commands/presume-lost.ts'
import { reopenFinding, resolveFindings } from './commands/record-finding.ts'
import { giveFeesAfterBank, tellLate } from './commands/tell-late.ts'
import { lostActor, putRight } from './jobs/put-right.ts'
import { findFinding, findingsOf, openSubjects } from './queries.ts'
import { alert } from './sweeps/unsettled.ts'
import type { ShipmentRow } from '#modules/deliveries'

const mayBePersons = new Set([
  'several_senders',
  'no_sender',
  'not_filed',
  'too_large',
  'too_complex',
  'too_slow',
  'too_much_memory',
  'failed',
])

export const reactions = [
  // A carrier that says "lost" needs no silence.
  on(shipmentScanned, 'watch.shipment-scanned', async (work, { payload }) => {
    if (isDeclaredLost(payload.state as ShipmentRow['state']) && payload.state !== payload.stateBefore)
      await presumeLost(work, payload.shipmentId)
  }),

  // What arrived late between two rounds is found here, so that the fee goes back all the same.
  on(shipmentDelivered, 'watch.shipment-delivered', async (work, { about, payload }) => {
    const late = payload.promisedBy !== null && payload.deliveredAt > payload.promisedBy
    if (late) await tellLate(work, { kind: 'shipment', id: payload.shipmentId })
    await resolveFindings(work, {
      kinds: ['promise_at_risk', 'promise_missed'],
      subjectIds: [payload.shipmentId],
      resolution: late ? 'arrived_late' : 'arrived',
    })
    await resolveFindings(work, {
      kinds: ['presumed_lost'],
      subjectIds: [payload.shipmentId],
      resolution: 'arrived_after_all',
    })
    const [order] = await loadOrders(work, [about.orderId ?? ''])
    if (order?.row.fulfillment === 'delivered')
      await resolveFindings(work, {
        kinds: ['promise_at_risk', 'promise_missed'],
        subjectIds: [order.row.id],
        resolution: 'arrived',
      })
  }),

  on(
    disputeRecorded,
    'watch.bank-decided',
    async (work, { payload: { orderId } }) => {
      await lockOrder(work, orderId)
      await giveFeesAfterBank(work, orderId)
    },
    ({ state }) => state !== 'open',
  ),

  on(orderRevised, 'watch.order-revised', async (work, { payload }) => {
    const [order] = await loadOrders(work, [payload.orderId])
    if (order?.row.canceled_at)
      await resolveFindings(work, {
        kinds: ['promise_at_risk', 'promise_missed'],
        subjectIds: [order.row.id],
        resolution: 'canceled',
      })
  }),

  // Two systems gave the same money back. Ours cannot be undone from here; people have to know.
  on(refundRecorded, 'watch.refund-recorded', async (work, { payload: { orderId } }) => {
    const [order] = await loadOrders(work, [orderId])
    const balance = (await balances(work, [orderId])).get(orderId)
    if (!order || !balance) return
    const overMinor = Object.values(balance.perTender).reduce(
      (sum, { captured, refunded, pending }) => sum + Math.max(0, refunded + pending - captured),
      0,
    )
    if (overMinor === 0) return
    await alert(work, {
      kind: 'refunded_twice',
      subject: { kind: 'order', id: orderId },
      orderId,
      customerId: order.row.customer_id,
      details: { amountMinor: overMinor, currency: balance.currency },
    })
  }),

  on(refundSucceeded, 'watch.refund-succeeded', async (work, { payload }) => {
    const [refund] = await loadRefunds(work, [payload.refundId])
    await resolveFindings(work, {
      kinds: ['refund_unsettled'],
      subjectIds: refund?.movements.map(({ id }) => id) ?? [],
      resolution: 'settled',
    })
  }),

  on(replacementShipped, 'watch.replacement-shipped', (work, { payload }) =>
    resolveFindings(work, { kinds: ['replacement_unsent'], subjectIds: [payload.replacementId], resolution: 'sent' }),
  ),
  on(replacementDelivered, 'watch.replacement-delivered', (work, { payload }) =>
    resolveFindings(work, {
      kinds: ['replacement_unsent'],
      subjectIds: [payload.replacementId],
      resolution: 'arrived',
    }),
  ),
  on(replacementRefused, 'watch.replacement-refused', (work, { payload }) =>
    resolveFindings(work, {
      kinds: ['replacement_unsent'],
      subjectIds: [payload.replacementId],
      resolution: 'refused',
    }),
  ),

  on(changeOverdue, 'watch.change-overdue', (work, { about, payload }) =>
    alert(work, {
      kind: 'change_unanswered',
      subject: { kind: 'change', id: payload.changeId },
      orderId: about.orderId ?? null,
      customerId: about.customerId ?? null,
      details: {},
    }),
  ),
  on(changeApplied, 'watch.change-applied', (work, { payload }) =>
    resolveFindings(work, { kinds: ['change_unanswered'], subjectIds: [payload.changeId], resolution: 'applied' }),
  ),
  on(changeRefused, 'watch.change-refused', (work, { payload }) =>
    resolveFindings(work, { kinds: ['change_unanswered'], subjectIds: [payload.changeId], resolution: 'refused' }),
  ),

  on(problemRemedied, 'watch.problem-remedied', async (work, { about, payload }) => {
    if (!payload.audit) return
    await alert(work, {
      kind: 'audit',
      subject: { kind: 'problem', id: payload.problemId },
      orderId: about.orderId ?? null,
      customerId: about.customerId ?? null,
      details: { remedy: payload.remedy },
    })
  }),

  // It was kept, and the payment for it declined: the shopper may choose again, and people see that nothing is lost.
  on(problemPaymentFailed, 'watch.problem-payment-failed', (work, { about, payload }) =>
    alert(work, {
      kind: 'payment_declined',
      subject: { kind: 'charge', id: payload.chargeId },
      orderId: about.orderId ?? null,
      customerId: about.customerId ?? null,
      details: { problemId: payload.problemId },
    }),
  ),
  on(problemTurnedUp, 'watch.problem-turned-up', async (work, { about }) => {
    const declined = (await findingsOf(work, about.orderId ?? '')).filter(
      (finding) => finding.kind === 'payment_declined' && finding.details.problemId === about.id,
    )
    await resolveFindings(work, {
      kinds: ['payment_declined'],
      subjectIds: declined.map((finding) => finding.subject_id),
      resolution: 'chosen_again',
    })
  }),

  // What machines write is put aside every day; what a person may have written must not lie there unseen.
  on(
    mailPutAside,
    'watch.mail-put-aside',
    (work, { about, payload: { problem } }) =>
      alert(work, { kind: 'mail_put_aside', subject: about, orderId: null, customerId: null, details: { problem } }),
    ({ problem }) => mayBePersons.has(problem),
  ),
  on(mailLookedAt, 'watch.mail-looked-at', (work, { payload }) =>
    resolveFindings(work, {
      kinds: ['mail_put_aside'],
      subjectIds: [payload.mailId],
      resolution: payload.conversationId === null ? 'left_aside' : 'filed',
    }),
  ),

  on(promiseNear, 'watch.promise-near', (work, { payload: { clockId, brokenAt } }) =>
    alert(work, {
      kind: 'answer_nearly_late',
      subject: { kind: 'clock', id: clockId },
      orderId: null,
      customerId: null,
      details: { promisedBy: brokenAt },
    }),
  ),
  on(promiseRelieved, 'watch.promise-relieved', (work, { payload: { clockId } }) =>
    resolveFindings(work, { kinds: ['answer_nearly_late'], subjectIds: [clockId], resolution: 'answered' }),
  ),

  // What was put right unasked and could not be sent after all is put right another way, still unasked.
  on(problemReopened, 'watch.problem-reopened', async (work, { payload }) => {
    const { row } = await findProblem(work, payload.problemId)
    const finding =
      row.opened_by === actorKey(lostActor) && row.shipment_id
        ? await findFinding(work, 'presumed_lost', row.shipment_id)
        : undefined
    if (!finding) return
    // What the provider could not pay back is for the shopper to choose anew, not to be tried over and over.
    if (payload.because === 'refund_failed')
      return await reopenFinding(work, finding.id, { stoppedBy: payload.because })
    await work.enqueue(putRight, { problemId: row.id, findingId: finding.id }, { key: `${row.id}:${row.version}` })
  }),

  // Each time that it breaks is a trouble of its own.
  on(phoneLineChanged, 'watch.phone-line-changed', async (work, { payload: { state, detail, since } }) => {
    const kind = 'phone_line_trouble'
    await resolveFindings(work, {
      kinds: [kind],
      subjectIds: await openSubjects(work, kind),
      resolution: 'works_again',
    })
    if (state !== 'ok')
      await alert(work, {
        kind,
        subject: { kind: 'phone_line', id: since },
        orderId: null,
        customerId: null,
        details: { problem: detail, since },
      })
  }),
]

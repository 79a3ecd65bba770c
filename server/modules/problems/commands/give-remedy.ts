import { requestChange } from '#modules/changes'
import { cooldownUntil, findCustomer } from '#modules/customers'
import { lockOrder, type OrderRecord, releaseHolds, settleUnits } from '#modules/orders'
import { loadPolicyFor, resolvePolicy } from '#modules/policy'
import { authorizeRefund } from '#modules/refunds'
import { requestReplacement } from '#modules/replacements'
import { recordSignal, voidSignals } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { problemRemedied } from '../events.ts'
import { problemMachine } from '../machine.ts'
import type { ProblemRecord } from '../queries.ts'
import { isMissing } from '../rules.ts'
import type { Exchange, Offer } from '../tables.ts'
import { type Chosen, giveExchange } from './give-exchange.ts'
import { recordSellersPart } from './record-sellers-part.ts'
import { askSeller, claimAfterAdvance } from './open-guarantee.ts'
import { saveProblem } from './save-problem.ts'
import { openAdvance, openWayBack } from './way-back.ts'

/** Does what an offer promised. Also what a review that was granted, and the rules on silence, do. */
export async function giveRemedy(
  work: Work,
  input: {
    order: OrderRecord
    problem: ProblemRecord
    offer: Offer
    statement: boolean
    note: string | null
    chosen?: Chosen
  },
): Promise<void> {
  const { problem, offer } = input
  const { row } = problem
  if (offer.kind === 'wait') return await chooseWait(work, input)
  const made = await make(work, input)
  const state = problemMachine.next(row.state, 'remedy')
  await saveProblem(work, row, {
    state,
    remedy_kind: offer.kind,
    remedy_offer_id: offer.id,
    remedied_by: actorKey(work.actor),
    remedied_at: work.now,
    statement_signed_at: input.statement ? work.now : row.statement_signed_at,
    note: input.note ?? row.note,
    refund_id: made.refundId,
    replacement_id: made.replacementId,
    change_id: made.changeId,
    return_id: made.returnId,
    exchange: made.exchange,
  })
  // Who is to blame for a claim is decided there.
  if (offer.kind !== 'claim') await recordSellersPart(work, input.order, problem)
  if (isMissing(row.kind) && offer.kind !== 'claim') {
    await recordSignal(work, {
      customerId: row.customer_id,
      kind: 'not_received_remedy',
      about: { kind: 'problem', id: row.id },
      orderId: row.order_id,
      amount: { amountMinor: row.value_minor, currency: row.currency },
      details: { lossId: row.loss_id, remedy: offer.kind },
    })
  }
  await work.emit(
    problemRemedied,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    {
      problemId: row.id,
      remedy: offer.kind,
      refundId: made.refundId,
      replacementId: made.replacementId,
      changeId: made.changeId,
      returnId: made.returnId,
      by: actorKey(work.actor),
      audit: row.verdict.audit,
    },
  )
}

interface Made {
  refundId: string | null
  replacementId: string | null
  changeId: string | null
  returnId: string | null
  exchange: Exchange | null
}

const nothingLeft = 'This has been paid back meanwhile. Have a look at your order to see where the money is.'

const nothing: Made = { refundId: null, replacementId: null, changeId: null, returnId: null, exchange: null }

async function make(
  work: Work,
  {
    order,
    problem,
    offer,
    note,
    chosen = {},
  }: { order: OrderRecord; problem: ProblemRecord; offer: Offer; note: string | null; chosen?: Chosen },
): Promise<Made> {
  const about = { kind: 'problem', id: problem.row.id }
  const unitIds = problem.unitIds
  // Until what it costs more is paid nothing is sent, and the problem keeps its units.
  if (offer.kind === 'exchange') return { ...nothing, ...(await giveExchange(work, { order, problem, offer, chosen })) }
  // The problem's own hold does not stand in the way of its own remedy: what was made good for is settled instead.
  await releaseHolds(work, { kind: 'problem', refId: problem.row.id })
  switch (offer.kind) {
    case 'claim':
      await askSeller(work, problem, note)
      return nothing
    case 'replacement': {
      const requirement = problem.row.verdict.secureNextDelivery ? 'signature' : 'none'
      const replacement = await requestReplacement(work, {
        order,
        unitIds,
        about,
        deliveryRequirement: requirement,
        expectedBy: offer.expectedBy ? new Date(offer.expectedBy) : null,
      })
      const consent = chosen.consent === true
      const returnId = await openAdvance(work, problem, { offer, replacementId: replacement.row.id, consent })
      return { ...nothing, replacementId: replacement.row.id, returnId }
    }
    case 'parts': {
      const replacement = await requestReplacement(work, {
        order,
        unitIds,
        about,
        deliveryRequirement: 'none',
        expectedBy: offer.expectedBy ? new Date(offer.expectedBy) : null,
        parts: note ?? problem.row.note ?? 'What is missing, see the photos.',
      })
      return { ...nothing, replacementId: replacement.row.id }
    }
    case 'return_for_refund':
      return { ...nothing, returnId: await openWayBack(work, problem, { resolution: 'refund' }) }
    case 'partial_refund': {
      const refund = await authorizeRefund(work, {
        order: await lockOrder(work, order.row.id),
        unitIds,
        parts: { goods: true, shipping: false, fees: false },
        amountMinor: offer.amount?.amountMinor ?? 0,
        reason: problem.row.kind,
        about,
      })
      if (!refund) return refuse('exceeds_refundable', {}, nothingLeft)
      // Theirs, and put right: not refunded as a whole.
      await settleUnits(work, unitIds, `partial:${refund.id}`)
      return { ...nothing, refundId: refund.id }
    }
    case 'refund': {
      const refund = await authorizeRefund(work, {
        order: await lockOrder(work, order.row.id),
        unitIds,
        parts: { goods: true, shipping: true, fees: true },
        reason: problem.row.kind,
        about,
        // What was shown is what is given: less than that is refused, not paid.
        ...(offer.amount ? { plan: offer.amount } : {}),
      })
      if (!refund) return refuse('exceeds_refundable', {}, nothingLeft)
      await settleUnits(work, unitIds, `refund:${refund.id}`)
      await claimAfterAdvance(work, problem, refund)
      return { ...nothing, refundId: refund.id }
    }
    case 'cancel': {
      const items = countByItem(order, unitIds).map(([item, quantity]) => ({ item, quantity }))
      // Nobody is asked for a reason from the shop's list when canceling is what we offer for being late.
      return {
        ...nothing,
        changeId: await requestChange(
          work,
          { order: order.row.id, kind: 'cancel', items, reason: problem.row.kind, confirm: true },
          { remedy: true },
        ),
      }
    }
    case 'store_credit': {
      await assertCreditAllowed(work, order)
      const refund = await authorizeRefund(work, {
        order: await lockOrder(work, order.row.id),
        unitIds,
        parts: { goods: true, shipping: true, fees: true },
        reason: problem.row.kind,
        about,
        target: 'store_credit',
        ...(offer.amount ? { plan: offer.amount } : {}),
      })
      if (!refund) return refuse('exceeds_refundable', {}, nothingLeft)
      await settleUnits(work, unitIds, `refund:${refund.id}`)
      return { ...nothing, refundId: refund.id }
    }
    default:
      return refuse('remedy_unknown', {}, 'That can’t be done from here yet. A person can help.')
  }
}

/** For a while after sign-in details changed money only goes back to where it came from (policy `change.cooldown`). */
async function assertCreditAllowed(work: Work, order: OrderRecord): Promise<void> {
  const [version, customer] = [
    await loadPolicyFor(work, { placedAt: order.row.placed_at, history: order.row.history }),
    await findCustomer(work, order.row.customer_id),
  ]
  const resolved = resolvePolicy(version.ruleset, { country: order.row.ship_to_country })
  const until = cooldownUntil(customer, resolved.get('change.cooldown'), work.now)
  if (until)
    refuse(
      'cooldown',
      { until: until.toISOString() },
      'Your sign-in details changed a short while ago, so for now money only goes back to where it came from.',
    )
}

/** Waiting a little longer is a choice too: the report is closed, the parcel is watched, and nothing is lost by it, nor counted. */
async function chooseWait(work: Work, { problem, offer }: { problem: ProblemRecord; offer: Offer }): Promise<void> {
  const { row } = problem
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'close'),
    remedy_kind: 'wait',
    remedy_offer_id: offer.id,
    remedied_by: actorKey(work.actor),
    remedied_at: work.now,
  })
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  await voidSignals(work, { about: { kind: 'problem', id: row.id }, reason: 'waits' })
}

function countByItem(order: OrderRecord, unitIds: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const unit of order.units)
    if (unitIds.includes(unit.id)) counts.set(unit.item_id, (counts.get(unit.item_id) ?? 0) + 1)
  return [...counts]
}

import { findOrder, lockOrder, type OrderRecord } from '#modules/orders'
import { assertNotOwn, onApproval, requestApproval, staffLimit } from '#modules/staff'
import { answer, type Answer } from '#platform/contract/answer'
import { assert, invalid } from '#platform/errors'
import { formatMoney, money } from '#platform/money'
import { parseReference } from '#platform/reference'
import { addHours } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { Refund, RefundRequest } from '../contract.ts'
import { balancesOf } from '../load-balances.ts'
import type { OrderBalance } from '../balance.ts'
import { pickUnits } from '../pick-units.ts'
import { planCredit } from '../plan-credit.ts'
import { planRefund, refuseRefund, type RefundInput, type RefundPlan } from '../plan-refund.ts'
import { presentDetails, presentPlan } from '../present.ts'
import { authorizeRefund, type RefundOrder, type WrittenRefund } from './authorize-refund.ts'
import { creditStoreBalance } from './credit-store-balance.ts'

type Answered = Refund | { approval: { id: string; state: 'pending'; expiresAt: string }; refund: Refund }

/**
 * A person refunds items, shipping, fees or an amount, or gives an amount as store credit. Inside of what is left on the order and of the person's own limit it is
 * done at once; above the limit a second person is asked (202). A preview changes nothing (200).
 */
export async function refundByStaff(work: Work, request: RefundRequest): Promise<Answered | Answer<Answered>> {
  const { row } = await findOrder(work, request.order)
  const order = await lockOrder(work, row.id)
  const wish = await wishOf(work, order, request)
  const { plan } = wish
  const preview = presentPlan(plan, order, { reason: request.reason, at: work.now })
  if (request.preview) return answer(200, preview)
  if (plan.amountMinor === 0)
    return refuseRefund({ code: 'nothing_to_refund', remainingMinor: plan.remainingMinor }, plan.currency)
  await assertNotOwn(work, order.row.customer_id)
  const limit = await staffLimit(work, { amount: money(plan.amountMinor, plan.currency), withinPolicy: false })
  if ('approvalNeeded' in limit) return answer(202, await askSecondPerson(work, order, request, preview))
  return await giveNow(work, order, wish, request, {})
}

onApproval('refund', async (work, approval) => {
  const { request, amountMinor } = approval.payload as ApprovalPayload
  const order = await lockOrder(work, approval.subject.id)
  const wish = await wishOf(work, order, request)
  // What was approved is an amount: if the same wish means another one by now, somebody has to look again.
  await giveNow(work, order, wish, request, { plan: { amountMinor }, requestedBy: `staff:${approval.requestedBy}` })
})

interface ApprovalPayload {
  request: RefundRequest
  amountMinor: number
}

async function giveNow(
  work: Work,
  order: OrderRecord,
  { give }: Wish,
  { reason }: RefundRequest,
  more: Pick<RefundOrder, 'plan' | 'requestedBy'>,
): Promise<Refund> {
  const written = await give({ ...more, reason, about: null })
  if (!written) return refuseRefund({ code: 'nothing_to_refund', remainingMinor: 0 }, order.row.currency)
  const [shown] = await presentDetails(work, [written], [order])
  assert(shown, 'a refund that was just made can be shown')
  return shown
}

async function askSecondPerson(
  work: Work,
  order: OrderRecord,
  request: RefundRequest,
  refund: Refund,
): Promise<Answered> {
  const payload: ApprovalPayload = {
    request: { ...request, order: order.row.id },
    amountMinor: refund.amount.amountMinor,
  }
  const id = await requestApproval(work, {
    kind: 'refund',
    subject: { kind: 'order', id: order.row.id },
    orderId: order.row.id,
    customerId: order.row.customer_id,
    amount: refund.amount,
    summary: `Refund ${formatMoney(refund.amount, 'en-US')} on order ${order.row.reference}: ${request.reason}`,
    payload,
  })
  return {
    approval: { id, state: 'pending', expiresAt: addHours(work.now, limits.approvals.hours).toISOString() },
    refund,
  }
}

/** What the request comes to, and the way to do it. */
interface Wish {
  plan: RefundPlan
  give(how: Pick<RefundOrder, 'reason' | 'about' | 'requestedBy' | 'plan'>): Promise<WrittenRefund | null>
}

async function wishOf(work: Work, order: OrderRecord, request: RefundRequest): Promise<Wish> {
  if (request.to === 'store_credit') return await creditOf(work, order, request)
  const input = await inputOf(work, order, request)
  return { plan: await planRefund(work, input), give: (how) => authorizeRefund(work, { ...input, ...how }) }
}

/** Store credit on top of what was paid: it is there whatever becomes of how the order was paid, and never more than that was. */
async function creditOf(work: Work, order: OrderRecord, request: RefundRequest): Promise<Wish> {
  const { items, shipping, fees, tenders } = request
  if (items || shipping || fees?.length || tenders)
    invalid('to', 'Store credit is for an amount on its own, without items, shipping, fees or tenders.', 'amount_only')
  const amountMinor = minorIn(order, request.amount, 'amount') ?? invalid('amount', 'Name the amount.', 'nothing_named')
  const plan = await planCredit(work, order, amountMinor)
  return { plan, give: (how) => creditStoreBalance(work, { ...how, order, amountMinor }) }
}

/** What the request means for this order. */
async function inputOf(reader: Reader, order: OrderRecord, request: RefundRequest): Promise<RefundInput> {
  const balance = (await balancesOf(reader, [order])).get(order.row.id) as OrderBalance
  const amountMinor = minorIn(order, request.amount, 'amount')
  const tenders = request.tenders?.map((each, index) => ({
    tenderId: tenderIdOf(order, each.tender),
    amountMinor: minorIn(order, each.amount, `tenders[${index}].amount`) ?? 0,
  }))
  const parts = {
    goods: request.items !== undefined,
    shipping: request.shipping === true,
    fees: (request.fees?.length ?? 0) > 0,
  }
  const named = parts.goods || parts.shipping || parts.fees
  if (!named && amountMinor === undefined) invalid('items', 'name items, shipping, fees or an amount', 'nothing_named')
  const picked = request.items === undefined ? undefined : pickUnits(order, balance, request.items)
  if (picked && 'refusal' in picked) return refuseRefund(picked.refusal, order.row.currency)
  checkFees(order, request.fees ?? [])
  return {
    order,
    balance,
    tenders,
    overCeiling: 'refuse',
    amountMinor: amountMinor ?? someFeesMinor(order, balance, request),
    ...(picked ? { unitIds: picked.map((unit) => unit.id) } : {}),
    ...(named ? { parts } : {}),
  }
}

function checkFees(order: OrderRecord, kinds: readonly string[]): void {
  for (const [index, kind] of kinds.entries()) {
    const fee = order.row.fees.find((each) => each.kind === kind)
    if (!fee) invalid(`fees[${index}]`, `The order has no fee "${kind}".`, 'fee_unknown')
    if (!fee.refundable) invalid(`fees[${index}]`, `The fee "${kind}" is not refundable.`, 'fee_kept')
  }
}

/**
 * Units carry their share of all refundable fees together. Some kinds of several come back as an amount of their own, and so
 * apart from goods and shipping.
 */
function someFeesMinor(order: OrderRecord, balance: OrderBalance, request: RefundRequest): number | undefined {
  const kinds = new Set(request.fees)
  const refundable = order.row.fees.filter((fee) => fee.refundable)
  if (kinds.size === 0 || refundable.every((fee) => kinds.has(fee.kind))) return undefined
  if (request.items !== undefined || request.shipping === true)
    return invalid('fees', 'Refund some of several fees on their own, or all of them together.', 'fees_apart')
  const namedMinor = refundable.filter((fee) => kinds.has(fee.kind)).reduce((sum, fee) => sum + fee.amountMinor, 0)
  const leftMinor = Object.values(balance.perUnit).reduce((sum, unit) => sum + unit.fees.remaining, 0)
  return Math.min(namedMinor, leftMinor)
}

function tenderIdOf(order: OrderRecord, anyId: string): string {
  const reference = parseReference(anyId)?.reference ?? anyId
  const byId = order.tenders.find((each) => each.id === anyId)
  return (byId ?? order.tenders.find((each) => each.reference === reference))?.id ?? anyId
}

function minorIn(order: OrderRecord, amount: RefundRequest['amount'], param: string): number | undefined {
  if (amount === undefined) return undefined
  const minor = typeof amount === 'number' ? amount : amount.amountMinor
  if (typeof amount === 'object' && amount.currency !== order.row.currency)
    invalid(param, `The order is in ${order.row.currency}.`, 'currency_mismatch')
  if (minor <= 0) invalid(param, 'Amounts are above zero.', 'amount_not_positive')
  return minor
}

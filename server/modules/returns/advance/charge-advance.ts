import { findPaymentMethod } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { chargeMethod, refundCharge } from '#modules/refunds'
import { onApproval, requestApproval } from '#modules/staff'
import { refuse } from '#platform/errors'
import { formatMoney } from '#platform/money'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { returnChargeReversed, returnCharged } from '../events.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { resolvedOf } from '../resolved-of.ts'
import { chargeVerdict, hasBegunBack } from './advance-rules.ts'
import { firstChargedAt, saveAdvance } from './save-advance.ts'

/**
 * It never came back, as far as anybody knows. Charged only with the shopper's yes of the time, with no sign of it anywhere and with
 * reminders that arrived; and in the beginning, and above an amount, only after a person's word.
 * @returns what happens about it
 */
export async function chargeOrAsk(
  work: Work,
  record: ReturnRecord,
  order: OrderRecord,
): Promise<'charged' | 'asked' | 'none'> {
  const { advance } = record
  if (!advance) return 'none'
  const verdict = await verdictFor(work, record, order)
  if (verdict.missing.length > 0) return 'none'
  if (!verdict.person) {
    await charge(work, record, order)
    return 'charged'
  }
  const amount = { amountMinor: advance.consent_minor ?? 0, currency: advance.currency }
  const approvalId = await requestApproval(work, {
    kind: 'advance_charge',
    subject: { kind: 'return', id: record.row.id },
    orderId: order.row.id,
    customerId: record.row.customer_id,
    amount,
    summary: `Charge ${formatMoney(amount, 'en-US')} for what never came back with return ${record.row.reference}, as agreed; a new one was sent first.`,
    payload: { returnId: record.row.id },
  })
  await saveAdvance(work, advance, { approval_id: approvalId })
  return 'asked'
}

// Looked at once more: it may have come back while somebody thought about it.
onApproval('advance_charge', async (work, approval) => {
  const { returnId } = approval.payload as { returnId: string }
  const { record, orders } = await lockReturn(work, returnId)
  const [order] = orders
  const verdict = order && (await verdictFor(work, record, order))
  if (!order || !verdict || verdict.missing.length > 0 || record.row.closed_at || record.row.canceled_at)
    refuse('not_possible_now', { missing: verdict?.missing ?? [] }, 'It is on its way back, so nothing is charged.')
  await charge(work, record, order)
})

async function verdictFor(work: Work, record: ReturnRecord, order: OrderRecord) {
  const { advance } = record
  if (!advance) return { missing: ['advance'], person: true }
  const known = await findPaymentMethod(work, order.row.customer_id, advance.consent_method_id ?? '')
  const verdict = chargeVerdict(await resolvedOf(work, order), {
    now: work.now,
    advance,
    hasBegunBack: hasBegunBack(record),
    firstChargedAt: await firstChargedAt(work),
  })
  return known ? verdict : { ...verdict, missing: [...verdict.missing, 'payment_method'] }
}

async function charge(work: Work, record: ReturnRecord, order: OrderRecord): Promise<void> {
  const { advance } = record
  if (!advance?.consent_method_id || !advance.consent_minor) return
  const made = await chargeMethod(work, {
    order,
    paymentMethodId: advance.consent_method_id,
    amount: { amountMinor: advance.consent_minor, currency: advance.currency },
    about: { kind: 'advance', id: record.row.id },
  })
  await saveAdvance(work, advance, { charge_id: made.id })
}

/** The payment went through, or was declined: then nothing was taken, and nobody tries again by itself. */
export async function noteCharge(work: Work, returnId: string, chargeId: string, paid: boolean): Promise<void> {
  const { record } = await lockReturn(work, returnId)
  const { advance } = record
  if (advance?.charge_id !== chargeId || advance.charged_at || !paid) return
  await saveAdvance(work, advance, { charged_at: work.now })
  // It turned up between the order to charge and the charge itself.
  if (hasBegunBack(record)) return await giveBack(work, record)
  await work.emit(returnCharged, aboutReturn(record), {
    returnId,
    orderIds: orderIdsOf(record),
    amount: { amountMinor: advance.consent_minor ?? 0, currency: advance.currency },
  })
}

/** Any sign of it ends the charge at once: what was taken goes back the way it came (policy `advance.charge_reversal` allows a day). */
export async function reverseCharge(work: Work, returnId: string): Promise<void> {
  const { record } = await lockReturn(work, returnId)
  if (record.advance?.charge_id && !record.advance.reversed_at) await giveBack(work, record)
}

async function giveBack(work: Work, record: ReturnRecord): Promise<void> {
  const { advance } = record
  if (!advance?.charge_id || advance.reversed_at) return
  const about = { kind: 'advance', id: record.row.id }
  await refundCharge(work, { chargeId: advance.charge_id, reason: 'came_back_after_all', about })
  await saveAdvance(work, advance, { reversed_at: work.now })
  await work.emit(returnChargeReversed, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    amount: { amountMinor: advance.consent_minor ?? 0, currency: advance.currency },
  })
}

import { findPaymentMethod, type PaymentMethodRecord } from '#modules/customers'
import type { OrderRecord, TenderRow } from '#modules/orders'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { findStore } from '#modules/stores'
import { refuse } from '#platform/errors'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import { isOurs, type OrderBalance } from './balance.ts'
import { expectedBy, type BusinessPlace, type RefundTimes } from './expected-by.ts'
import { balancesOf } from './load-balances.ts'
import { planShares, type About, type RefundRefusal, type RefundWish } from './plan-shares.ts'
import type { Line } from './spread.ts'
import type { MovementRow } from './tables.ts'

export interface RefundInput extends RefundWish {
  order: OrderRecord
  /** The matter that it is for; units that it holds itself can be refunded. */
  about?: About | undefined
  /**
   * Where the money goes instead of back to where it came from: a gift card or store credit of the same shopper. A card that
   * did not pay this order cannot take its money, and it goes back to where it came from, unless a rule of the shop lets it (`outside`).
   * Somebody else's store credit (`storeCreditOf`) is for gifts: whoever received it gets its value.
   */
  target?: { paymentMethodId: string; outside?: boolean } | { storeCreditOf: string } | 'store_credit' | undefined
  /** What is left, for callers who worked it out under the same lock and have moved nothing since. */
  balance?: OrderBalance | undefined
  /** Days by kind of payment; the policy in force now (`refund.eta.*`) unless given. */
  times?: RefundTimes | undefined
}

/** A refund as it would be made now. Showing it promises nothing: `authorizeRefund` works it out again under the lock. */
export interface RefundPlan {
  orderId: string
  currency: string
  amountMinor: number
  movements: PlannedMovement[]
  unitIds: string[]
  coveredUnitIds: string[]
  /** What could still be refunded on the order afterwards. */
  remainingMinor: number
  balance: OrderBalance
}

export interface PlannedMovement {
  tenderId: string | null
  targetKind: MovementRow['target_kind']
  targetId: string
  /** The balance of ours that it goes to; null for the shopper's own card or account. */
  methodId: string | null
  /** Where the money goes, in words. */
  label: string
  amountMinor: number
  /** In our own books: done as soon as it is authorized. */
  atOnce: boolean
  expectedBy: Date
  lines: Line[]
}

/**
 * Works out a refund: which part comes from which tender, for which units, where it goes and when it is there.
 * Refuses `exceeds_refundable` with `remaining`, `unit_held`, `unit_already_settled`, `tender_unknown`. With nothing left the
 * amount is zero.
 */
export async function planRefund(reader: Reader, input: RefundInput): Promise<RefundPlan> {
  const { order } = input
  const balance = input.balance ?? ((await balancesOf(reader, [order])).get(order.row.id) as OrderBalance)
  const planned = planShares(order, balance, input, input.about ?? null)
  if ('refusal' in planned) return refuseRefund(planned.refusal, order.row.currency)
  const target = await targetOf(reader, input)
  const place = await placeOf(reader)
  const times = input.times ?? (await timesOf(reader, order))
  return {
    orderId: order.row.id,
    currency: order.row.currency,
    amountMinor: planned.amountMinor,
    movements: planned.shares.map(({ tender, amountMinor, lines }) => {
      const goal = goalOf(order, tender, target)
      return {
        tenderId: tender.id,
        ...goal,
        amountMinor,
        lines,
        expectedBy: expectedBy(reader.now, goal.atOnce ? { kind: 'gift_card', label: '' } : tender, place, times),
      }
    }),
    unitIds: planned.unitIds,
    coveredUnitIds: planned.coveredUnitIds,
    remainingMinor: planned.remainingMinor,
    balance,
  }
}

/** Ends with the refusal that a plan came to, in the caller's terms. */
export function refuseRefund({ code, remainingMinor, detail }: RefundRefusal, currency: string): never {
  return refuse(code, { remaining: money(remainingMinor, currency), ...detail }, refusalWords[code])
}

/** What a tender is called where it has no label of its own. */
export function labelOf(tender: Pick<TenderRow, 'kind' | 'label'>): string {
  return tender.label || kindWords[tender.kind]
}

const refusalWords: Record<RefundRefusal['code'], string> = {
  exceeds_refundable: 'That is more than what is left to refund.',
  tender_unknown: 'The order was not paid with that.',
  nothing_to_refund: 'Everything for this has been refunded already.',
  item_unknown: 'The order has no such item.',
  unit_already_settled: 'This one has already been put right.',
  unit_held: 'Another matter about this item is still open.',
  tenders_do_not_add_up: 'The amounts per tender do not add up to the refund.',
}

const kindWords: Record<TenderRow['kind'], string> = {
  card: 'Card',
  paypal: 'PayPal',
  gift_card: 'Gift card',
  store_credit: 'Store credit',
  bank: 'Bank account',
  other: 'Original payment method',
}

type Goal = Pick<PlannedMovement, 'targetKind' | 'targetId' | 'methodId' | 'label' | 'atOnce'>
type Target = PaymentMethodRecord | { storeCreditOf: string } | 'store_credit' | null

function goalOf(order: OrderRecord, tender: TenderRow, target: Target): Goal {
  const credit: Goal = {
    targetKind: 'store_credit',
    targetId: order.row.customer_id,
    methodId: null,
    label: 'Store credit',
    atOnce: true,
  }
  if (target === 'store_credit') return credit
  if (target && 'storeCreditOf' in target) return { ...credit, targetId: target.storeCreditOf }
  if (target && target.id !== tender.payment_method_id) {
    const ours = isOurs(target)
    return {
      targetKind: 'method',
      targetId: target.id,
      methodId: ours ? target.id : null,
      label: labelOf(target),
      atOnce: ours,
    }
  }
  if (!isOurs(tender))
    return { targetKind: 'tender', targetId: tender.id, methodId: null, label: labelOf(tender), atOnce: false }
  // A gift card that is not on file cannot be refilled from here; the shopper gets the same as store credit.
  return tender.payment_method_id === null
    ? credit
    : {
        targetKind: 'tender',
        targetId: tender.id,
        methodId: tender.payment_method_id,
        label: labelOf(tender),
        atOnce: true,
      }
}

async function targetOf(reader: Reader, { order, target }: RefundInput): Promise<Target> {
  if (target === undefined || target === 'store_credit') return target ?? null
  if ('storeCreditOf' in target) return target
  const method = await findPaymentMethod(reader, order.row.customer_id, target.paymentMethodId)
  if (!method)
    return refuse('payment_method_unknown', {}, 'We don’t know this payment method. Pick one that is on your account.')
  const holdsMoney =
    (method.kind === 'gift_card' || method.kind === 'store_credit') &&
    (method.balance === null || method.balance.currency === order.row.currency)
  return holdsMoney || (target.outside === true && method.kind !== 'gift_card' && method.kind !== 'store_credit')
    ? method
    : null
}

/** How long money takes is a fact of today, whatever was in force when the order was placed. */
async function timesOf(reader: Reader, order: OrderRecord): Promise<RefundTimes> {
  const policy = resolvePolicy((await loadPolicyNow(reader)).ruleset, { country: order.row.ship_to_country })
  return {
    gift: policy.get('refund.eta.gift'),
    credit: policy.get('refund.eta.credit'),
    debit: policy.get('refund.eta.debit'),
    bank: policy.get('refund.eta.bank'),
    prepaid: policy.get('refund.eta.prepaid'),
  }
}

/** When money that is sent now is there: at once where the store itself holds it (null). */
export async function arrivalOf(reader: Reader, order: OrderRecord, tender: TenderRow | null): Promise<Date> {
  const [place, times] = [await placeOf(reader), await timesOf(reader, order)]
  return expectedBy(reader.now, tender ?? { kind: 'store_credit', label: '' }, place, times)
}

async function placeOf(reader: Reader): Promise<BusinessPlace> {
  const store = await findStore(reader)
  return { country: store.country, zone: store.timeZone }
}

import { paymentMethodsOf, type PaymentMethodRecord } from '#modules/customers'
import { currentUnits, heirOf, holdsByUnit, type OrderRecord } from '#modules/orders'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import type { Reader } from '#platform/work'
import { isOurs, type OrderBalance } from './balance.ts'
import { labelOf } from './plan-refund.ts'
import type { RefundDetail } from './queries.ts'
import type { MovementRow } from './tables.ts'

/** Another way for money that did not arrive. */
export interface WayOut {
  to: 'store_credit' | 'method'
  /** Null for store credit. */
  paymentMethodId: string | null
  label: string
  /** `balance`: the store holds it itself. `tender`: it paid this order too. `outside`: a rule of the shop lets it take money that it did not pay. */
  kind: 'balance' | 'tender' | 'outside'
}

/** Movements whose money did not arrive and that nothing has made good yet. */
export function openFailures(detail: RefundDetail): MovementRow[] {
  return detail.movements.filter(
    (movement) => (movement.state === 'failed' || movement.state === 'reversed') && movement.made_good_by === null,
  )
}

/**
 * The ways in which money of a refund that did not arrive can be taken instead; empty when there is none to be taken. A
 * refund that is for a problem has none here: the problem is open again and offers its own. Store credit always is one.
 */
export async function waysOutOf(
  reader: Reader,
  order: OrderRecord,
  detail: RefundDetail,
  balance: OrderBalance,
): Promise<WayOut[]> {
  const failed = openFailures(detail)
  if (failed.length === 0 || !isFree(order, detail, failed, balance)) return []
  const [methods, targets] = await Promise.all([
    paymentMethodsOf(reader, [order.row.customer_id]),
    refundTargets(reader, order),
  ])
  const amountMinor = failed.reduce((sum, movement) => sum + movement.amount_minor, 0)
  const credit: WayOut = { to: 'store_credit', paymentMethodId: null, label: 'Store credit', kind: 'balance' }
  const others = methods.flatMap((method): WayOut[] => {
    const kind = kindOf(order, method, { failed, amountMinor, balance, targets })
    return kind ? [{ to: 'method', paymentMethodId: method.id, label: labelOf(method), kind }] : []
  })
  return [credit, ...others]
}

/** Nothing else has taken the money or the things meanwhile. */
function isFree(
  order: OrderRecord,
  { row, lines }: RefundDetail,
  failed: MovementRow[],
  balance: OrderBalance,
): boolean {
  if (row.about_kind === 'problem') return false
  const left = new Map(Object.entries(balance.perTender).map(([id, tender]) => [id, tender.remaining]))
  for (const { tender_id: tenderId, amount_minor: amountMinor } of failed) {
    const remaining = (left.get(tenderId ?? '') ?? 0) - amountMinor
    if (remaining < 0) return false
    left.set(tenderId ?? '', remaining)
  }
  const holds = holdsByUnit(order)
  const current = new Map(currentUnits(order).map((unit) => [unit.id, unit]))
  return lines
    .filter((line) => line.unit_id !== null && failed.some((movement) => movement.id === line.movement_id))
    .every((line) => {
      const unit = current.get(heirOf(order, line.unit_id ?? '')?.id ?? '')
      const parts = unit && balance.perUnit[unit.id]
      if (!unit || !parts) return false
      const hold = holds.get(unit.id)
      const isPromised =
        line.goods_minor > 0 && (unit.settled_by !== null || (hold !== undefined && hold.ref_id !== row.about_id))
      return (
        !isPromised &&
        line.goods_minor <= parts.goods.remaining &&
        line.shipping_minor <= parts.shipping.remaining &&
        line.fee_minor <= parts.fees.remaining
      )
    })
}

interface Circumstances {
  failed: readonly MovementRow[]
  amountMinor: number
  balance: OrderBalance
  targets: readonly string[]
}

function kindOf(
  order: OrderRecord,
  method: PaymentMethodRecord,
  { failed, amountMinor, balance, targets }: Circumstances,
): WayOut['kind'] | undefined {
  const failedHere = failed.some(
    (movement) =>
      movement.target_id === method.id ||
      order.tenders.find((tender) => tender.id === movement.tender_id)?.payment_method_id === method.id,
  )
  if (failedHere) return undefined
  if (isOurs(method)) {
    const sameCurrency = method.balance === null || method.balance.currency === order.row.currency
    return sameCurrency && (targets.includes('gift_card') || targets.includes('store_balance')) ? 'balance' : undefined
  }
  const paidToo = order.tenders.find(
    (tender) => tender.payment_method_id === method.id && (balance.perTender[tender.id]?.remaining ?? 0) >= amountMinor,
  )
  if (paidToo) return 'tender'
  return targets.includes('other_method') ? 'outside' : undefined
}

async function refundTargets(reader: Reader, order: OrderRecord): Promise<readonly string[]> {
  const policy = resolvePolicy((await loadPolicyNow(reader)).ruleset, { country: order.row.ship_to_country })
  return policy.get('refund.targets')
}

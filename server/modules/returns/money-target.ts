import { cooldownUntil, findPaymentMethod, type PaymentMethodRecord, paymentMethodsOf } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ReturnRequest } from './contract.ts'
import type { OrderSetting, ReturnSetting } from './return-setting.ts'

/** Where money goes: null is the way it was paid. */
export type MoneyTarget = { paymentMethodId: string; outside?: boolean } | 'store_credit' | null

const unknown = 'We don’t know this payment method. Pick one that is on your account.'

/**
 * Where the money of a return goes, and what pays or takes the difference of an exchange. Refuses `payment_method_unknown`,
 * `refund_target_not_allowed` (policy `refund.targets`), `gift_card_balance_too_low`, and `cooldown` for anything but the way it came
 * while sign-in details are fresh.
 */
export async function targetFor(
  reader: Reader,
  setting: ReturnSetting,
  input: ReturnRequest,
  difference: { chargeMinor: number; refundMinor: number },
): Promise<{ target: MoneyTarget; differenceMethod: PaymentMethodRecord | null }> {
  const { order, resolved } = setting.orders[0] as OrderSetting
  const asked = input.resolution === 'store_credit' ? 'store_credit' : input.refundTo
  const method = asked === undefined || asked === 'store_credit' ? null : await known(reader, order, asked)
  if (input.resolution === 'exchange') return await forExchange(reader, setting, { method, asked, difference })
  const orders = setting.orders.map((each) => each.order)
  const target =
    asked === 'store_credit' ? 'store_credit' : method && !paidWith(orders, method) ? asTarget(method) : null
  if (target === null) return { target, differenceMethod: null }
  const kind = target === 'store_credit' ? 'store_balance' : targetKind(method)
  assertAllowed(resolved, kind)
  assertCooledDown(reader, resolved, setting)
  return { target, differenceMethod: null }
}

async function forExchange(
  reader: Reader,
  setting: ReturnSetting,
  {
    method,
    asked,
    difference,
  }: {
    method: PaymentMethodRecord | null
    asked: string | undefined
    difference: { chargeMinor: number; refundMinor: number }
  },
): Promise<{ target: MoneyTarget; differenceMethod: PaymentMethodRecord | null }> {
  const { order, resolved } = setting.orders[0] as OrderSetting
  const orders = setting.orders.map((each) => each.order)
  const pays = method ?? (asked === undefined ? await ownMethod(reader, orders) : null)
  if (difference.chargeMinor > 0) {
    if (!pays) return refuse('payment_method_unknown', {}, 'It costs a little more. Pick what pays the difference.')
    assertCovers(resolved, pays, difference.chargeMinor, order.row.currency)
    return { target: null, differenceMethod: pays }
  }
  if (difference.refundMinor === 0 || (asked !== 'store_credit' && (!pays || paidWith(orders, pays))))
    return { target: null, differenceMethod: pays }
  const target: MoneyTarget = asked === 'store_credit' ? 'store_credit' : pays ? asTarget(pays) : null
  assertAllowed(resolved, asked === 'store_credit' ? 'store_balance' : targetKind(pays), 'change.difference.targets')
  assertCooledDown(reader, resolved, setting)
  return { target, differenceMethod: pays }
}

async function known(reader: Reader, order: OrderRecord, asked: string): Promise<PaymentMethodRecord> {
  return (
    (await findPaymentMethod(reader, order.row.customer_id, asked)) ?? refuse('payment_method_unknown', {}, unknown)
  )
}

/** What the orders were paid with, where it is on file. */
async function ownMethod(reader: Reader, orders: readonly OrderRecord[]): Promise<PaymentMethodRecord | null> {
  const methods = await paymentMethodsOf(reader, [orders[0]?.row.customer_id ?? ''])
  return methods.find((method) => paidWith(orders, method)) ?? null
}

function paidWith(orders: readonly OrderRecord[], method: PaymentMethodRecord): boolean {
  return orders.every((order) =>
    order.tenders.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference),
  )
}

function asTarget(method: PaymentMethodRecord): Exclude<MoneyTarget, null | 'store_credit'> {
  const outside = method.kind !== 'gift_card' && method.kind !== 'store_credit'
  return { paymentMethodId: method.id, ...(outside ? { outside: true } : {}) }
}

function targetKind(method: PaymentMethodRecord | null): 'gift_card' | 'store_balance' | 'other_method' {
  if (method?.kind === 'gift_card') return 'gift_card'
  return method?.kind === 'store_credit' ? 'store_balance' : 'other_method'
}

function assertAllowed(
  resolved: Resolved,
  kind: 'gift_card' | 'store_balance' | 'other_method',
  key: 'refund.targets' | 'change.difference.targets' = 'refund.targets',
): void {
  if (!resolved.get(key).includes(kind))
    refuse('refund_target_not_allowed', { target: kind }, 'Money can’t go there. It goes back to where it came from.')
}

function assertCovers(resolved: Resolved, method: PaymentMethodRecord, amountMinor: number, currency: string): void {
  const stored = method.kind === 'gift_card' || method.kind === 'store_credit'
  if (!stored || !resolved.get('tender.giftCardCovers')) return
  const balance = method.balance?.currency === currency ? method.balance.amountMinor : 0
  if (balance < amountMinor)
    refuse(
      'gift_card_balance_too_low',
      { balance: method.balance },
      'There isn’t enough on that gift card. Pick another way to pay.',
    )
}

/** For a while after sign-in details changed money only goes back to where it came from (policy `change.cooldown`). */
function assertCooledDown(reader: Reader, resolved: Resolved, { customer }: ReturnSetting): void {
  const until = cooldownUntil(customer, resolved.get('change.cooldown'), reader.now)
  if (until)
    refuse(
      'cooldown',
      { until: until.toISOString() },
      'Your sign-in details changed a short while ago, so for now money only goes back to where it came from.',
    )
}

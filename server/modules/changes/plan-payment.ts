import { findPaymentMethod } from '#modules/customers'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { type ChangeFacts, decideChange } from '#modules/policy'
import { balances } from '#modules/refunds'
import { invalid } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeRequest } from './contract.ts'
import { settingOf } from './facts.ts'
import { askedBy, type ChangePlan, commonFacts, refuseIfRefused, tenderFacts } from './plan-parts.ts'

/** Another method pays what the order still carries: it is charged first, and once the storefront agreed the old one gets its money back. */
export async function planPayment(reader: Reader, order: OrderRecord, input: ChangeRequest): Promise<ChangePlan> {
  const asked = input.tender ?? invalid('tender', 'Name the payment method to use from now on.', 'tender_missing')
  const units = currentUnits(order)
  const [setting, method, money] = await Promise.all([
    settingOf(reader, order, units),
    findPaymentMethod(reader, order.row.customer_id, asked),
    balances(reader, [order.row.id]),
  ])
  const perTender = money.get(order.row.id)?.perTender ?? {}
  const carrying = order.tenders.filter((tender) => (perTender[tender.id]?.remaining ?? 0) > 0)
  const totalMinor = carrying.reduce((sum, tender) => sum + (perTender[tender.id]?.remaining ?? 0), 0)
  const facts: ChangeFacts = {
    ...commonFacts(reader, order, units, setting),
    change: 'payment',
    tendersUsed: order.tenders.length,
    sameTender:
      method !== undefined &&
      carrying.some((tender) => tender.payment_method_id === method.id || tender.reference === method.reference),
    total: { amountMinor: totalMinor, currency: order.row.currency },
    tender: method ? tenderFacts(method) : null,
  }
  const decision = decideChange(setting.resolved, facts)
  refuseIfRefused(decision)
  return {
    kind: 'payment',
    order,
    units: [],
    decision,
    facts,
    scope: setting.scope,
    policyVersionId: setting.policyVersionId,
    ...askedBy(reader, setting.resolved, order, 'payment', decision.request),
    confirmWithinMinutes: setting.resolved.get('cancel.confirm.within'),
    differenceMinor: totalMinor,
    method: method ?? null,
    refund: null,
    details: method ? { paymentMethodId: method.id } : {},
  }
}

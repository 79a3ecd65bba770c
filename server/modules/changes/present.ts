import { findVariantsById, loadOrders, type OrderRecord, type VariantRecord } from '#modules/orders'
import { paymentMethodsOf } from '#modules/customers'
import { chargesOf, presentPlan, presentRefunds } from '#modules/refunds'
import { findStore } from '#modules/stores'
import { maskContact } from '#modules/sellers'
import { formatMoney } from '#platform/money'
import { counted, momentInWords } from '#platform/words'
import type { Reader } from '#platform/work'
import type { Change } from './contract.ts'
import type { ChangePlan } from './plan-change.ts'
import type { ChangeRecord } from './queries.ts'

/** What a change would do, for the screen before the confirm button. Nothing has been written. */
export async function presentPreview(reader: Reader, plan: ChangePlan): Promise<Change> {
  const { order } = plan
  const refund = plan.refund ? presentPlan(plan.refund, order) : null
  const amount = { amountMinor: plan.differenceMinor, currency: order.row.currency }
  return {
    id: null,
    orderId: order.row.id,
    kind: plan.kind,
    state: 'preview',
    words: plan.decision.reasons
      .map((reason) => reason.shopper)
      .filter(Boolean)
      .join(' '),
    reason: null,
    items: itemsIn(
      order,
      plan.units.map(({ unit, to }) => ({ unitId: unit.id, to: to ? wordsOfVariant(to) : null })),
    ),
    address: plan.details.address ?? null,
    difference: amount,
    refund,
    charge:
      plan.differenceMinor > 0 && plan.method
        ? { id: null, label: plan.method.label || plan.method.reference, amount, state: 'preview' }
        : null,
    requestedAt: null,
    answerBy: null,
    onSilence: plan.request ? silenceWords(plan.request.onSilence) : null,
    refusal: null,
    decidedAt: null,
  }
}

/** Changes as the API and the screens show them. A seller sees what is asked of them, and nothing about the shopper's money. */
export async function presentChanges(reader: Reader, records: readonly ChangeRecord[]): Promise<Change[]> {
  if (records.length === 0) return []
  const orderIds = [...new Set(records.map(({ row }) => row.order_id))]
  const seller = reader.actor.kind === 'seller' ? reader.actor.sellerId : null
  const [orders, store, refunds, charges, methods, variants] = await Promise.all([
    loadOrders(reader, orderIds),
    findStore(reader),
    presentRefunds(
      reader,
      records.flatMap(({ row }) => (row.refund_id ? [row.refund_id] : [])),
    ),
    chargesOf(reader, orderIds),
    paymentMethodsOf(reader, [...new Set(records.map(({ row }) => row.customer_id))]),
    findVariantsById(
      reader,
      records.flatMap(({ units }) => units.flatMap((unit) => unit.to_variant_id ?? [])),
    ),
  ])
  return records.map(({ row, units }) => {
    const order = orders.find((each) => each.row.id === row.order_id) as OrderRecord
    const charge = charges.find((each) => each.id === row.charge_id)
    const zero = { amountMinor: 0, currency: row.currency }
    return {
      id: row.id,
      orderId: row.order_id,
      kind: row.kind,
      state: row.state,
      words: wordsOf(row, units.length, store.timeZone),
      reason:
        seller === null
          ? row.reason
          : row.reason &&
            maskContact(row.reason, { streets: [order.row.ship_to.line1], numbers: [order.row.reference] }),
      items: itemsIn(
        seller === null ? order : { ...order, items: order.items.filter((item) => item.seller_id === seller) },
        units.map((unit) => ({ unitId: unit.unit_id, to: toWords(variants.get(unit.to_variant_id ?? '')) })),
      ),
      // Where it is to go matters to a seller while they are asked, and to nobody of theirs afterwards.
      address: seller === null || row.state === 'asked' ? (row.details.address ?? null) : null,
      difference: seller !== null ? zero : { amountMinor: row.difference_minor, currency: row.currency },
      refund: seller !== null ? null : (refunds.find((each) => each.id === row.refund_id) ?? null),
      charge:
        charge && seller === null
          ? {
              id: charge.id,
              label: methods.find((method) => method.id === charge.payment_method_id)?.label ?? '',
              amount: { amountMinor: charge.amount_minor, currency: charge.currency },
              state: chargeState(row, charge.state),
            }
          : null,
      requestedAt: row.requested_at.toISOString(),
      answerBy: row.answer_by?.toISOString() ?? null,
      onSilence: row.state === 'asked' && row.details.request ? silenceWords(row.details.request.onSilence) : null,
      refusal: row.refusal_code
        ? { code: row.refusal_code, message: row.refusal_words ?? '', instead: row.details.instead ?? [] }
        : null,
      decidedAt: row.decided_at?.toISOString() ?? null,
    }
  })
}

/** What has become of the money that the change asked for. */
function chargeState(row: ChangeRecord['row'], state: 'requested' | 'succeeded' | 'failed'): string {
  if (state === 'failed') return 'failed'
  if (row.state === 'refused') return 'returned'
  return state === 'succeeded' ? 'charged' : 'requested'
}

const askedWords = {
  seller: 'We’ve asked the seller.',
  warehouse: 'We’ve asked the warehouse.',
  team: 'A person on our team is looking at it.',
}

function wordsOf(row: ChangeRecord['row'], unitCount: number, zone: string): string {
  const by = row.answer_by ? ` You’ll know by ${momentInWords(row.answer_by, zone)}.` : ''
  switch (row.state) {
    case 'asked':
      return `${askedWords[row.details.request?.of ?? 'warehouse']}${by}`
    case 'pending':
      return row.kind === 'cancel'
        ? `We’re stopping it now. Your money goes back as soon as the warehouse confirms.${by}`
        : `We’re changing it now.${by}`
    case 'review':
      return 'This took longer than it should. A person on our team is looking at it now.'
    case 'refused':
      return row.refusal_words ?? 'Your order stays as it was.'
    case 'applied':
      return appliedWords(row, unitCount)
  }
}

function appliedWords(row: ChangeRecord['row'], unitCount: number): string {
  switch (row.kind) {
    case 'cancel':
      return [
        row.details.wholeOrder
          ? 'Your order is canceled.'
          : `${counted(unitCount, 'item')} canceled. The rest of your order is on its way as planned.`,
        ...bankWords(row),
      ].join(' ')
    case 'address':
      return 'Done. Your order goes to the new address.'
    case 'variant':
      return row.difference_minor > 0
        ? `Done. The difference of ${formatMoney({ amountMinor: row.difference_minor, currency: row.currency }, 'en-US')} was charged.`
        : ['Done. Your order was changed.', ...bankWords(row)].join(' ')
    case 'payment':
      return 'Done. Your order is now paid with the method you picked, and the other one gets its money back.'
  }
}

function bankWords({ details, refund_id }: ChangeRecord['row']): string[] {
  return details.waitsForBank && refund_id === null
    ? ['Your bank is looking into this payment, so your money waits for its answer.']
    : []
}

function silenceWords(onSilence: 'person' | 'cancel_if_not_dispatched' | 'cancel'): string {
  return onSilence === 'person'
    ? 'If nobody answers by then, a person on our team takes over.'
    : 'If nobody answers by then, we cancel it unless it has already been sent.'
}

function itemsIn(order: OrderRecord, units: readonly { unitId: string; to: string | null }[]): Change['items'] {
  const items: Change['items'] = []
  for (const { unitId, to } of units) {
    const item = order.items.find((each) => each.id === order.units.find((unit) => unit.id === unitId)?.item_id)
    if (!item) continue
    const known = items.find((each) => each.itemId === item.id && each.to === to)
    if (known) known.quantity += 1
    else items.push({ itemId: item.id, title: item.title, quantity: 1, to })
  }
  return items
}

function toWords(variant: VariantRecord | undefined): string | null {
  return variant ? wordsOfVariant(variant) : null
}

function wordsOfVariant({ options, title, reference }: VariantRecord): string {
  return Object.values(options).join(', ') || title || reference
}

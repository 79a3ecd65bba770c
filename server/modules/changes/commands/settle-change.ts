import { cancelUnits, changeShipTo, lockOrder, recordPaymentChange, releaseHolds, releaseStock, reserveStock, supersedeUnits, type OrderRecord } from '#modules/orders'
import { authorizeRefund, balances, refundCharge } from '#modules/refunds'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { changeApplied, changeRefused } from '../events.ts'
import { changeMachine } from '../machine.ts'
import type { ChangeOutcome } from '../ports.ts'
import { type ChangeRecord, findChange } from '../queries.ts'
import { refusalWords } from '../refusal-words.ts'
import type { ChangeTables } from '../tables.ts'

const db = tablesOf<ChangeTables>()

/** Records what the storefront said, once; a later or repeated answer changes nothing. Only now does money go back. */
export async function settleChange(work: Work, { changeId, outcome }: { changeId: string; outcome: ChangeOutcome }): Promise<void> {
  if (outcome.state === 'pending') return
  const { row: found } = await findChange(work, changeId)
  const order = await lockOrder(work, found.order_id)
  const record = await findChange(work, changeId)
  if (record.row.state !== 'pending' && record.row.state !== 'review') return
  await (outcome.state === 'applied' ? apply(work, order, record) : refuseChange(work, record, outcome.reason))
}

async function apply(work: Work, order: OrderRecord, record: ChangeRecord): Promise<void> {
  const { row } = record
  const unitIds = record.units.map((unit) => unit.unit_id)
  const refundId = await applyTo[row.kind](work, order, record)
  await close(work, record, 'apply', { refund_id: refundId })
  await releaseHolds(work, { kind: 'change', refId: row.id })
  await work.emit(changeApplied, aboutOf(record), { changeId: row.id, kind: row.kind, refundId, unitIds })
}

/** What each kind does to the order and to money. Answers the refund, if there is one. */
const applyTo: Record<ChangeRecord['row']['kind'], (work: Work, order: OrderRecord, record: ChangeRecord) => Promise<string | null>> = {
  async cancel(work, order, { row, units }) {
    const unitIds = units.map((unit) => unit.unit_id)
    const whole = row.details.wholeOrder === true
    const about = { kind: 'change', id: row.id }
    // A change's own hold does not stand in the way of its own money.
    await releaseHolds(work, { kind: 'change', refId: row.id })
    await cancelUnits(work, order.row.id, unitIds, { reason: row.reason ?? 'shopper_request', about })
    const after = await lockOrder(work, order.row.id)
    const refund = await authorizeRefund(work, {
      order: after, unitIds, parts: { goods: true, shipping: whole, fees: whole }, ...(whole ? { everythingLeft: true } : {}), reason: 'canceled', about,
    })
    return refund?.id ?? null
  },
  async address(work, order, { row }) {
    assert(row.details.address, 'an address change carries an address')
    await changeShipTo(work, order.row.id, row.details.address, { kind: 'change', id: row.id })
    return null
  },
  async variant(work, order, { row, units }) {
    const about = { kind: 'change', id: row.id }
    const wanted = row.details.units ?? []
    const newUnitIds = await supersedeUnits(work, order.row.id, wanted.map((each) => ({
      unitId: each.unitId, variantId: each.toVariantId, goodsMinor: each.goodsMinor, goodsTaxMinor: each.goodsTaxMinor,
    })), { reason: 'variant', about })
    for (const [index, each] of wanted.entries()) {
      await db(work).updateTable('change_unit').set({ new_unit_id: newUnitIds[index] ?? null })
        .where('store_id', '=', work.storeId).where('change_id', '=', row.id).where('unit_id', '=', each.unitId).execute()
    }
    await moveStock(work, order, units.map((unit) => ({ from: order.units.find((each) => each.id === unit.unit_id)?.variant_id ?? null, to: unit.to_variant_id })))
    if (row.difference_minor >= 0) return null
    const refund = await authorizeRefund(work, {
      order: await lockOrder(work, order.row.id), amountMinor: -row.difference_minor, reason: 'variant_difference', about, priceDifference: true,
      ...(row.details.paymentMethodId ? { target: { paymentMethodId: row.details.paymentMethodId, ...(row.details.outside ? { outside: true } : {}) } } : {}),
    })
    return refund?.id ?? null
  },
  async payment(work, order, { row }) {
    const about = { kind: 'change', id: row.id }
    const money = (await balances(work, [order.row.id])).get(order.row.id)
    const old = order.tenders.filter((tender) => tender.charge_id !== row.charge_id)
    const tenders = old.flatMap((tender) => {
      const remaining = money?.perTender[tender.id]?.remaining ?? 0
      return remaining > 0 ? [{ tenderId: tender.id, amountMinor: remaining }] : []
    })
    await recordPaymentChange(work, order.row.id, about)
    if (tenders.length === 0) return null
    const refund = await authorizeRefund(work, {
      order: await lockOrder(work, order.row.id), amountMinor: tenders.reduce((sum, tender) => sum + tender.amountMinor, 0), tenders,
      reason: 'payment_method_changed', about, priceDifference: true,
    })
    return refund?.id ?? null
  },
}

/** Ends a change with a "no": what was charged for it goes back, the units are free again. */
export async function refuseChange(work: Work, record: ChangeRecord, code: string): Promise<void> {
  const { row } = record
  const { words, instead } = refusalWords(row.kind, code)
  await close(work, record, row.state === 'asked' ? 'decline' : 'refuse', { refusal_code: code, refusal_words: words, details: { ...row.details, instead } })
  await releaseHolds(work, { kind: 'change', refId: row.id })
  if (row.charge_id) await refundCharge(work, { chargeId: row.charge_id, reason: 'change_refused', about: { kind: 'change', id: row.id } })
  await work.emit(changeRefused, aboutOf(record), { changeId: row.id, kind: row.kind, code, instead })
}

async function close(work: Work, { row }: ChangeRecord, verb: 'apply' | 'refuse' | 'decline', more: Partial<ChangeRecord['row']>): Promise<void> {
  const state = changeMachine.next(row.state, verb)
  const { details, ...rest } = more
  const { numUpdatedRows } = await db(work).updateTable('change')
    .set({ ...rest, ...(details ? { details: JSON.stringify(details) as never } : {}), state, decided_at: work.now, version: row.version + 1 })
    .where('store_id', '=', work.storeId).where('id', '=', row.id).where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `change ${row.id} is at version ${row.version} under the order's lock`)
}

async function moveStock(work: Work, order: OrderRecord, moves: { from: string | null; to: string | null }[]): Promise<void> {
  void order
  for (const { from, to } of moves) {
    if (to) await reserveStock(work, [{ variantId: to, quantity: 1 }])
    if (from) await releaseStock(work, [{ variantId: from, quantity: 1 }])
  }
}

function aboutOf({ row }: ChangeRecord) {
  return { kind: 'change', id: row.id, orderId: row.order_id, customerId: row.customer_id }
}

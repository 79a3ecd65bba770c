import { sql } from 'kysely'
import type { OrderInput } from '#contract/orders'
import { insertRows } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { forgotten, sameContent } from '../content-hash.ts'
import { orderIdsByReference } from '../queries.ts'
import {
  canceledAt,
  historyRows,
  itemFacts,
  itemRows,
  orderFacts,
  shareColumns,
  tenderRows,
  unitRow,
  type PreparedOrder,
  type RowMaker,
} from '../order-rows.ts'
import { passOnOf } from '../pass-on.ts'
import { readAmounts } from '../read-amounts.ts'
import { reallocate, type Reallocation, type StandingUnit } from '../reallocation.ts'
import { currentUnits, holdsByUnit, type OrderRecord } from '../record.ts'
import type { ItemRow, OrderTables, TenderRow, UnitRow } from '../tables.ts'
import { writeTransfers } from '../transfers.ts'
import { appendRevision } from './append-revision.ts'
import { lockOrder } from './lock-order.ts'
import type { OrderOutcome } from './upsert-orders.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

interface Context {
  history: boolean
  makerOf(orders: readonly PreparedOrder[]): Promise<{ maker: RowMaker; customerIds: string[] }>
}

/** Lays a changed document over a stored order, under its lock. */
export async function reviseOrder(
  work: Work,
  source: string,
  prepared: PreparedOrder,
  context: Context,
): Promise<OrderOutcome> {
  const { input } = prepared
  const id = (await orderIdsByReference(work, source, [input.reference])).get(input.reference)
  assert(id, 'an order that is revised is stored')
  const order = await lockOrder(work, id)
  const unchanged = {
    id,
    reference: input.reference,
    revision: order.row.revision,
    outcome: 'unchanged' as const,
    passOn: { refunds: [], disputes: [] },
  }
  // Its shopper may have been taken out of it while it was waited for.
  if (order.row.content_hash === prepared.hash || order.row.content_hash === forgotten) return unchanged
  if (order.row.currency !== input.currency) {
    return {
      ...unchanged,
      problem: { code: 'currency_mismatch', message: `The order is in ${order.row.currency}.`, param: 'currency' },
    }
  }
  const previous = await previousDocument(work, id)
  if (previous && sameContent(previous, input)) return unchanged
  const next = reallocate(prepared.amounts, previous && amountsOf(previous), standingUnits(order))
  if ('fault' in next) return { ...unchanged, problem: next.fault }
  const { maker, customerIds } = await context.makerOf([prepared])
  const items = await writeItems(work, maker, order, prepared)
  const unitIds = await writeUnits(work, maker, order, items, prepared.input, next)
  await writeTenders(work, maker, order, customerIds[0] ?? order.row.customer_id, input)
  await insertRows(writing(work), 'order_history', historyRows(maker, id, input), { onConflict: 'nothing' })
  await writeTransfers(work, maker.sellerId, [{ orderId: id, input }])
  const revision = await appendRevision(work, {
    orderId: id,
    reason: 'import',
    about: null,
    document: input,
    unitIds,
    silent: context.history,
    set: await columnsOf(
      work,
      order,
      {
        ...prepared,
        allocation: { ...prepared.allocation, totalMinor: next.totalMinor, shippingMinor: next.shippingMinor },
      },
      customerIds[0] ?? order.row.customer_id,
      previous,
    ),
  })
  return { id, reference: input.reference, revision, outcome: 'updated', passOn: passOnOf(id, input) }
}

function standingUnits(order: OrderRecord): StandingUnit[] {
  const references = new Map(order.items.map((item) => [item.id, item.reference]))
  const holds = holdsByUnit(order)
  return currentUnits(order).map((unit) => {
    const ours =
      unit.replaces_unit_id !== null &&
      order.units.some((each) => each.id === unit.replaces_unit_id && each.superseded_reason === 'variant')
    return {
      id: unit.id,
      itemReference: references.get(unit.item_id) ?? '',
      shares: sharesOf(unit),
      ours,
      canceled: unit.canceled_at !== null,
      fixed:
        ours ||
        unit.replaces_unit_id !== null ||
        unit.money_moved_at !== null ||
        unit.settled_by !== null ||
        holds.has(unit.id),
      beingCanceled: holds.get(unit.id)?.kind === 'change',
    }
  })
}

function sharesOf(unit: UnitRow): StandingUnit['shares'] {
  return {
    goodsMinor: unit.goods_minor,
    goodsTaxMinor: unit.goods_tax_minor,
    shippingMinor: unit.shipping_minor,
    shippingTaxMinor: unit.shipping_tax_minor,
    feeMinor: unit.fee_minor,
    feeKeptMinor: unit.fee_kept_minor,
    discountMinor: unit.discount_minor,
    commissionMinor: unit.commission_minor,
  }
}

async function previousDocument(work: Work, orderId: string): Promise<OrderInput | null> {
  const row = await db(work)
    .selectFrom('order_revision')
    .select('document')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', orderId)
    .where('reason', '=', 'import')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row?.document as OrderInput | undefined) ?? null
}

function amountsOf(document: OrderInput) {
  const amounts = readAmounts(document)
  return 'fault' in amounts ? null : amounts
}

async function writeItems(
  work: Work,
  maker: RowMaker,
  order: OrderRecord,
  prepared: PreparedOrder,
): Promise<ItemRow[]> {
  const known = new Map(order.items.map((item) => [item.reference, item]))
  const all = itemRows(maker, order.row.id, prepared).map((row) => ({
    ...row,
    id: known.get(row.reference)?.id ?? row.id,
  }))
  const idOf = new Map(all.map((row) => [row.reference, row.id]))
  const changedHere = new Set(
    order.units.filter((unit) => unit.superseded_reason === 'variant').map((unit) => unit.item_id),
  )
  for (const [position, input] of prepared.input.items.entries()) {
    const before = known.get(input.reference)
    if (!before) continue
    // What we changed to another variant keeps showing that variant, whatever an older document says.
    const { variant_id, sku, options, unit_price_minor, ...facts } = itemFacts(
      maker,
      input,
      prepared.amounts.lines[position]?.commission,
    )
    const follow = changedHere.has(before.id)
      ? {}
      : { variant_id, sku, options: JSON.stringify(options) as unknown as ItemRow['options'], unit_price_minor }
    await writing(work)
      .updateTable('order_item')
      .set({ ...facts, ...follow, position, bundle_parent_id: idOf.get(input.bundleParent ?? '') ?? null })
      .where('store_id', '=', work.storeId)
      .where('id', '=', before.id)
      .execute()
  }
  const added = all
    .filter((row) => !known.has(row.reference))
    .map((row) => ({
      ...row,
      bundle_parent_id: idOf.get(prepared.input.items[row.position]?.bundleParent ?? '') ?? null,
    }))
  await insertRows(writing(work), 'order_item', added)
  return all
}

async function writeUnits(
  work: Work,
  maker: RowMaker,
  order: OrderRecord,
  items: readonly ItemRow[],
  input: OrderInput,
  next: Reallocation,
): Promise<string[]> {
  const itemOf = new Map(items.map((item) => [item.reference, item]))
  let position = Math.max(-1, ...order.units.map((unit) => unit.position))
  const added = next.added.map(({ itemReference, shares, canceled }) => {
    const item = itemOf.get(itemReference)
    assert(item, 'a unit belongs to an item of the document')
    position += 1
    return unitRow(maker, item, {
      position,
      shares,
      revision: order.row.revision + 1,
      canceledAt: canceled ? canceledAt(input, itemReference, work.now) : null,
    })
  })
  await insertRows(writing(work), 'unit', added)
  await changeShares(work, next)
  await followVariants(work, order, items)
  for (const unitId of next.canceled) {
    const reference = order.items.find(
      (item) => item.id === order.units.find((unit) => unit.id === unitId)?.item_id,
    )?.reference
    await writing(work)
      .updateTable('unit')
      .set({ canceled_at: canceledAt(input, reference, work.now) })
      .where('store_id', '=', work.storeId)
      .where('id', '=', unitId)
      .execute()
  }
  if (next.dropped.length > 0) {
    await writing(work)
      .updateTable('unit')
      .set({ superseded_reason: 'import' })
      .where('store_id', '=', work.storeId)
      .where('id', 'in', next.dropped)
      .execute()
  }
  return [
    ...added.map((unit) => unit.id),
    ...next.changed.map((each) => each.unitId),
    ...next.canceled,
    ...next.dropped,
  ]
}

async function changeShares(work: Work, { changed }: Reallocation): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ unitId, shares }) => ({ id: unitId, ...shareColumns(shares) }))
  await sql`update unit set goods_minor = c.goods_minor, goods_tax_minor = c.goods_tax_minor, shipping_minor = c.shipping_minor,
      shipping_tax_minor = c.shipping_tax_minor, fee_minor = c.fee_minor, fee_kept_minor = c.fee_kept_minor,
      discount_minor = c.discount_minor, commission_minor = c.commission_minor
    from json_populate_recordset(null::unit, ${JSON.stringify(rows)}::json) as c
    where unit.store_id = ${work.storeId} and unit.id = c.id`.execute(writing(work))
}

/** Units that nothing was decided about follow their item to another variant. */
async function followVariants(work: Work, order: OrderRecord, items: readonly ItemRow[]): Promise<void> {
  const free = standingUnits(order).filter((unit) => !unit.fixed)
  for (const item of items) {
    const ids = free
      .filter((unit) => unit.itemReference === item.reference)
      .filter(({ id }) =>
        order.units.some((unit) => unit.id === id && (unit.variant_id !== item.variant_id || unit.sku !== item.sku)),
      )
      .map((unit) => unit.id)
    if (ids.length === 0) continue
    await writing(work)
      .updateTable('unit')
      .set({ variant_id: item.variant_id, sku: item.sku })
      .where('store_id', '=', work.storeId)
      .where('id', 'in', ids)
      .execute()
  }
}

/** Tenders follow the document by reference. One that it does not name any more was voided; charges of ours stay. */
async function writeTenders(
  work: Work,
  maker: RowMaker,
  order: OrderRecord,
  customerId: string,
  input: OrderInput,
): Promise<void> {
  if (input.tenders.length === 0) return
  const known = new Map(order.tenders.map((tender) => [tender.reference, tender]))
  const rows = tenderRows(maker, order.row.id, customerId, input)
  const set = async (id: string, columns: Partial<TenderRow>) => {
    await writing(work)
      .updateTable('tender')
      .set(columns)
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .execute()
  }
  for (const row of rows) {
    const before = known.get(row.reference)
    if (before)
      await set(before.id, {
        kind: row.kind,
        label: row.label,
        authorized_minor: row.authorized_minor,
        captured_minor: row.captured_minor,
        captured_at: row.captured_at,
        fingerprint: row.fingerprint,
        payment_method_id: row.payment_method_id ?? before.payment_method_id,
      })
  }
  const last = Math.max(-1, ...order.tenders.map((tender) => tender.position))
  await insertRows(
    writing(work),
    'tender',
    rows.filter((row) => !known.has(row.reference)).map((row, index) => ({ ...row, position: last + 1 + index })),
  )
  const named = new Set(rows.map((row) => row.reference))
  for (const tender of order.tenders.filter(
    (each) => !named.has(each.reference) && each.charge_id === null && each.captured_minor > 0,
  ))
    await set(tender.id, { captured_minor: 0 })
}

/** The order's own columns. An address that we changed stays until the storefront itself names another one. */
async function columnsOf(
  work: Work,
  order: OrderRecord,
  prepared: PreparedOrder,
  customerId: string,
  previous: OrderInput | null,
): Promise<object> {
  const { fees, ship_to, ship_to_key, ship_to_country, canceled_at, cancel_reason, ...facts } = orderFacts(
    prepared,
    customerId,
    work.now,
  )
  const addressChanged = previous === null || !sameContent(previous.shippingAddress, prepared.input.shippingAddress)
  const left = await db(work)
    .selectFrom('unit')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', order.row.id)
    .where('superseded_reason', 'is', null)
    .where('canceled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return {
    ...facts,
    fees: JSON.stringify(fees),
    ...(addressChanged ? { ship_to: JSON.stringify(ship_to), ship_to_key, ship_to_country } : {}),
    ...(left
      ? {}
      : {
          canceled_at: order.row.canceled_at ?? canceled_at ?? work.now,
          cancel_reason: order.row.cancel_reason ?? cancel_reason,
        }),
    dispatch_started_at: facts.dispatch_started_at ?? order.row.dispatch_started_at,
  }
}

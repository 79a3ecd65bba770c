import { lockOrder, type OrderRecord } from '#modules/orders'
import { authorizeRefund, chargeMethod, chargesOf } from '#modules/refunds'
import { replacementsOf, requestReplacement, type UnitSwap } from '#modules/replacements'
import { Refusal } from '#platform/errors'
import { insertRows } from '#platform/database/insert-rows'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { arrivesBy } from '../arrives-by.ts'
import { newAdvance } from '../new-rows.ts'
import { resolvedOf } from '../resolved-of.ts'
import type { ReturnRow, ReturnTables, ReturnUnitRow } from '../tables.ts'
import { refundInstead } from './refund-instead.ts'
import { saveReturn } from './save-return.ts'

const db = tablesOf<ReturnTables>()

export interface GiveInput {
  /** What has come: it was asked for, the new one left, or the old one is back. */
  moment: 'request' | 'dispatch' | 'receipt'
  unitIds: readonly string[]
}

/**
 * Gives what was agreed instead of money: the difference of an exchange is charged or comes back at its moment, and the same again
 * or the other variant is sent at its own. A difference that is not paid yet holds the new one back until it is. Once for each unit.
 */
export async function giveInstead(work: Work, record: ReturnRecord, input: GiveInput): Promise<void> {
  const { row } = record
  if (row.resolution !== 'replacement' && row.resolution !== 'exchange') return
  for (const orderId of orderIdsOf(record)) {
    const units = openUnits(record, orderId, input)
    if (units.length === 0) continue
    const settles = isSettledBy(row.settle_at, input.moment)
    const paid = settles ? await settleDifference(work, record, orderId, units) : true
    const unsent = units.filter((unit) => unit.replacement_id === null)
    if (paid && unsent.length > 0 && row.send_at !== 'never' && comesBy(row.send_at, input.moment))
      await sendInstead(work, record, orderId, unsent, { asking: input.moment === 'request' })
  }
}

/** Sends what waited for its difference to be paid. */
export async function sendPaid(work: Work, record: ReturnRecord, chargeId: string): Promise<void> {
  for (const orderId of orderIdsOf(record)) {
    const lineIds = linesOf(record, orderId)
    const units = record.units.filter(
      (unit) => unit.charge_id === chargeId && unit.replacement_id === null && lineIds.has(unit.line_id),
    )
    const back = units.every((unit) => unit.logistics === 'delivered')
    if (units.length > 0 && (record.row.send_at === 'request' || back))
      await sendInstead(work, record, orderId, units, { asking: false })
  }
}

const ORDER = { request: 0, dispatch: 1, receipt: 2 } as const

function comesBy(agreed: 'request' | 'dispatch' | 'receipt', moment: GiveInput['moment']): boolean {
  return ORDER[moment] >= ORDER[agreed]
}

/** What is settled when the new one leaves waits for exactly that. */
function isSettledBy(agreed: ReturnRow['settle_at'], moment: GiveInput['moment']): boolean {
  if (agreed === null) return false
  return agreed === 'dispatch' || moment === 'dispatch' ? agreed === moment : comesBy(agreed, moment)
}

function linesOf(record: ReturnRecord, orderId: string): Set<string> {
  return new Set(
    record.lines.filter((line) => line.order_id === orderId && line.approval === 'approved').map((line) => line.id),
  )
}

function openUnits(record: ReturnRecord, orderId: string, { unitIds, moment }: GiveInput): ReturnUnitRow[] {
  const lineIds = linesOf(record, orderId)
  return record.units.filter(
    (unit) =>
      unitIds.includes(unit.unit_id) &&
      lineIds.has(unit.line_id) &&
      unit.inspection !== 'missing' &&
      unit.inspection !== 'wrong_item' &&
      (unit.replacement_id === null || moment === 'dispatch'),
  )
}

/** @returns whether what is sent instead may leave: nothing is to be paid, or it is paid */
async function settleDifference(
  work: Work,
  record: ReturnRecord,
  orderId: string,
  all: readonly ReturnUnitRow[],
): Promise<boolean> {
  const { row } = record
  // A difference is settled once: what was charged or given back for a unit is noted on it.
  const units = all.filter((unit) => unit.charge_id === null && unit.refund_id === null)
  if (units.length === 0) return await arePaid(work, orderId, all)
  const order = await lockOrder(work, orderId)
  const goods = new Map(order.units.map((unit) => [unit.id, unit.goods_minor]))
  const differenceMinor = units.reduce(
    (sum, unit) => sum + (unit.to_goods_minor === null ? 0 : unit.to_goods_minor - (goods.get(unit.unit_id) ?? 0)),
    0,
  )
  const about = { kind: 'return', id: row.id }
  const ids = units.map((unit) => unit.unit_id)
  if (differenceMinor > 0 && row.charge_method_id) {
    const charge = await chargeMethod(work, {
      order,
      paymentMethodId: row.charge_method_id,
      amount: money(differenceMinor, row.currency),
      about,
    })
    await saveReturn(work, record, { units: [{ ids, set: { charge_id: charge.id } }] })
    return charge.state === 'succeeded'
  }
  if (differenceMinor < 0) {
    const refund = await authorizeRefund(work, {
      order,
      amountMinor: -differenceMinor,
      priceDifference: true,
      overCeiling: 'cap',
      reason: 'exchange',
      about,
      requestedBy: row.requested_by,
      target:
        row.refund_target === null
          ? undefined
          : row.refund_target === 'store_credit'
            ? 'store_credit'
            : { paymentMethodId: row.refund_target, outside: true },
    })
    if (refund) await saveReturn(work, record, { units: [{ ids, set: { refund_id: refund.id } }] })
  }
  return true
}

/** Whether everything that was charged for units has been paid. */
async function arePaid(work: Work, orderId: string, units: readonly ReturnUnitRow[]): Promise<boolean> {
  const charges = new Map((await chargesOf(work, [orderId])).map((charge) => [charge.id, charge.state]))
  return units.every((unit) => unit.charge_id === null || charges.get(unit.charge_id) === 'succeeded')
}

const cannotBeSent = new Set(['out_of_stock', 'product_unsafe'])

async function sendInstead(
  work: Work,
  record: ReturnRecord,
  orderId: string,
  units: readonly ReturnUnitRow[],
  { asking }: { asking: boolean },
): Promise<void> {
  const { row } = record
  const order = await lockOrder(work, orderId)
  const solid = solidUnits(order, units)
  try {
    const replacement = await requestReplacement(work, {
      order,
      unitIds: solid.map((unit) => unit.unit_id),
      about: { kind: 'return', id: await aboutId(work, record, order) },
      deliveryRequirement: 'none',
      expectedBy: await arrivesBy(work, order, await resolvedOf(work, order)),
      swaps: swapsOf(record, solid),
      askedAt: row.requested_at,
    })
    await saveReturn(work, record, {
      units: [{ ids: units.map((unit) => unit.unit_id), set: { replacement_id: replacement.row.id } }],
    })
    if (row.send_at === 'request' && !record.advance) await noteAdvance(work, record, order, replacement.row.id)
  } catch (error) {
    // Asked for and gone or found unsafe meanwhile: at the request the shopper chooses anew, later the money comes back instead.
    if (!(error instanceof Refusal) || !cannotBeSent.has(error.code) || asking) throw error
    await giveDifferenceBack(work, row.id, order, units)
    await refundInstead(
      work,
      record,
      units.map((unit) => unit.unit_id),
    )
  }
}

/** What was paid for something dearer that is not sent after all goes back to what paid it. */
async function giveDifferenceBack(
  work: Work,
  returnId: string,
  order: OrderRecord,
  units: readonly ReturnUnitRow[],
): Promise<void> {
  const goods = new Map(order.units.map((unit) => [unit.id, unit.goods_minor]))
  for (const tender of order.tenders) {
    const paid = tender.charge_id === null ? [] : units.filter((unit) => unit.charge_id === tender.charge_id)
    const amountMinor = paid.reduce(
      (sum, unit) => sum + Math.max(0, (unit.to_goods_minor ?? 0) - (goods.get(unit.unit_id) ?? 0)),
      0,
    )
    if (amountMinor === 0) continue
    await authorizeRefund(work, {
      order,
      amountMinor,
      priceDifference: true,
      overCeiling: 'cap',
      tenders: [{ tenderId: tender.id, amountMinor }],
      reason: 'exchange_canceled',
      about: { kind: 'return', id: returnId },
    })
  }
}

/** What of a bundle can be sent: its parts; the bundle itself is nothing that lies on a shelf. */
function solidUnits(order: OrderRecord, units: readonly ReturnUnitRow[]): ReturnUnitRow[] {
  const bundles = new Set(order.items.filter((item) => item.kind === 'bundle_parent').map((item) => item.id))
  const itemOfUnit = new Map(order.units.map((unit) => [unit.id, unit.item_id]))
  return units.filter((unit) => !bundles.has(itemOfUnit.get(unit.unit_id) ?? ''))
}

function swapsOf(record: ReturnRecord, units: readonly ReturnUnitRow[]): Map<string, UnitSwap> | undefined {
  const lines = new Map(record.lines.map((line) => [line.id, line]))
  const swaps = units.flatMap((unit) => {
    const to = lines.get(unit.line_id)?.to_variant_id
    if (!to || unit.to_goods_minor === null) return []
    const swap: UnitSwap = {
      toVariantId: to,
      goodsMinor: unit.to_goods_minor,
      goodsTaxMinor: unit.to_goods_tax_minor ?? 0,
      unitPriceMinor: unit.to_price_minor ?? 0,
    }
    return [[unit.unit_id, swap] as const]
  })
  return swaps.length > 0 ? new Map(swaps) : undefined
}

/** One living replacement stands for each matter; what comes back in several parcels is sent again in as many. */
async function aboutId(work: Work, { row }: ReturnRecord, order: OrderRecord): Promise<string> {
  const earlier = (await replacementsOf(work, [order.row.id])).filter(
    (each) => each.row.about_kind === 'return' && returnIdOf(each.row.about_id) === row.id,
  )
  const others = await db(work)
    .selectFrom('return_unit')
    .select((each) => each.fn.count<number>('replacement_id').distinct().as('count'))
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', row.id)
    .executeTakeFirst()
  const number = Math.max(earlier.length, Number(others?.count ?? 0))
  return number === 0 ? row.id : `${row.id}:${number + 1}`
}

/** The return that a replacement is about: the first one bears its id, later ones a number behind it. */
export function returnIdOf(aboutId: string): string {
  return aboutId.split(':')[0] ?? aboutId
}

/** It left before the old one is back. Nothing is ever charged for that unless the shopper agreed to it, which nobody asked here. */
async function noteAdvance(work: Work, record: ReturnRecord, order: OrderRecord, replacementId: string): Promise<void> {
  const advance = newAdvance(work, {
    return_id: record.row.id,
    order_id: order.row.id,
    customer_id: record.row.customer_id,
    replacement_id: replacementId,
    currency: record.row.currency,
  })
  await insertRows(db(work), 'advance', [advance])
  record.advance = advance
}

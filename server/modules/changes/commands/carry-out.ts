import {
  cancelUnits,
  changeShipTo,
  isBankLooking,
  lockOrder,
  type OrderRecord,
  recordPaymentChange,
  releaseStock,
  reserveStock,
  supersedeUnits,
} from '#modules/orders'
import { authorizeRefund, balances, chargesOf, type OrderBalance, refundsOf } from '#modules/refunds'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ChangeRecord } from '../queries.ts'
import type { ChangeDetails, ChangeKind, ChangeTables } from '../tables.ts'
import { saveChange } from './save-change.ts'

const db = tablesOf<ChangeTables>()

const everything = { goods: true, shipping: true, fees: true }

/** What carrying it out led to. */
interface Done {
  refundId: string | null
  /** What became known only now. */
  details?: Partial<ChangeDetails>
}

/** What each kind of change does to a locked order and to money once the storefront has carried it out. */
export const carryOut: Record<ChangeKind, (work: Work, order: OrderRecord, record: ChangeRecord) => Promise<Done>> = {
  cancel,
  address,
  variant,
  payment,
}

/** Goods of what is canceled come back. Shipping and fees come back with the last part of the order, and then all of them. */
async function cancel(work: Work, order: OrderRecord, { row, units }: ChangeRecord): Promise<Done> {
  const about = { kind: 'change', id: row.id }
  const unitIds = units.map((unit) => unit.unit_id)
  const standing = order.units.filter(
    (unit) => unitIds.includes(unit.id) && unit.canceled_at === null && unit.superseded_reason === null,
  )
  if (standing.length > 0)
    await cancelUnits(
      work,
      order.row.id,
      standing.map((unit) => unit.id),
      { reason: row.reason ?? 'shopper_request', about },
    )
  const after = await lockOrder(work, order.row.id)
  const whole = after.row.canceled_at !== null
  const refund = await authorizeRefund(work, {
    order: after,
    ...(whole ? { everythingLeft: true } : { unitIds }),
    parts: { goods: true, shipping: whole, fees: whole },
    reason: 'canceled',
    about,
  })
  const waitsForBank = isBankLooking(order)
  return { refundId: refund?.id ?? null, details: { wholeOrder: whole, ...(waitsForBank ? { waitsForBank } : {}) } }
}

/** A bank has decided about a payment of a locked order: what a cancellation or a cheaper variant could not give back before comes back now. */
export async function giveAfterBank(work: Work, order: OrderRecord, { row, units }: ChangeRecord): Promise<void> {
  if (row.details.waitsForBank !== true || isBankLooking(order)) return
  const refund =
    row.kind === 'variant' ? await giveDifference(work, order, row) : await giveCanceled(work, order, { row, units })
  await saveChange(work, row, {
    details: { ...row.details, waitsForBank: false },
    ...(refund ? { refund_id: refund.id } : {}),
  })
}

async function giveCanceled(work: Work, order: OrderRecord, { row, units }: ChangeRecord) {
  const goods = order.units
    .filter((unit) => units.some((each) => each.unit_id === unit.id))
    .map((unit) => ({ unitId: unit.id, part: 'goods' as const, amountMinor: unit.goods_minor }))
  return await authorizeRefund(work, {
    order,
    ...(row.details.wholeOrder ? { everythingLeft: true, parts: everything } : { exactly: goods, overCeiling: 'cap' }),
    reason: 'canceled',
    about: { kind: 'change', id: row.id },
  })
}

/** What a cheaper variant costs less, as far as it has not come back for this change already. */
async function giveDifference(work: Work, order: OrderRecord, row: ChangeRecord['row']) {
  const given = (await refundsOf(work, [order.row.id]))
    .filter((each) => each.row.about_kind === 'change' && each.row.about_id === row.id && each.row.state !== 'failed')
    .reduce((sum, each) => sum + each.row.amount_minor, 0)
  const amountMinor = -row.difference_minor - given
  if (amountMinor <= 0) return null
  return await authorizeRefund(work, {
    order,
    amountMinor,
    overCeiling: 'cap',
    reason: 'variant_difference',
    about: { kind: 'change', id: row.id },
    priceDifference: true,
    ...(row.details.comesBackTo ? { target: row.details.comesBackTo } : {}),
  })
}

async function address(work: Work, order: OrderRecord, { row }: ChangeRecord): Promise<Done> {
  assert(row.details.address, 'an address change carries an address')
  await changeShipTo(work, order.row.id, row.details.address, { kind: 'change', id: row.id })
  return { refundId: null }
}

async function variant(work: Work, order: OrderRecord, { row }: ChangeRecord): Promise<Done> {
  const about = { kind: 'change', id: row.id }
  const wanted = row.details.units ?? []
  const newUnitIds = await supersedeUnits(
    work,
    order.row.id,
    wanted.map((each) => ({
      unitId: each.unitId,
      variantId: each.toVariantId,
      goodsMinor: each.goodsMinor,
      goodsTaxMinor: each.goodsTaxMinor,
      unitPriceMinor: each.priceMinor,
    })),
    { reason: 'variant', about },
  )
  for (const [index, each] of wanted.entries()) {
    await db(work)
      .updateTable('change_unit')
      .set({ new_unit_id: newUnitIds[index] ?? null })
      .where('store_id', '=', work.storeId)
      .where('change_id', '=', row.id)
      .where('unit_id', '=', each.unitId)
      .execute()
  }
  await moveStock(
    work,
    wanted.map((each) => ({
      from: order.units.find((unit) => unit.id === each.unitId)?.variant_id ?? null,
      to: each.toVariantId,
    })),
  )
  if (row.difference_minor >= 0) return { refundId: null }
  const refund = await giveDifference(work, await lockOrder(work, order.row.id), row)
  const missingMinor = -row.difference_minor - (refund?.row.amount_minor ?? 0)
  const waitsForBank = missingMinor > 0 && isBankLooking(order)
  return { refundId: refund?.id ?? null, ...(waitsForBank ? { details: { waitsForBank } } : {}) }
}

/**
 * Exactly what the new method paid comes back: from what paid before as far as that still carries it, and the rest, where
 * money came back or was disputed meanwhile, to the new method itself.
 */
async function payment(work: Work, order: OrderRecord, { row }: ChangeRecord): Promise<Done> {
  const about = { kind: 'change', id: row.id }
  const charge = (await chargesOf(work, [order.row.id])).find((each) => each.id === row.charge_id)
  const money = (await balances(work, [order.row.id])).get(order.row.id)
  await recordPaymentChange(work, order.row.id, about)
  if (!charge || !money) return { refundId: null }
  const tenders = sharesOf(order, money, charge.id, charge.amount_minor)
  const amountMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)
  if (amountMinor === 0) return { refundId: null }
  const refund = await authorizeRefund(work, {
    order: await lockOrder(work, order.row.id),
    amountMinor,
    tenders,
    reason: 'payment_method_changed',
    about,
    priceDifference: true,
  })
  return { refundId: refund?.id ?? null }
}

function sharesOf(
  order: OrderRecord,
  money: OrderBalance,
  chargeId: string,
  chargedMinor: number,
): { tenderId: string; amountMinor: number }[] {
  let left = chargedMinor
  const oldFirst = order.tenders.toSorted(
    (one, other) => Number(one.charge_id === chargeId) - Number(other.charge_id === chargeId),
  )
  return oldFirst.flatMap((tender) => {
    const amountMinor = Math.min(left, money.perTender[tender.id]?.remaining ?? 0)
    left -= amountMinor
    return amountMinor > 0 ? [{ tenderId: tender.id, amountMinor }] : []
  })
}

/** The storefront has swapped them already, so what is on hand follows; a variant whose stock nobody knows stays unknown. */
async function moveStock(work: Work, moves: { from: string | null; to: string }[]): Promise<void> {
  const byVariant = new Map<string, number>()
  const add = (id: string, count: number) => byVariant.set(id, (byVariant.get(id) ?? 0) + count)
  for (const { from, to } of moves) {
    add(to, -1)
    if (from) add(from, 1)
  }
  // In the order of ids, as everybody locks them.
  for (const [variantId, count] of [...byVariant].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (count < 0) await reserveStock(work, [{ variantId, quantity: -count }])
    if (count > 0) await releaseStock(work, [{ variantId, quantity: count }])
  }
}

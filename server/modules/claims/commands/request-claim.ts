import { loadShipments, shipmentOfUnit } from '#modules/deliveries'
import {
  currentUnits,
  findOrder,
  findOrderOfItem,
  holdsByUnit,
  itemOf,
  lockOrder,
  type OrderRecord,
  type UnitRow,
} from '#modules/orders'
import { type ClaimGround, loadPolicyFor, resolvePolicy } from '#modules/policy'
import { type ReturnRecord, returnsOf } from '#modules/returns'
import { findStore } from '#modules/stores'
import { assertNotOwn } from '#modules/staff'
import { lockHistory, recordSignal } from '#modules/trust'
import { ApiError, invalid, refuse } from '#platform/errors'
import { formatMoney, type Money } from '#platform/money'
import { businessDaysAfter } from '#platform/time'
import { dayInWords } from '#platform/words'
import type { Work } from '#platform/work'
import { decidedBefore, refuseDecided } from '../decided-before.ts'
import { leftOf, overchargedOf } from '../facts.ts'
import { claimsOf, findClaim } from '../queries.ts'
import { isOpen } from '../rules.ts'
import { openClaim } from './open-claim.ts'

export interface ClaimRequestInput {
  item?: string | undefined
  order?: string | undefined
  ground: ClaimGround
  quantity?: number | undefined
  note?: string | undefined
  files?: readonly string[] | undefined
  unsafe?: boolean | undefined
  /** For an overcharge: how much was too much. */
  tooMuch?: Money | undefined
}

const aboutReturns: readonly ClaimGround[] = ['return_refused', 'refund_not_paid']

/** "Get this put right": a claim on something that a third-party seller sold. @returns the claim's id */
export async function requestClaim(work: Work, input: ClaimRequestInput): Promise<string> {
  if (!input.item && !input.order) invalid('item', 'Name the item it is about, or the order.', 'item_missing')
  const found = input.order ? await findOrder(work, input.order) : (await findOrderOfItem(work, input.item ?? '')).order
  const order = await lockOrder(work, found.row.id)
  await assertNotOwn(work, order.row.customer_id)
  await lockHistory(work, order.row.customer_id)
  const chosen = await chooseUnits(work, order, input)
  if (input.tooMuch && input.tooMuch.currency !== order.row.currency)
    invalid('tooMuch.currency', `This order was paid in ${order.row.currency}.`, 'currency_differs')
  const before = await decidedBefore(
    work,
    order.row.id,
    chosen.units.map((unit) => unit.id),
    input.ground,
  )
  if (before) refuseDecided(before)
  if (input.ground === 'overcharged') await assertAmount(work, order, chosen.units, input.tooMuch)
  const claimId = await openClaim(work, {
    order,
    ...chosen,
    ground: input.ground,
    note: input.note ?? null,
    fileIds: input.files ?? [],
    unsafe: input.unsafe === true,
    askedMinor: input.ground === 'overcharged' ? (input.tooMuch?.amountMinor ?? null) : null,
  })
  const { row } = await findClaim(work, claimId)
  const missing = input.ground === 'not_received' || input.ground === 'delivered_missing'
  if (missing)
    await recordSignal(work, {
      customerId: row.customer_id,
      kind: 'not_received_claim',
      about: { kind: 'claim', id: claimId },
      orderId: row.order_id,
      amount: { amountMinor: row.value_minor, currency: row.currency },
      details: { lossId: claimId, kind: input.ground },
    })
  return claimId
}

/** Without books that show it, somebody has to say how much it was: never more than what was charged and has not come back. */
async function assertAmount(
  work: Work,
  order: OrderRecord,
  units: readonly UnitRow[],
  tooMuch: Money | undefined,
): Promise<void> {
  const shown = overchargedOf(order)
  if (tooMuch && tooMuch.amountMinor < 1) invalid('tooMuch.amountMinor', 'Say how much was too much, above zero.')
  if (!tooMuch && shown === 0) invalid('tooMuch', 'Say how much was too much.', 'amount_missing')
  const mostMinor = shown > 0 ? shown : await leftOf(work, order, units)
  if (mostMinor === 0) refuse('already_refunded', {}, 'Everything paid for this has already come back to you.')
  if (!tooMuch || tooMuch.amountMinor <= mostMinor) return
  const most = { amountMinor: mostMinor, currency: order.row.currency }
  throw new ApiError(
    'invalid_request',
    'amount_too_high',
    `That’s more than you paid for this and haven’t had back. You can ask for up to ${formatMoney(most, 'en-US')}.`,
    { param: 'tooMuch.amountMinor', details: { most } },
  )
}

interface Chosen {
  units: UnitRow[]
  sellerId: string
  shipmentId: string | null
  returnId: string | null
}

/** Units of one seller and one parcel; for returns those that are on one. */
async function chooseUnits(work: Work, order: OrderRecord, input: ClaimRequestInput): Promise<Chosen> {
  const { ground } = input
  const item = input.item === undefined ? null : itemOf(order, input.item)
  if (input.item !== undefined && !item)
    refuse('item_not_in_order', { param: 'item' }, 'This item is not on the order.')
  const items = item ? [item] : order.items
  const sellerId = items.find((each) => each.seller_id !== null)?.seller_id
  if (!sellerId)
    refuse('not_sold_by_seller', {}, 'We sold this one ourselves. Tell us what’s wrong, and we put it right.')
  await assertNoOther(
    work,
    order,
    items.map((each) => each.id),
    ground,
  )
  const theirs = currentUnits(order).filter((unit) =>
    items.some((each) => each.id === unit.item_id && each.seller_id === sellerId),
  )
  const back = aboutReturns.includes(ground) ? await onReturn(work, order, theirs, ground) : null
  const parcels = await loadShipments(work, [order.row.id])
  const holds = holdsByUnit(order)
  const free = back?.units ?? theirs.filter((unit) => isFree(unit, ground, holds.has(unit.id)))
  // What came back is in no parcel any more, and the one that it was in says why.
  const parcelOf = (unit: UnitRow) =>
    (shipmentOfUnit(order, parcels, unit.id) ?? parcels.findLast((each) => each.unitIds.includes(unit.id)))?.row.id ??
    null
  const first = free[0]
  if (!first) return refuseTaken(theirs, holds)
  const together = free.filter((unit) => parcelOf(unit) === parcelOf(first))
  if (input.quantity !== undefined && input.quantity > together.length)
    refuse(
      'quantity_too_high',
      { possible: together.length },
      `That can be said about at most ${together.length} of these.`,
    )
  return {
    units: together.slice(0, input.quantity ?? together.length),
    sellerId,
    shipmentId: parcelOf(first),
    returnId: back?.returnId ?? null,
  }
}

function isFree(unit: UnitRow, ground: ClaimGround, held: boolean): boolean {
  if (ground === 'overcharged') return unit.canceled_at === null
  return unit.canceled_at === null && unit.settled_by === null && !held
}

async function onReturn(
  work: Work,
  order: OrderRecord,
  units: readonly UnitRow[],
  ground: ClaimGround,
): Promise<{ units: UnitRow[]; returnId: string }> {
  for (const record of await returnsOf(work, [order.row.id])) {
    const { row, lines, units: back } = record
    const lineIds = new Set(
      lines
        .filter(
          (line) => (ground === 'return_refused') === (line.approval === 'declined') && line.approval !== 'canceled',
        )
        .map((line) => line.id),
    )
    const ids = new Set(
      back
        .filter((unit) => lineIds.has(unit.line_id) && !['pending', 'succeeded'].includes(unit.money))
        // Money is owed for what is back, and not for what is still to be sent.
        .filter((unit) => ground === 'return_refused' || unit.logistics === 'delivered')
        .map((unit) => unit.unit_id),
    )
    const theirs = units.filter((unit) => ids.has(unit.id) && unit.settled_by === null)
    if (theirs.length > 0 && ground === 'refund_not_paid') await assertPastItsDay(work, order, record)
    // A refused return holds nothing any more: the claim is about the goods themselves.
    if (theirs.length > 0) return { units: theirs, returnId: row.id }
  }
  return refuse(
    'no_such_return',
    {},
    ground === 'return_refused'
      ? 'No return of this was refused. Send it back from your order, and we look after it.'
      : 'There’s no return of this that waits for money. Send it back from your order first.',
  )
}

/** Whoever gets something back has a few days to look at it (policy `refund.after_receipt.seller`, `refund.without_inspection`). */
async function assertPastItsDay(work: Work, order: OrderRecord, record: ReturnRecord): Promise<void> {
  const { row, units, parcels } = record
  const here =
    units.flatMap((unit) => unit.received_at ?? [])[0] ?? parcels.flatMap((parcel) => parcel.delivered_at ?? [])[0]
  if (!here) return
  const [store, version] = [
    await findStore(work),
    await loadPolicyFor(work, { placedAt: order.row.placed_at, history: order.row.history }),
  ]
  const resolved = resolvePolicy(version.ruleset, { country: order.row.ship_to_country })
  const days = resolved.get(
    row.refund_at === 'inspection' ? 'refund.without_inspection' : 'refund.after_receipt.seller',
  )
  const by = businessDaysAfter(here, days, { country: order.row.ship_to_country, zone: store.timeZone })
  if (work.now <= by)
    refuse(
      'claim_too_early',
      { opensAt: by.toISOString() },
      `It’s back with the seller, who has until ${dayInWords(by, store.timeZone)} to look at it. Then your money comes, or we step in.`,
    )
}

/** One open claim on one ground: the same tap again is told where it stands. */
async function assertNoOther(work: Work, order: OrderRecord, itemIds: string[], ground: ClaimGround): Promise<void> {
  const unitIds = new Set(order.units.filter((unit) => itemIds.includes(unit.item_id)).map((unit) => unit.id))
  const other = (await claimsOf(work, [order.row.id])).find(
    (claim) =>
      claim.row.ground === ground &&
      // What the books show as too much was taken once for the order.
      (claim.unitIds.some((id) => unitIds.has(id)) || (ground === 'overcharged' && overchargedOf(order) > 0)) &&
      (isOpen(claim.row) || (ground === 'overcharged' && claim.row.state !== 'withdrawn')),
  )
  if (other)
    refuse(
      'claim_open',
      { about: { kind: 'claim', id: other.row.id } },
      'We’re already working on this one. Open it to see where it stands.',
    )
}

function refuseTaken(units: readonly UnitRow[], holds: ReturnType<typeof holdsByUnit>): never {
  const hold = units.map((unit) => holds.get(unit.id)).find((each) => each !== undefined)
  if (hold)
    return refuse(
      'unit_held',
      { about: { kind: hold.kind, id: hold.ref_id } },
      'We’re already working on this one. Open it to see where it stands.',
    )
  return refuse('already_refunded', {}, 'This has already been put right.')
}

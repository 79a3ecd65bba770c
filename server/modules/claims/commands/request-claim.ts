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
import type { ClaimGround } from '#modules/policy'
import { returnsOf } from '#modules/returns'
import { assertNotOwn } from '#modules/staff'
import { lockHistory, recordSignal } from '#modules/trust'
import { invalid, refuse } from '#platform/errors'
import type { Money } from '#platform/money'
import type { Work } from '#platform/work'
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
  for (const { row, lines, units: back } of await returnsOf(work, [order.row.id])) {
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
        .map((unit) => unit.unit_id),
    )
    const theirs = units.filter((unit) => ids.has(unit.id) && unit.settled_by === null)
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

/** One open claim on one ground: the same tap again is told where it stands. */
async function assertNoOther(work: Work, order: OrderRecord, itemIds: string[], ground: ClaimGround): Promise<void> {
  const unitIds = new Set(order.units.filter((unit) => itemIds.includes(unit.item_id)).map((unit) => unit.id))
  const other = (await claimsOf(work, [order.row.id])).find(
    (claim) =>
      claim.row.ground === ground &&
      claim.unitIds.some((id) => unitIds.has(id)) &&
      // An overcharge is paid once.
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

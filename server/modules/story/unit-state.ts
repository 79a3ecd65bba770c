import { arrivalInWords, dayOf, hasLeft, parcelInWords, type ShipmentHead } from '#modules/deliveries'
import type { ItemRow, UnitRow } from '#modules/orders'
import { arrivalOf } from '#modules/replacements'
import { type ReturnRecord, shopperState } from '#modules/returns'
import { underClaim } from './claims.ts'
import type { ItemState as ItemStateCode } from './contract.ts'
import type { StoryOfOrder } from './load-orders.ts'
import type * as z from 'zod'

export type StateCode = z.infer<typeof ItemStateCode>

/** How one unit, or the units of an item together, stand: a code for machines and words with the date first. */
export interface UnitState {
  code: StateCode
  words: string
  /** When it came to this, or when it is expected; null when neither is known. */
  at: Date | null
  late: boolean
}

/** How one unit stands. What is being done about it comes before where it is. */
export function stateOfUnit(story: StoryOfOrder, unit: UnitRow, item: ItemRow): UnitState {
  const words = { now: story.now, zone: story.zone }
  if (unit.canceled_at)
    return { code: 'canceled', words: `Canceled ${dayOf(unit.canceled_at, words)}`, at: unit.canceled_at, late: false }
  const hold = story.holds.get(unit.id)
  if (hold?.kind === 'change' && story.changes.some(({ row }) => row.id === hold.ref_id && row.kind === 'cancel')) {
    return { code: 'canceling', words: 'We’re stopping it now', at: hold.opened_at, late: false }
  }
  // A return that whoever reads may not see is a gift's: for them the thing is where it was.
  const back = hold?.kind === 'return' ? story.returns.find(({ row }) => row.id === hold.ref_id) : undefined
  if (hold && back) return onItsWayBack(story, back, hold.opened_at)
  if (hold?.kind === 'claim') return underClaim(story, hold.ref_id, hold.opened_at)
  if (hold?.kind === 'problem') return underRepair(story, hold.ref_id, hold.opened_at)
  const returned = returnedUnder(story, unit)
  if (returned) return { code: 'returned', words: 'You sent it back', at: returned, late: false }
  if (
    unit.settled_by &&
    !story.kept.unitIds.has(unit.id) &&
    !unit.settled_by.startsWith('replacement:') &&
    !unit.settled_by.startsWith('partial:')
  )
    return { code: 'refunded', words: 'Refunded', at: unit.money_moved_at, late: false }
  const parcel = story.parcelOf.get(unit.id)
  const again = replacementOf(story, unit)
  if (again && !(parcel && parcel.row.delivered_at)) return again
  return parcel ? inParcel(story, parcel) : withoutParcel(story, item)
}

/** On a return that is still open. */
function onItsWayBack(story: StoryOfOrder, found: ReturnRecord, at: Date): UnitState {
  const { words } = shopperState(found, { now: story.now, zone: story.zone })
  return { code: 'return_open', words: `Return: ${words}`, at, late: false }
}

/** When a unit came back under a return that is over. */
function returnedUnder(story: StoryOfOrder, unit: UnitRow): Date | null {
  for (const { row, units } of story.returns) {
    const mine = units.find((each) => each.unit_id === unit.id && each.replacement_id === null)
    if (mine?.logistics === 'delivered' && row.closed_at) return mine.received_at ?? row.closed_at
  }
  return null
}

function underRepair(story: StoryOfOrder, problemId: string, at: Date): UnitState {
  const problem = story.problems.find(({ row }) => row.id === problemId)?.row
  if (problem?.state === 'in_review')
    return { code: 'in_review', words: 'A person on our team is looking at this', at, late: false }
  if (problem?.state === 'waiting' && problem.wait_until) {
    return {
      code: 'problem_open',
      words: `If it hasn’t turned up by ${dayOf(problem.wait_until, { now: story.now, zone: story.zone })}, we’ll put it right`,
      at: problem.wait_until,
      late: false,
    }
  }
  return { code: 'problem_open', words: 'You told us something is wrong — choose how we put it right', at, late: false }
}

/** A unit that was sent again in place of another one, until it is there. */
function replacementOf(story: StoryOfOrder, unit: UnitRow): UnitState | null {
  const found = story.replacements.find(
    ({ row, units }) =>
      row.state !== 'refused' && row.state !== 'canceled' && units.some((each) => each.new_unit_id === unit.id),
  )
  if (!found) return null
  const parcel = story.parcelOf.get(unit.id)
  const expected = arrivalOf(found, story.parcels, { now: story.now, zone: story.zone })
  const state = parcel ? inParcel(story, parcel) : null
  const arrival =
    state && state.code !== 'preparing' && state.code !== 'shipped'
      ? state.words
      : expected.words || 'We’ll tell you the date as soon as we know it'
  return {
    code: 'replaced',
    words: `A new one is on its way. ${arrival}`,
    at: expected.by,
    late: state?.late ?? expected.late,
  }
}

const PARCEL_CODES: Partial<Record<ShipmentHead['row']['state'], StateCode>> = {
  delivered: 'delivered',
  out_for_delivery: 'out_for_delivery',
  delivery_attempted: 'delivery_attempted',
  ready_for_pickup: 'ready_for_pickup',
  returning: 'returning',
  returned: 'returned',
  lost: 'lost',
  damaged: 'lost',
}

function inParcel(story: StoryOfOrder, parcel: ShipmentHead): UnitState {
  const { row } = parcel
  const words = parcelInWords(row, story.handovers.get(row.id), { now: story.now, zone: story.zone })
  const promised = row.promised_deliver_by
  const late = promised !== null && (row.delivered_at ?? story.now) > promised
  const known = PARCEL_CODES[row.state]
  if (known) return { code: known, words, at: row.delivered_at ?? row.state_at, late }
  return { code: late ? 'late' : hasLeft(parcel) ? 'shipped' : 'preparing', words, at: promised, late }
}

function withoutParcel(story: StoryOfOrder, item: ItemRow): UnitState {
  const context = { now: story.now, zone: story.zone }
  const { row } = story.order
  if (item.kind !== 'physical' && item.kind !== 'bundle_parent')
    return { code: 'delivered', words: 'Sent to you by email', at: row.placed_at, late: false }
  if (item.preorder_at && item.preorder_at > story.now)
    return {
      code: 'preorder',
      words: `Comes out ${dayOf(item.preorder_at, context)}`,
      at: item.preorder_at,
      late: false,
    }
  const promised = row.promised_deliver_by
  const late = promised !== null && story.now > promised
  return {
    code: late ? 'late' : 'preparing',
    words: arrivalInWords(promised, context, row.dispatch_started_at ? 'Being packed' : 'Getting ready to ship'),
    at: promised,
    late,
  }
}

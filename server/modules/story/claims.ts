import { type ClaimRecord, overchargedOf, whyNotClaimable } from '#modules/claims'
import { dayOf } from '#modules/deliveries'
import { currentUnits, type ItemRow, type UnitRow } from '#modules/orders'
import type { ClaimGround, Resolved } from '#modules/policy'
import { isLineLive, type ReturnRecord } from '#modules/returns'
import { money } from '#platform/money'
import { businessDaysAfter } from '#platform/time'
import type { AllowedAction } from './contract.ts'
import type { StoryOfOrder } from './load-orders.ts'
import type { UnitState } from './unit-state.ts'
import type * as z from 'zod'

type Allowed = z.infer<typeof AllowedAction>

/** The claim that units of an item are in, or were in last. */
export function claimOf(story: StoryOfOrder, unitIds: ReadonlySet<string>): ClaimRecord | undefined {
  const theirs = story.claims.filter((claim) => claim.unitIds.some((id) => unitIds.has(id)))
  return theirs.find(isUndecided) ?? theirs.filter(({ row }) => row.state !== 'withdrawn').at(-1)
}

/** The same, unless the shopper was paid before: what is left then is between the store and the seller, until it asks something. */
export function claimToShow(story: StoryOfOrder, unitIds: ReadonlySet<string>): ClaimRecord | undefined {
  const claim = claimOf(story, unitIds)
  const asks = claim?.questions.some(({ state, side }) => state === 'open' && side === 'shopper')
  return claim && (!claim.row.advanced || asks) ? claim : undefined
}

/** Still to be decided, for the first time or again. */
export function isUndecided({ row }: ClaimRecord): boolean {
  return ['contacting', 'seller_due', 'review', 'appealed'].includes(row.state)
}

/** What a unit that a claim holds waits for, in words: whose turn it is, and until when. */
export function underClaim(story: StoryOfOrder, claimId: string, since: Date): UnitState {
  const claim = story.claims.find(({ row }) => row.id === claimId)
  if (!claim) return { code: 'claim_open', words: 'We’re putting this right with the seller', at: null, late: false }
  const { row, questions } = claim
  const until = row.due_at && dayOf(row.due_at, { now: story.now, zone: story.zone })
  if (row.paused_at !== null) return { code: 'claim_open', words: 'Waiting for your bank', at: null, late: false }
  const question = questions.find(({ state }) => state === 'open')
  if (question?.side === 'shopper')
    return { code: 'claim_asks', words: `We have a question for you, until ${until}`, at: row.due_at, late: false }
  if (question || row.state === 'contacting' || row.state === 'seller_due')
    return { code: 'claim_open', words: `The seller has until ${until} to answer`, at: row.due_at, late: false }
  return { code: 'in_review', words: 'A person on our team is looking at this', at: since, late: false }
}

/** What can be claimed of an item that no problem can be reported about: a refused return, and money that did not come. */
export function claimsOnItem(story: StoryOfOrder, item: ItemRow, rules: Resolved): Allowed[] {
  if (item.seller_id === null) return []
  const units = unitsLeft(story, item)
  const kinds = (['return_refused', 'refund_not_paid'] as const).filter((ground) => {
    const theirs = units.filter((unit) => onReturn(story, unit, ground, rules))
    return theirs.length > 0 && isClaimable(story, theirs, ground, rules)
  })
  return kinds.length > 0 ? [{ action: 'claim', kinds }] : []
}

/** "I was charged too much", once for an order with something that a seller sold; with what the books show, where they show it. */
export function overchargeOn(story: StoryOfOrder, rules: Resolved): Allowed[] {
  const sold = story.order.items.filter((item) => item.seller_id !== null)
  const units = sold.flatMap((item) => unitsLeft(story, item, false))
  if (units.length === 0 || !isClaimable(story, units, 'overcharged', rules)) return []
  const shown = overchargedOf(story.order)
  return [
    {
      action: 'claim',
      kinds: ['overcharged'],
      ...(shown > 0 ? { amount: money(shown, story.order.row.currency) } : {}),
    },
  ]
}

function unitsLeft(story: StoryOfOrder, item: ItemRow, unsettled = true): UnitRow[] {
  return currentUnits(story.order).filter(
    (unit) => unit.item_id === item.id && unit.canceled_at === null && (!unsettled || unit.settled_by === null),
  )
}

function isClaimable(story: StoryOfOrder, units: UnitRow[], ground: ClaimGround, rules: Resolved): boolean {
  const ids = new Set(units.map(({ id }) => id))
  const before = story.claims.some(
    ({ row, unitIds }) => row.ground === ground && row.state !== 'withdrawn' && unitIds.some((id) => ids.has(id)),
  )
  if (before) return false
  return (
    whyNotClaimable({
      now: story.now,
      zone: story.zone,
      resolved: rules,
      order: story.order,
      ground,
      units,
      shipment: units.map((unit) => story.parcelOf.get(unit.id)).find((parcel) => parcel !== undefined) ?? null,
      refundableMinor: units.reduce((sum, unit) => sum + unit.goods_minor + unit.shipping_minor, 0),
      wroteInTime: false,
    }) === null
  )
}

function onReturn(
  story: StoryOfOrder,
  unit: UnitRow,
  ground: 'return_refused' | 'refund_not_paid',
  rules: Resolved,
): boolean {
  return story.returns.some((found) => {
    const mine = found.units.find((each) => each.unit_id === unit.id)
    const line = found.lines.find((each) => each.id === mine?.line_id)
    if (!mine || !line || ['pending', 'succeeded'].includes(mine.money)) return false
    if (ground === 'return_refused') return line.approval === 'declined'
    return isLineLive(line) && mine.logistics === 'delivered' && isPastItsDay(story, found, mine.received_at, rules)
  })
}

/** Whether money that a return should bring is late (policy: `refund.after_receipt.seller`, `refund.without_inspection`). */
function isPastItsDay(
  { now, order, zone }: StoryOfOrder,
  { row, parcels }: ReturnRecord,
  receivedAt: Date | null,
  rules: Resolved,
): boolean {
  if (row.resolution !== 'refund' && row.resolution !== 'store_credit') return false
  const here = receivedAt ?? parcels.flatMap((parcel) => parcel.delivered_at ?? [])[0]
  if (!here) return false
  const days = rules.get(row.refund_at === 'inspection' ? 'refund.without_inspection' : 'refund.after_receipt.seller')
  return businessDaysAfter(here, days, { country: order.row.ship_to_country, zone }) < now
}

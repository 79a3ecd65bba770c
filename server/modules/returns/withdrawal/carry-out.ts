import { requestChange } from '#modules/changes'
import { hasLeft, parcelsByUnit } from '#modules/deliveries'
import {
  currentUnits,
  holdsByUnit,
  itemOf,
  type ItemRow,
  lockOrder,
  type OrderRecord,
  type UnitRow,
  withParts,
} from '#modules/orders'
import { decideReturn, type ReturnLineVerdict } from '#modules/policy'
import { ApiError } from '#platform/errors'
import type { Work } from '#platform/work'
import { openReturn } from '../commands/open-return.ts'
import { factsOfLine } from '../plan-return.ts'
import { returnsOf } from '../queries.ts'
import { type OrderSetting, type ReturnSetting, settingOf } from '../return-setting.ts'
import { isOnItsWay } from '../select-units.ts'
import type { WithdrawalRow } from '../tables.ts'

/** What comes of a withdrawal. With a `why` a person looks at it, for the whole or for the rest of it. */
export interface CarriedOut {
  outcome: NonNullable<WithdrawalRow['outcome']>
  why: string | null
  returnId: string | null
  changeId: string | null
}

/** Which units it is about: those of an item, as many as are named. */
export interface Withdrawn {
  item: ItemRow
  quantity: number | null
}

/**
 * Carries out a withdrawal from an order that is locked: what has not left is canceled, what has left comes back as a return by
 * law (no deduction for lateness, standard delivery refunded, money at proof of sending: the directive's articles 9 to 14). What is
 * late or among the law's own exceptions, and whatever no machine may answer, is left to a person with the reason.
 */
export async function carryOut(
  work: Work,
  declaration: Pick<WithdrawalRow, 'id' | 'declared_at'>,
  order: OrderRecord,
  withdrawn: readonly Withdrawn[],
): Promise<CarriedOut> {
  if (order.row.business_buyer) return forPerson('business_buyer')
  const setting = await settingOf(work, [order])
  const own = setting.orders[0] as OrderSetting
  if (own.resolved.get('withdrawal.days') === 0) return forPerson('no_right_here')
  if (setting.mode !== 'live' && work.actor.kind === 'system') return forPerson('person_acts')
  const units = unitsOf(order, withdrawn)
  if (units.length === 0) return forPerson('nothing_to_return')
  const before = await withdrawnBefore(work, order, units)
  if (before) return { outcome: 'return', why: null, returnId: before, changeId: null }
  if (units.some((unit) => holdsByUnit(order).has(unit.id))) return forPerson('unit_held')
  // A new one is under way in its place: which of the two goes back, a person settles with them.
  if (units.some((unit) => isOnItsWay(order, unit, own.heads, own.inHand))) return forPerson('new_one_under_way')
  const parcels = parcelsByUnit(order, own.heads)
  const gone = (unit: UnitRow) => {
    const parcel = parcels.get(unit.id)
    if (parcel) return hasLeft(parcel)
    const kind = itemOf(order, unit.item_id)?.kind
    return order.row.fulfillment === 'delivered' || kind === 'digital' || kind === 'gift_card'
  }
  const canceled = await cancel(
    work,
    order,
    units.filter((unit) => !gone(unit)),
  )
  const back = await sendBack(work, { declaration, setting, own, units: units.filter(gone) })
  return together(canceled, back)
}

/** Declared twice, such as by a second tap or from the mail once more: it is the return that the first one began. */
async function withdrawnBefore(work: Work, order: OrderRecord, units: readonly UnitRow[]): Promise<string | null> {
  const held = holdsByUnit(order)
  const [hold, ...others] = units.map((unit) => held.get(unit.id))
  if (hold?.kind !== 'return' || others.some((each) => each?.ref_id !== hold.ref_id)) return null
  const returns = await returnsOf(work, [order.row.id])
  return returns.some(({ row }) => row.id === hold.ref_id && row.origin === 'withdrawal') ? hold.ref_id : null
}

function forPerson(why: string): CarriedOut {
  return { outcome: 'unknown', why, returnId: null, changeId: null }
}

function unitsOf(order: OrderRecord, withdrawn: readonly Withdrawn[]): UnitRow[] {
  const open = currentUnits(order).filter((unit) => !unit.canceled_at && !unit.settled_by)
  return withdrawn.flatMap(({ item, quantity }) =>
    open.filter((unit) => unit.item_id === item.id).slice(0, quantity ?? undefined),
  )
}

/** By the same door as any cancellation; what it refuses a person looks at. */
async function cancel(work: Work, order: OrderRecord, units: readonly UnitRow[]): Promise<CarriedOut | null> {
  if (units.length === 0) return null
  const all = currentUnits(order).every((unit) => unit.canceled_at || units.includes(unit))
  const items = [...new Set(units.map((unit) => unit.item_id))].map((item) => ({
    item,
    quantity: units.filter((unit) => unit.item_id === item).length,
  }))
  try {
    const changeId = await requestChange(work, {
      order: order.row.id,
      kind: 'cancel',
      ...(all ? {} : { items }),
      confirm: true,
    })
    return { outcome: 'cancel', why: null, returnId: null, changeId }
  } catch (error) {
    if (!(error instanceof ApiError) || error.type !== 'refused') throw error
    return forPerson(error.code)
  }
}

async function sendBack(
  work: Work,
  {
    declaration,
    setting,
    own,
    units,
  }: {
    declaration: Pick<WithdrawalRow, 'id' | 'declared_at'>
    setting: ReturnSetting
    own: OrderSetting
    units: readonly UnitRow[]
  },
): Promise<CarriedOut | null> {
  if (units.length === 0) return null
  const verdicts = verdictsOf(setting, own, units, declaration.declared_at)
  const good = units.filter((unit) => isCovered(verdicts.get(unit.item_id)))
  const bad = units.filter((unit) => !good.includes(unit)).map((unit) => verdicts.get(unit.item_id))
  const no = bad.some((verdict) => verdict && !verdict.statutory) ? 'late' : bad.length > 0 ? 'excluded' : null
  if (good.length === 0) return { outcome: no ?? 'unknown', why: no, returnId: null, changeId: null }
  const order = await lockOrder(work, own.order.row.id)
  const record = await openReturn(work, {
    order,
    unitIds: withParts(
      order,
      good.map((unit) => unit.id),
    ),
    reason: 'changed_mind',
    origin: 'withdrawal',
    about: { kind: 'withdrawal', id: declaration.id },
    resolution: 'refund',
    // The money may wait for the goods or for proof that they were sent, whichever is earlier, and no longer.
    refundAt: 'first_scan',
    statutory: true,
  })
  return { outcome: 'return', why: no && `partly_${no}`, returnId: record.row.id, changeId: null }
}

function isCovered(verdict: ReturnLineVerdict | undefined): boolean {
  return verdict !== undefined && verdict.statutory && verdict.approval !== 'refused'
}

/** Whether the law's period still runs for each item, and whether one of its exceptions holds: as of the declaration. */
function verdictsOf(
  setting: ReturnSetting,
  own: OrderSetting,
  units: readonly UnitRow[],
  declaredAt: Date,
): Map<string, ReturnLineVerdict> {
  const parcels = parcelsByUnit(own.order, own.heads)
  // The period begins when the last of the order has arrived.
  const running = currentUnits(own.order).some(
    (unit) => !unit.canceled_at && parcels.get(unit.id)?.row.delivered_at === null,
  )
  const itemIds = [...new Set(units.map((unit) => unit.item_id))]
  const lines = itemIds.map((itemId) => {
    const mine = units.filter((unit) => unit.item_id === itemId)
    const times = mine.flatMap((unit) => parcels.get(unit.id)?.row.delivered_at?.getTime() ?? [])
    const facts = factsOfLine(setting, {
      setting: own,
      item: itemOf(own.order, itemId) as ItemRow,
      units: mine,
      deliveredAt: times.length === 0 ? null : new Date(Math.max(...times)),
      reason: 'changed_mind',
      files: [],
    })
    return {
      ...facts,
      ...(running ? { deliveredAt: null, lastDeliveredAt: null } : {}),
      // One return for each order is the store's own limit; the law knows none.
      returnedBefore: false,
    }
  })
  const decision = decideReturn(own.resolved, {
    now: declaredAt,
    zone: own.zone,
    country: own.scope.country ?? '',
    tier: setting.customer.tier,
    businessBuyer: false,
    riskBand: setting.assessment.band,
    resolution: 'refund',
    informed: own.resolved.get('withdrawal.informed'),
    kept: 0,
    steppedDown: setting.steppedDown,
    mode: 'live',
    lines,
  })
  return new Map(itemIds.map((itemId, index) => [itemId, decision.lines[index] as ReturnLineVerdict]))
}

function together(canceled: CarriedOut | null, back: CarriedOut | null): CarriedOut {
  if (!canceled || !back) return canceled ?? back ?? forPerson('nothing_to_return')
  const done = back.returnId ? back : canceled.changeId ? canceled : back
  return {
    outcome: done.outcome,
    why: back.why ?? canceled.why,
    returnId: back.returnId,
    changeId: canceled.changeId,
  }
}

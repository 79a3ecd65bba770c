import { type PlaceRecord, zoneOfPlace } from '#modules/deliveries'
import type { OrderRecord } from '#modules/orders'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { type ReturnChanges, saveReturn } from '../commands/save-return.ts'
import { returnLabelIssued } from '../events.ts'
import { logisticsMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import { newParcel } from '../new-rows.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnMethod, ReturnParcelRow, ReturnTables } from '../tables.ts'
import { endWay } from './end-way.ts'
import { goodsOf } from './goods.ts'
import { reserveSlot, slotSizeFor, type LockerSlot } from './locker-slots.ts'
import { nearestLocker } from './nearest-locker.ts'
import { newCode } from './new-code.ts'
import { takePickupSlot } from './pickup-slots.ts'
import { placeFor } from './place-for.ts'
import { buyLabel, type ParcelJob, slotHeld } from './tokens.ts'
import { wayContext, type WayContext } from './way-context.ts'

const db = tablesOf<ReturnTables>()

export interface WayChoice {
  method: ReturnMethod
  placeId?: string | undefined
  pickup?: { from: Date; until: Date } | undefined
}

/**
 * Gives a return its way back: a code, a label or somebody who comes for it, for the units that are approved and do come back. An
 * earlier way ends. While nothing is approved yet only the choice is kept. The orders are locked by the caller. Refuses
 * `method_not_possible`, `drop_off_point_unknown`, `locker_full`, `pickup_slot_taken`.
 */
export async function issueWay(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  way: WayChoice,
): Promise<void> {
  const unitIds = comingBack(record)
  await endWay(work, record)
  const parcel = unitIds.length > 0 && way.method !== 'keep' && way.method !== 'none'
  await saveReturn(work, record, {
    ...(parcel ? await openParcel(work, record, orders, way, unitIds) : {}),
    row: {
      method: way.method,
      place_id: way.placeId ?? null,
      pickup_from: way.pickup?.from ?? null,
      pickup_until: way.pickup?.until ?? null,
    },
  })
}

/** Units that are approved, do not stay with the shopper and have not been handed over yet. */
function comingBack(record: ReturnRecord): string[] {
  const lines = new Set(
    record.lines.filter((line) => line.approval === 'approved' && !line.keep).map((line) => line.id),
  )
  return record.units
    .filter((unit) => lines.has(unit.line_id) && (unit.logistics === 'none' || unit.logistics === 'label_issued'))
    .map((unit) => unit.unit_id)
}

/** @returns what becomes of the units that are in it */
async function openParcel(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  way: WayChoice,
  unitIds: readonly string[],
): Promise<Pick<ReturnChanges, 'units'>> {
  const [first] = orders
  assert(first, 'a return takes from an order')
  const context = await wayContext(work, first)
  const goods = await goodsOf(work, orders, unitIds)
  if (goods.pickupOnly && way.method !== 'pickup')
    refuse(
      'method_not_possible',
      { methods: ['pickup'] },
      'This one has to be picked up. Somebody comes for it, free of charge.',
    )
  const anyLocker = way.method === 'locker' && !way.placeId ? await nearestLocker(work, context, goods) : null
  const place = anyLocker ?? (await placeFor(work, way))
  const slot = way.method === 'locker' ? await slotFor(work, context, place, goods.weightGrams) : null
  if (way.method === 'pickup' && way.pickup && !(await takePickupSlot(work, context, way.pickup)))
    refuse('pickup_slot_taken', {}, 'That time was just taken. The next ones are still free.')
  const parcel = parcelFor(work, record, context, { way, place, slot, weightGrams: goods.weightGrams })
  await db(work).insertInto('return_parcel').values(parcel).execute()
  record.parcels.push(parcel)
  const now = parcel.kind !== 'label'
  if (slot) await work.setTimer(slotHeld, slot.until, { parcelId: parcel.id }, { key: parcel.id })
  if (now) await announceIssued(work, record, parcel)
  else await work.enqueue(buyLabel, { parcelId: parcel.id } satisfies ParcelJob, { key: parcel.label_key })
  const ready = record.units.filter((unit) => unitIds.includes(unit.unit_id))
  return {
    units: ready.map((unit) => ({
      ids: [unit.unit_id],
      set: { parcel_id: parcel.id, ...(now ? { logistics: logisticsMachine.next(unit.logistics, 'issue') } : {}) },
    })),
  }
}

/** What brings it back can be shown now. */
export async function announceIssued(work: Work, record: ReturnRecord, parcel: ReturnParcelRow): Promise<void> {
  await work.emit(returnLabelIssued, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    parcelId: parcel.id,
    kind: parcel.kind,
  })
}

async function slotFor(
  work: Work,
  context: WayContext,
  place: PlaceRecord | null,
  weightGrams: number | null,
): Promise<LockerSlot> {
  const size = slotSizeFor(context.resolved, weightGrams)
  assert(place, 'a locker was chosen')
  if (!size) refuse('method_not_possible', {}, 'This is too large for a locker. Another way works.')
  return await reserveSlot(work, place.id, {
    size,
    resolved: context.resolved,
    zone: zoneOfPlace(place, context.zone),
  })
}

function parcelFor(
  work: Work,
  record: ReturnRecord,
  { resolved }: WayContext,
  chosen: { way: WayChoice; place: PlaceRecord | null; slot: LockerSlot | null; weightGrams: number | null },
): ReturnParcelRow {
  const { way, place, slot } = chosen
  const isLabel = way.method === 'label'
  return newParcel(work, {
    return_id: record.row.id,
    kind: isLabel ? 'label' : way.method === 'pickup' ? 'pickup' : 'code',
    state: 'open',
    place_id: place?.id ?? null,
    code: isLabel ? null : newCode(),
    expires_at: isLabel ? null : addDays(work.now, resolved.get('return.dropoff.qr_valid')),
    slot_size: slot?.size ?? null,
    slot: slot?.name ?? null,
    slot_until: slot?.until ?? null,
    pickup_from: way.pickup?.from ?? null,
    pickup_until: way.pickup?.until ?? null,
    label_state: isLabel ? 'requested' : 'none',
    expected_weight_grams: chosen.weightGrams,
  })
}

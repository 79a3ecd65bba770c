import { findPlaces, placeIdOf } from '#modules/deliveries'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { dayInWords, momentInWords } from '#platform/words'
import type { Reader, Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnDroppedOff } from '../events.ts'
import { logisticsMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnParcelRow } from '../tables.ts'
import { momentCame } from './moment-came.ts'
import { readCode } from './new-code.ts'
import { findParcelByCode } from './parcels.ts'
import { checkWeight, fits, unitsIn, waitOn } from './scan-parcel.ts'
import { slotHeld } from './tokens.ts'
import { wayContext } from './way-context.ts'

export interface DropOffInput {
  code: string
  place?: string | undefined
  weightGrams?: number | undefined
  slot?: string | undefined
}

/**
 * A partner takes what a code stands for. Once: whoever comes second hears that it was taken, and when. Refuses `code_unknown`,
 * `code_used`, `code_canceled`, `code_expired`, `place_unknown`.
 */
export async function acceptDropOff(work: Work, input: DropOffInput) {
  const found = await findParcelByCode(work, readCode(input.code))
  if (!found) refuse('code_unknown', {}, codeWords.unknown)
  const placeId = await placeOf(work, input)
  const { record, orders } = await lockReturn(work, found.return_id)
  const parcel = record.parcels.find((each) => each.id === found.id)
  const [first] = orders
  if (!parcel || !first) refuse('code_unknown', {}, codeWords.unknown)
  const context = await wayContext(work, first)
  const state = codeState(work, parcel)
  if (state !== 'open')
    refuse(`code_${state === 'taken' ? 'used' : state}`, detailsOf(parcel), codeInWords(work, parcel, context.zone))
  const before = { ...parcel }
  const units = unitsIn(record, parcel)
  const unitIds = units.map((unit) => unit.unit_id)
  await saveReturn(work, record, {
    parcels: [
      {
        id: parcel.id,
        set: {
          state: parcel.state === 'open' ? 'dropped_off' : parcel.state,
          accepted_at: work.now,
          accepted_by: actorKey(work.actor),
          accepted_place_id: placeId ?? parcel.place_id,
          ...(input.weightGrams === undefined ? {} : { measured_weight_grams: input.weightGrams }),
          ...(input.slot ? { slot: input.slot } : {}),
        },
      },
    ],
    units: units
      .filter((unit) => logisticsMachine.can(unit.logistics, 'dropOff'))
      .map((unit) => ({ ids: [unit.unit_id], set: { logistics: logisticsMachine.next(unit.logistics, 'dropOff') } })),
  })
  await work.clearTimer(slotHeld, parcel.id)
  await checkWeight(work, record, parcel, before, context.resolved)
  await waitOn(work, parcel, context.resolved)
  await work.emit(returnDroppedOff, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    parcelId: parcel.id,
    placeId: parcel.accepted_place_id,
    unitIds,
  })
  // In the store’s own hands it is as good as with a carrier.
  const [place] = parcel.accepted_place_id ? await findPlaces(work, [parcel.accepted_place_id]) : []
  if (place?.kind === 'store' && fits(parcel, context.resolved) !== false)
    await momentCame(work, record, orders, { unitIds, moment: 'first_scan' })
  return {
    returnReference: record.row.reference,
    parcelId: parcel.id,
    acceptedAt: work.now.toISOString(),
    words: `Taken, thank you. That’s return ${record.row.reference}.`,
  }
}

export type CodeState = 'open' | 'taken' | 'canceled' | 'expired'

export function codeState(reader: Reader, parcel: ReturnParcelRow): CodeState {
  if (parcel.accepted_at) return 'taken'
  if (parcel.state === 'canceled') return 'canceled'
  if (parcel.state !== 'open') return 'taken'
  return parcel.expires_at && parcel.expires_at < reader.now ? 'expired' : 'open'
}

/** What whoever stands at the counter has to know. */
export function codeInWords(reader: Reader, parcel: ReturnParcelRow, zone: string): string {
  switch (codeState(reader, parcel)) {
    case 'open':
      return parcel.expires_at ? `Good until ${dayInWords(parcel.expires_at, zone)}.` : 'Good to go.'
    case 'taken': {
      const at = parcel.accepted_at ?? parcel.first_scan_at
      return at
        ? `This one was already handed over on ${momentInWords(at, zone)}. There’s nothing more to do.`
        : 'This one was already handed over. There’s nothing more to do.'
    }
    case 'canceled':
      return 'This code isn’t used any more. A newer one may be on the return’s page: opening it again shows the right one.'
    case 'expired':
      return 'This code has run out. A fresh one takes a moment: open the return and choose the way back again. Nothing is lost.'
  }
}

export const codeWords = { unknown: 'We don’t know this code. Please scan it again, or type what stands under it.' }

function detailsOf(parcel: ReturnParcelRow): Record<string, unknown> {
  return {
    acceptedAt: parcel.accepted_at?.toISOString() ?? null,
    expiresAt: parcel.expires_at?.toISOString() ?? null,
  }
}

async function placeOf(work: Work, { place }: DropOffInput): Promise<string | undefined> {
  if (!place) return undefined
  const id = await placeIdOf(work, place)
  return id ?? refuse('place_unknown', { place }, 'We don’t know this place. Import it first, or leave it out.')
}

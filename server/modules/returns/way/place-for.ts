import { findPlaces, type PlaceRecord } from '#modules/deliveries'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ReturnMethod } from '../tables.ts'

const KIND_OF_PLACE: Partial<Record<ReturnMethod, PlaceRecord['kind']>> = {
  drop_off: 'drop_off',
  locker: 'locker',
  store: 'store',
}

/**
 * The point that was chosen, null where the way needs none. A code is good at every point; the one that was chosen is where the
 * shopper is sent. Refuses `drop_off_point_unknown`.
 */
export async function placeFor(
  reader: Reader,
  { method, placeId }: { method: ReturnMethod; placeId?: string | null | undefined },
): Promise<PlaceRecord | null> {
  const kind = KIND_OF_PLACE[method]
  if (!kind || (!placeId && method !== 'locker')) return null
  const [place] = await findPlaces(reader, placeId ? [placeId] : [])
  if (place?.kind !== kind || place.accepts.length === 0)
    refuse('drop_off_point_unknown', {}, 'That point doesn’t take this. Please pick another one from the list.')
  return place
}

import { loadOrders } from '#modules/orders'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { loadReturns, orderIdsOf } from '../queries.ts'
import { codeInWords, codeState } from './accept-drop-off.ts'
import { readCode } from './new-code.ts'
import { findParcelByCode } from './parcels.ts'
import { findPlaces } from '#modules/deliveries'
import { wayContext } from './way-context.ts'

/** What a partner sees before taking something: what should be in it, and whether the code is still good. No name, no price. */
export async function findDropOff(reader: Reader, { code }: { code: string }) {
  const parcel = await findParcelByCode(reader, readCode(code))
  const [record] = parcel ? await loadReturns(reader, [parcel.return_id]) : []
  if (!parcel || !record) notFound('code')
  const orders = await loadOrders(reader, orderIdsOf(record))
  const [first] = orders
  if (!first) notFound('code')
  const { zone } = await wayContext(reader, first)
  const inside = record.units.filter((unit) => unit.parcel_id === parcel.id)
  const items = record.lines.flatMap((line) => {
    const quantity = inside.filter((unit) => unit.line_id === line.id).length
    const item = orders.flatMap((order) => order.items).find((each) => each.id === line.item_id)
    return item && quantity > 0 ? [{ title: item.title, quantity, imageUrl: item.image_url }] : []
  })
  const [place] = parcel.place_id ? await findPlaces(reader, [parcel.place_id]) : []
  return {
    state: codeState(reader, parcel),
    words: codeInWords(reader, parcel, zone),
    items,
    needsBox: place ? !place.accepts.includes('no_box') : false,
    expiresAt: parcel.expires_at?.toISOString() ?? null,
    acceptedAt: parcel.accepted_at?.toISOString() ?? null,
  }
}

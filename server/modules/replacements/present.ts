import { arrivalInWords, loadShipmentHeads, type ShipmentHead, type WordsContext } from '#modules/deliveries'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { counted, dayInWords } from '#platform/words'
import type { Reader } from '#platform/work'
import { zoneOf } from '#platform/zone-of'
import type { Replacement } from './contract.ts'
import type { ReplacementRecord } from './queries.ts'

/** Replacements as the API and the screens show them. */
export async function presentReplacements(
  reader: Reader,
  records: readonly ReplacementRecord[],
): Promise<Replacement[]> {
  if (records.length === 0) return []
  const orderIds = [...new Set(records.map((record) => record.row.order_id))]
  const [orders, parcels, store] = await Promise.all([
    loadOrders(reader, orderIds),
    loadShipmentHeads(reader, orderIds),
    findStore(reader),
  ])
  return records.map((record) => {
    const order = orders.find((each) => each.row.id === record.row.order_id)
    const units = order?.units.filter((unit) => record.units.some((each) => each.unit_id === unit.id)) ?? []
    const zone = order
      ? zoneOf({ country: order.row.ship_to_country, region: order.row.ship_to.region }, store.timeZone)
      : store.timeZone
    const arrival = arrivalOf(record, parcels, { now: reader.now, zone })
    const itemIds = [...new Set(units.map((unit) => unit.item_id))]
    return {
      id: record.row.id,
      orderId: record.row.order_id,
      state: record.row.state,
      words: wordsOf(record, arrival),
      items: itemIds.map((itemId) => ({
        itemId,
        title: order?.items.find((item) => item.id === itemId)?.title ?? '',
        quantity: units.filter((unit) => unit.item_id === itemId).length,
      })),
      expectedBy: arrival.by?.toISOString() ?? null,
      promisedBy: record.row.promised_by?.toISOString() ?? null,
      late: arrival.late,
      arrivalWords: arrival.words,
      deliveryRequirement: record.row.delivery_requirement,
      about: { kind: record.row.about_kind, id: record.row.about_id },
      storefrontReference: record.row.storefront_reference,
      requestedAt: record.row.requested_at.toISOString(),
    }
  })
}

/** When a replacement will be here, in the same words wherever it is shown. */
export interface Arrival {
  /** Null when nobody has said. */
  by: Date | null
  late: boolean
  /** Empty when no day is known, and when it is not awaited any more. */
  words: string
}

/** When it will be here: by its own parcels where they are on their way, else as it was said. @param context with the destination's zone */
export function arrivalOf(
  { row }: Pick<ReplacementRecord, 'row'>,
  parcels: readonly ShipmentHead[],
  context: WordsContext,
): Arrival {
  const own = parcels.filter((parcel) => parcel.row.replacement_id === row.id && parcel.row.delivered_at === null)
  const days = own.flatMap((parcel) => parcel.row.promised_deliver_by?.getTime() ?? [])
  const by = days.length > 0 ? new Date(Math.max(...days)) : row.expected_by
  if (row.state === 'delivered' || row.state === 'refused' || row.state === 'canceled' || by === null)
    return { by, late: false, words: '' }
  const late = by < context.now
  const moved = !late && row.promised_by !== null && by > row.promised_by
  const words = arrivalInWords(by, context, '')
  return {
    by,
    late,
    words:
      moved && row.promised_by ? `${words}, not ${dayInWords(row.promised_by, context.zone)} as we first said` : words,
  }
}

function wordsOf({ row, units }: ReplacementRecord, arrival: Arrival): string {
  if (row.stop_asked_at && (row.state === 'requested' || row.state === 'accepted'))
    return 'We’re stopping this one, because the first one turned up.'
  const when = arrival.words && ` ${arrival.words}.`
  if (row.parts) return wordsOfParts(row.state, when)
  const things = units.length === 1 ? 'A new one' : counted(units.length, 'new item')
  const is = units.length === 1 ? 'is on its way' : 'are on their way'
  switch (row.state) {
    case 'requested':
      return arrival.late ? `${things} ${is}.${when}` : `${things} will be on the way today.${when}`
    case 'accepted':
      return `${things} ${is}.${when}`
    case 'shipped':
      return `${things} left our warehouse.${when}`
    case 'delivered':
      return units.length === 1 ? 'The new one was delivered.' : 'The new items were delivered.'
    case 'refused':
      return 'We ran out before we could send a new one. You can have your money back instead.'
    case 'canceled':
      return row.stop_asked_at
        ? 'We stopped this one in time, because the first one turned up.'
        : 'This replacement was canceled.'
  }
}

function wordsOfParts(state: ReplacementRecord['row']['state'], when: string): string {
  switch (state) {
    case 'requested':
      return 'We’re asking the warehouse for the missing part.'
    case 'accepted':
      return `The missing part is on its way.${when}`
    case 'shipped':
      return `The missing part left our warehouse.${when}`
    case 'delivered':
      return 'The missing part was delivered.'
    case 'refused':
      return 'We don’t have this part on its own. Pick another way to put it right.'
    case 'canceled':
      return 'This was canceled.'
  }
}

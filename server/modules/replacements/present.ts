import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { counted, dayInWords } from '#platform/words'
import type { Reader } from '#platform/work'
import type { Replacement } from './contract.ts'
import type { ReplacementRecord } from './queries.ts'

/** Replacements as the API and the screens show them. */
export async function presentReplacements(
  reader: Reader,
  records: readonly ReplacementRecord[],
): Promise<Replacement[]> {
  if (records.length === 0) return []
  const [orders, store] = await Promise.all([
    loadOrders(reader, [...new Set(records.map((record) => record.row.order_id))]),
    findStore(reader),
  ])
  return records.map((record) => {
    const order = orders.find((each) => each.row.id === record.row.order_id)
    const units = order?.units.filter((unit) => record.units.some((each) => each.unit_id === unit.id)) ?? []
    const itemIds = [...new Set(units.map((unit) => unit.item_id))]
    return {
      id: record.row.id,
      orderId: record.row.order_id,
      state: record.row.state,
      words: wordsOf(record, store.timeZone),
      items: itemIds.map((itemId) => ({
        itemId,
        title: order?.items.find((item) => item.id === itemId)?.title ?? '',
        quantity: units.filter((unit) => unit.item_id === itemId).length,
      })),
      expectedBy: record.row.expected_by?.toISOString() ?? null,
      deliveryRequirement: record.row.delivery_requirement,
      about: { kind: record.row.about_kind, id: record.row.about_id },
      storefrontReference: record.row.storefront_reference,
      requestedAt: record.row.requested_at.toISOString(),
    }
  })
}

function wordsOf({ row, units }: ReplacementRecord, zone: string): string {
  if (row.stop_asked_at && (row.state === 'requested' || row.state === 'accepted'))
    return 'We’re stopping this one, because the first one turned up.'
  if (row.parts) return wordsOfParts({ row }, zone)
  const things = units.length === 1 ? 'A new one' : counted(units.length, 'new item')
  const [is, arrives] = units.length === 1 ? ['is on its way', 'It arrives'] : ['are on their way', 'They arrive']
  const day = row.expected_by ? dayInWords(row.expected_by, zone) : null
  switch (row.state) {
    case 'requested':
      return day ? `${things} will be on the way today, to arrive by ${day}.` : `${things} will be on the way today.`
    case 'accepted':
      return day ? `${things} ${is}. ${arrives} by ${day}.` : `${things} ${is}.`
    case 'shipped':
      return day ? `${things} left our warehouse. ${arrives} by ${day}.` : `${things} left our warehouse.`
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

function wordsOfParts({ row }: Pick<ReplacementRecord, 'row'>, zone: string): string {
  const by = row.expected_by ? `, to arrive by ${dayInWords(row.expected_by, zone)}` : ''
  switch (row.state) {
    case 'requested':
      return 'We’re asking the warehouse for the missing part.'
    case 'accepted':
      return `The missing part is on its way${by}.`
    case 'shipped':
      return `The missing part left our warehouse${by}.`
    case 'delivered':
      return 'The missing part was delivered.'
    case 'refused':
      return 'We don’t have this part on its own. Pick another way to put it right.'
    case 'canceled':
      return 'This was canceled.'
  }
}
